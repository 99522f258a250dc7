"use client";

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import ListPlus from "lucide-react/icons/list-plus";
import Trash2 from "lucide-react/icons/trash-2";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import type { Comparator, ItemType } from "#lib/checklists/model.ts";
import {
  addItem,
  emptyMeasure,
  type FormItem,
  type FormMeasure,
  moveItem,
  type Path,
  removeItem,
  updateItem,
} from "./editor-model.ts";
import type { PartProps } from "./template-editor.tsx";

const TYPES: { value: ItemType; label: string }[] = [
  { value: "done", label: "Done" },
  { value: "yesno", label: "Yes or no" },
  { value: "number", label: "Reading" },
  { value: "numberVsExpected", label: "Actual against expected" },
  { value: "status", label: "Working or failing" },
  { value: "choice", label: "Choice" },
  { value: "text", label: "Text" },
  { value: "trend", label: "Trend" },
];

type ItemProps = PartProps & { item: FormItem; path: Path; field: string; count: number };

/** One item of a section, with what its kind needs; items can stand under it. */
export function EditorItem(props: ItemProps) {
  const { item, path, field, form, change, at } = props;
  const set = (next: Partial<FormItem>) => change(updateItem(form, path, next));
  const group = item.items.length > 0;
  const measured = !group && (item.type === "number" || item.type === "numberVsExpected");
  const typeError = at(`${field}.type`);
  return (
    <li className="edititem">
      <div className="edititemhead">
        <TextInput
          label="Item"
          hideLabel
          placeholder="What is looked at or done"
          value={item.text}
          maxLength={300}
          error={at(`${field}.text`) ?? at(`${field}.key`)}
          onChange={(event) => set({ text: event.target.value })}
        />
        {group ? (
          <span className="t3 xs">holds the items under it</span>
        ) : (
          <Select
            label={`Kind of “${item.text || "new item"}”`}
            hideLabel
            value={item.type}
            error={typeError}
            options={TYPES}
            onChange={(event) => {
              const type = event.target.value as ItemType;
              const needs = (type === "number" || type === "numberVsExpected") && !item.measure;
              set({ type, ...(needs ? { measure: emptyMeasure() } : {}) });
            }}
          />
        )}
        <ItemButtons {...props} />
      </div>
      {measured && item.measure ? (
        <MeasureFields
          measure={item.measure}
          field={`${field}.measure`}
          at={at}
          set={(measure) => set({ measure })}
        />
      ) : null}
      {!group && item.type === "choice" ? (
        <TextArea
          label="Answers, one a line"
          rows={2}
          value={item.options}
          error={at(`${field}.options`)}
          onChange={(event) => set({ options: event.target.value })}
        />
      ) : null}
      {group ? null : <ItemRules item={item} set={set} field={field} at={at} />}
      {group ? (
        <ol className="edititems under">
          {item.items.map((one, place) => (
            <EditorItem
              key={one.id}
              item={one}
              path={[...path, place]}
              field={`${field}.items.${place}`}
              count={item.items.length}
              form={form}
              change={change}
              at={at}
            />
          ))}
        </ol>
      ) : null}
    </li>
  );
}

function ItemButtons({ item, path, count, form, change }: ItemProps) {
  const place = path[path.length - 1] ?? 0;
  const name = item.text.trim() || `item ${place + 1}`;
  return (
    <span className="row edititembuttons">
      <Button
        iconOnly
        size="sm"
        variant="quiet"
        icon={<ArrowUp />}
        label={`Move ${name} up`}
        disabled={place === 0}
        onClick={() => change(moveItem(form, path, -1))}
      />
      <Button
        iconOnly
        size="sm"
        variant="quiet"
        icon={<ArrowDown />}
        label={`Move ${name} down`}
        disabled={place === count - 1}
        onClick={() => change(moveItem(form, path, 1))}
      />
      {path.length < 4 ? (
        <Button
          iconOnly
          size="sm"
          variant="quiet"
          icon={<ListPlus />}
          label={`Add an item under ${name}`}
          onClick={() => change(addItem(form, path))}
        />
      ) : null}
      <Button
        iconOnly
        size="sm"
        variant="quiet"
        icon={<Trash2 />}
        label={`Remove ${name}`}
        onClick={() => change(removeItem(form, path))}
      />
    </span>
  );
}

type RuleProps = Pick<ItemProps, "item" | "field" | "at"> & { set: (next: Partial<FormItem>) => void };

function ItemRules({ item, set, field, at }: RuleProps) {
  return (
    <div className="row wrap editrules">
      <Checkbox
        label="Required"
        checked={item.required}
        onChange={(event) => set({ required: event.target.checked })}
      />
      <Checkbox
        label="May not apply"
        checked={item.mayBeNa}
        onChange={(event) => set({ mayBeNa: event.target.checked })}
      />
      {item.type === "yesno" ? (
        <Select
          label="Means trouble"
          hideLabel
          value={item.badWhen}
          error={at(`${field}.badWhen`)}
          options={[
            { value: "", label: "Neither answer is trouble" },
            { value: "yes", label: "“Yes” means trouble" },
            { value: "no", label: "“No” means trouble" },
          ]}
          onChange={(event) => set({ badWhen: event.target.value as FormItem["badWhen"] })}
        />
      ) : null}
      <TextInput
        label="Command to copy"
        hideLabel
        placeholder="Command to copy, optional"
        className="mono"
        fieldClassName="grow"
        value={item.command}
        maxLength={500}
        error={at(`${field}.command`)}
        onChange={(event) => set({ command: event.target.value })}
      />
    </div>
  );
}

const COMPARISONS: { value: Comparator | ""; label: string }[] = [
  { value: "", label: "No target" },
  { value: "lt", label: "Below" },
  { value: "lte", label: "At or below" },
  { value: "gt", label: "Above" },
  { value: "gte", label: "At or above" },
  { value: "eq", label: "Exactly" },
  { value: "between", label: "Between" },
  { value: "trend", label: "A trend" },
];

function MeasureFields(props: {
  measure: FormMeasure;
  field: string;
  at: PartProps["at"];
  set: (measure: FormMeasure) => void;
}) {
  const { measure, field, at, set } = props;
  const edit = (name: keyof FormMeasure) => (event: { target: { value: string } }) =>
    set({ ...measure, [name]: event.target.value });
  const number = (name: keyof FormMeasure, label: string) => (
    <TextInput
      label={label}
      inputMode="decimal"
      value={measure[name]}
      error={at(`${field}.${name}`)}
      onChange={edit(name)}
    />
  );
  return (
    <div className="editmeasure">
      <TextInput
        label="Unit"
        placeholder="ms, percent, count"
        value={measure.unit}
        error={at(`${field}.unit`)}
        onChange={edit("unit")}
      />
      <Select
        label="Target"
        value={measure.comparator}
        error={at(`${field}.comparator`)}
        options={COMPARISONS}
        onChange={edit("comparator")}
      />
      {measure.comparator === "between" ? (
        <>
          {number("min", "From")}
          {number("max", "To")}
        </>
      ) : measure.comparator === "" ? null : (
        number("target", "Figure")
      )}
      {number("warn", "Warning from")}
      {number("critical", "Critical from")}
      <TextInput
        label="Metric"
        placeholder="response_ms"
        className="mono"
        value={measure.metric}
        error={at(`${field}.metric`)}
        onChange={edit("metric")}
      />
      <TextInput
        label="Feeds the KPI"
        placeholder="by its metric"
        className="mono"
        value={measure.kpiKey}
        error={at(`${field}.kpiKey`)}
        onChange={edit("kpiKey")}
      />
    </div>
  );
}
