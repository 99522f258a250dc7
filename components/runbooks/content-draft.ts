import { type DraftRow, newRow, type RowField } from "#components/runbooks/rows-editor.tsx";
import type { RunbookContent } from "#lib/runbooks/model.ts";

export type ListName = keyof RunbookContent;

const step = [
  { name: "step", label: "Step" },
  { name: "command", label: "Command", note: "to copy", mono: true },
  { name: "platform", label: "Platform", note: "if it matters" },
  { name: "service", label: "Where", note: "tool or service" },
] as const satisfies readonly RowField[];

/** The lists of a runbook, as they are edited. */
export const LISTS: ReadonlyArray<{
  name: ListName;
  title: string;
  one: string;
  fields: readonly [RowField, ...RowField[]];
}> = [
  {
    name: "symptoms",
    title: "Symptoms",
    one: "symptom",
    fields: [{ name: "text", label: "What people see" }],
  },
  { name: "diagnosis", title: "Diagnosis", one: "step", fields: step },
  {
    name: "fixes",
    title: "Fixes, by cause",
    one: "fix",
    fields: [
      { name: "cause", label: "Cause" },
      { name: "fix", label: "What helps" },
      { name: "warning", label: "Warning", note: "if it can hurt" },
    ],
  },
  { name: "steps", title: "Steps", one: "step", fields: step },
  {
    name: "commands",
    title: "Commands",
    one: "command",
    fields: [
      { name: "does", label: "What it does" },
      { name: "command", label: "Command", mono: true },
      { name: "platform", label: "Platform", note: "if it matters" },
    ],
  },
  {
    name: "escalateIf",
    title: "Escalate when",
    one: "condition",
    fields: [
      { name: "metric", label: "What is measured" },
      { name: "comparator", label: "Is", note: "gt, gte, lt, lte or eq" },
      { name: "value", label: "Figure" },
      { name: "unit", label: "Unit" },
    ],
  },
];

export type ContentDraft = Record<ListName, DraftRow[]>;

/** The stored content as rows of text. What has no field here (`opens`) is carried along. */
export function toDraft(content: RunbookContent): ContentDraft {
  const rows = (list: ReadonlyArray<object | string>, fields: readonly RowField[]): DraftRow[] =>
    list.map((item) => {
      const from = typeof item === "string" ? { text: item } : item;
      const texts = Object.entries(from).map(([name, value]) => [name, String(value ?? "")]);
      return { ...newRow(fields), ...Object.fromEntries(texts) };
    });
  return Object.fromEntries(
    LISTS.map(({ name, fields }) => [name, rows(content[name], fields)]),
  ) as ContentDraft;
}

/** Rows of text as the API takes them: empty rows and empty optional fields are left out. */
export function fromDraft(draft: ContentDraft): Record<ListName, unknown[]> {
  const cleaned = (row: DraftRow) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([name, value]) => name !== "key" && value.trim() !== "")
        .map(([name, value]) => [name, name === "value" ? Number(value) : value.trim()]),
    );
  const filled = (rows: DraftRow[]) => rows.filter((row) => Object.keys(cleaned(row)).length > 0);
  return Object.fromEntries(
    LISTS.map(({ name }) => [
      name,
      filled(draft[name]).map((row) => (name === "symptoms" ? (cleaned(row).text ?? "") : cleaned(row))),
    ]),
  ) as Record<ListName, unknown[]>;
}
