import { answerableItems, type ChecklistDefinition, type ChecklistItem } from "../model.ts";
import { cadenceWords } from "./words.ts";

/** A checklist as far as a proposal may change it. */
export interface Proposed {
  title: string;
  rrule: string | null;
  time: string | null;
  trigger: string | null;
  note: string;
  definition: ChecklistDefinition;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const itemsOf = (definition: ChecklistDefinition): Map<string, ChecklistItem> =>
  new Map(answerableItems(definition.sections).map((item) => [item.key, item]));

/** What a proposal would make different, a line each: title, cadence, items added, changed and left out, the rest. */
export function changeLines(before: Proposed, after: Proposed): string[] {
  const lines: string[] = [];
  if (before.title !== after.title) lines.push(`Title: “${after.title}”`);
  const [was, is] = [before, after].map((one) => cadenceWords(one.rrule, one.time, one.trigger));
  if (was !== is) lines.push(`Comes round: ${is} (was: ${was})`);
  const [old, fresh] = [itemsOf(before.definition), itemsOf(after.definition)];
  for (const [key, item] of fresh) {
    const known = old.get(key);
    if (!known) lines.push(`New item: ${item.text}`);
    else if (!same(known, item)) lines.push(`Changed item: ${item.text}`);
  }
  for (const [key, item] of old) if (!fresh.has(key)) lines.push(`Left out: ${item.text}`);
  if (before.note !== after.note) lines.push("The note");
  const { sections: _was, ...rest } = before.definition;
  const { sections: _is, ...other } = after.definition;
  const fields = new Set([...Object.keys(rest), ...Object.keys(other)]);
  const differ = [...fields].some(
    (name) => !same(rest[name as keyof typeof rest], other[name as keyof typeof other]),
  );
  if (differ) lines.push("To whom it goes, when it is due, or when it escalates");
  if (lines.length === 0 && !same(before.definition, after.definition)) lines.push("The order of its items");
  return lines;
}
