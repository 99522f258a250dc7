"use client";

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { EditorItem } from "./editor-item.tsx";
import { addItem, type FormSection, moveSection, removeSection, updateSection } from "./editor-model.ts";
import type { PartProps } from "./template-editor.tsx";

/** One section: its title, its items, and its place among the others. */
export function EditorSection(props: PartProps & { section: FormSection; index: number }) {
  const { section, index, form, change, at } = props;
  const path = `sections.${index}`;
  const name = section.title.trim() || `Section ${index + 1}`;
  return (
    <section className="panel" aria-label={name}>
      <header className="edithead">
        <TextInput
          label="Section"
          hideLabel
          placeholder="What these items are about"
          className="b"
          fieldClassName="grow"
          value={section.title}
          maxLength={120}
          error={at(`${path}.title`)}
          onChange={(event) => change(updateSection(form, index, { title: event.target.value }))}
        />
        <span className="row">
          <Button
            iconOnly
            variant="quiet"
            icon={<ArrowUp />}
            label={`Move ${name} up`}
            disabled={index === 0}
            onClick={() => change(moveSection(form, index, -1))}
          />
          <Button
            iconOnly
            variant="quiet"
            icon={<ArrowDown />}
            label={`Move ${name} down`}
            disabled={index === form.sections.length - 1}
            onClick={() => change(moveSection(form, index, 1))}
          />
          <Button
            iconOnly
            variant="quiet"
            icon={<Trash2 />}
            label={`Remove ${name}`}
            onClick={() => change(removeSection(form, index))}
          />
        </span>
      </header>
      <ol className="edititems">
        {section.items.map((item, place) => (
          <EditorItem
            key={item.id}
            item={item}
            path={[index, place]}
            field={`${path}.items.${place}`}
            count={section.items.length}
            form={form}
            change={change}
            at={at}
          />
        ))}
      </ol>
      <div className="px-3.5 pb-3">
        <Button size="sm" variant="soft" icon={<Plus />} onClick={() => change(addItem(form, [index]))}>
          Add an item
        </Button>
      </div>
    </section>
  );
}
