"use client";

import ArrowUp from "lucide-react/icons/arrow-up";
import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";

/** A row as it is being typed: a key of its own, and its fields as text. */
export interface DraftRow {
  key: string;
  [field: string]: string;
}

export type RowField = {
  name: string;
  label: string;
  note?: string | undefined;
  mono?: boolean | undefined;
};

export type RowsEditorProps = {
  title: string;
  /** What one row is: "symptom". */
  one: string;
  fields: readonly [RowField, ...RowField[]];
  rows: DraftRow[];
  onChange: (rows: DraftRow[]) => void;
  /** The sentence for a field of a row, by its place in the list. */
  at: (index: number, field: string) => string | undefined;
};

let made = 0;

/** An empty row, told apart from every other. */
export function newRow(fields: readonly RowField[]): DraftRow {
  made += 1;
  return { key: `row-${made}`, ...Object.fromEntries(fields.map((field) => [field.name, ""])) };
}

/** Rows that are added, changed, moved up and removed; by keyboard as by mouse. */
export function RowsEditor({ title, one, fields, rows, onChange, at }: RowsEditorProps) {
  const set = (key: string, field: string, value: string) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, [field]: value } : row)));
  const up = (index: number) => {
    const moved = [...rows];
    const [row] = moved.splice(index, 1);
    if (row) moved.splice(index - 1, 0, row);
    onChange(moved);
  };
  return (
    <Panel
      title={title}
      count={rows.length}
      end={
        <Button size="sm" variant="soft" icon={<Plus />} onClick={() => onChange([...rows, newRow(fields)])}>
          Add {one}
        </Button>
      }
    >
      {rows.map((row, index) => (
        <fieldset className="rbrow" key={row.key} aria-label={`${title}, ${index + 1}`}>
          <div>
            {fields.map((field) => (
              <TextInput
                key={field.name}
                label={field.label}
                note={field.note}
                value={row[field.name] ?? ""}
                className={field.mono ? "mono" : undefined}
                error={at(index, field.name)}
                onChange={(event) => set(row.key, field.name, event.target.value)}
              />
            ))}
          </div>
          <span className="row">
            <Button
              variant="quiet"
              iconOnly
              icon={<ArrowUp />}
              label={`Move ${one} ${index + 1} up`}
              disabled={index === 0}
              onClick={() => up(index)}
            />
            <Button
              variant="quiet"
              iconOnly
              icon={<Trash2 />}
              label={`Remove ${one} ${index + 1}`}
              onClick={() => onChange(rows.filter((other) => other.key !== row.key))}
            />
          </span>
        </fieldset>
      ))}
    </Panel>
  );
}
