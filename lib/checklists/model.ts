/**
 * Checklists, in the room's own words:
 * - template: what is asked, when and of whom; versioned, a run keeps the version it began with
 * - run: one occurrence; it opens, is due, has a grace time and is then missed, which stays a fact
 * - item: one question; a group holds items and has no answer of its own (S-027)
 * - reading: a number answered to an item, judged against target, warn and critical
 * - verdict: ok, miss (target not met), warn, critical, or na (not applicable, with a reason)
 * - owner: whoever started the run; before that it belongs to a person, a team or the pager holder
 * Pure: no clock, no zone data; `now` and local midnights are passed in.
 */

export const ITEM_TYPES = [
  "done",
  "yesno",
  "number",
  "numberVsExpected",
  "status",
  "choice",
  "text",
  "trend",
] as const;
export type ItemType = (typeof ITEM_TYPES)[number];
export const COMPARATORS = ["lt", "lte", "gt", "gte", "eq", "between", "trend"] as const;
export type Comparator = (typeof COMPARATORS)[number];
export const DIRECTIONS = ["higher_is_better", "lower_is_better", "track"] as const;
export type Direction = (typeof DIRECTIONS)[number];
export const VERDICTS = ["ok", "miss", "warn", "critical", "na"] as const;
export type Verdict = (typeof VERDICTS)[number];
export type ReadingVerdict = Exclude<Verdict, "na">;
export const STATUS_ANSWERS = ["working", "failing"] as const;
export const TREND_ANSWERS = ["better", "stable", "worse"] as const;
export const YES_NO = ["yes", "no"] as const;

/** By what a number is judged. `target` is a word ("stable", "expected" …) only with the comparator `trend`. */
export interface Measure {
  metric?: string | undefined;
  unit: string;
  comparator?: Comparator | undefined;
  target?: number | string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  warn?: number | undefined;
  critical?: number | undefined;
  aggregation?: string | undefined;
  kpiKey?: string | undefined;
}

export interface ChecklistItem {
  key: string;
  text: string;
  type?: ItemType | undefined;
  required?: boolean | undefined;
  /** Key of the vendor or service the item looks at. */
  service?: string | undefined;
  badWhen?: "yes" | "no" | undefined;
  options?: string[] | undefined;
  command?: string | undefined;
  /** `false` refuses "not applicable"; `true` says that it is expected now and then. */
  mayBeNa?: boolean | undefined;
  opens?: string | undefined;
  /** What stands behind a gate item ("backup-record"), and where a first value may come from ("backup-status"). */
  requires?: string | undefined;
  prefill?: string | undefined;
  items?: ChecklistItem[] | undefined;
  measure?: Measure | undefined;
}

export interface ChecklistSection {
  title: string;
  key?: string | undefined;
  /** Minutes after the start at which this section is due (S-164). */
  dueMinutes?: number | undefined;
  /** One after the other, as numbered steps. */
  ordered?: boolean | undefined;
  items: ChecklistItem[];
}

export type EscalateRule =
  | {
      metric: string;
      comparator: Exclude<Comparator, "trend">;
      value?: number | undefined;
      min?: number | undefined;
      max?: number | undefined;
      unit?: string | undefined;
    }
  | { event: string };

export interface Assignment {
  kind: "person" | "team" | "pager";
  id?: string | undefined;
}

/** The definition a version stores as JSON. */
export interface ChecklistDefinition {
  sections: ChecklistSection[];
  escalateIf?: EscalateRule[] | undefined;
  assign: Assignment;
  signOff?: boolean | undefined;
  dueAfterMinutes?: number | undefined;
  graceMinutes?: number | undefined;
  estimateMinutes?: { min: number; max: number } | undefined;
}

/** `done`: true · `yesno`: "yes"/"no" · `number`: 412 · `numberVsExpected`: {actual, expected} · else a word. */
export type AnswerValue = true | number | string | { actual: number; expected: number | null };

export interface ItemAnswer {
  value: AnswerValue | null;
  note?: string | undefined;
  notApplicable?: boolean | undefined;
  reason?: string | undefined;
}

/** An item where it stands: its section, its depth, the group above it. */
export interface PlacedItem {
  item: ChecklistItem;
  section: number;
  depth: number;
  groupKey: string | null;
  /** A group has items and no answer of its own. */
  isGroup: boolean;
}

/** Every item in reading order, groups before their items (S-027). */
export function flattenItems(sections: readonly ChecklistSection[]): PlacedItem[] {
  const placed: PlacedItem[] = [];
  const walk = (items: readonly ChecklistItem[], section: number, depth: number, groupKey: string | null) => {
    for (const item of items) {
      const isGroup = (item.items?.length ?? 0) > 0;
      placed.push({ item, section, depth, groupKey, isGroup });
      if (item.items) walk(item.items, section, depth + 1, item.key);
    }
  };
  sections.forEach((section, index) => {
    walk(section.items, index, 0, null);
  });
  return placed;
}

/** The items that take an answer. */
export function answerableItems(sections: readonly ChecklistSection[]): ChecklistItem[] {
  return flattenItems(sections)
    .filter((placed) => !placed.isGroup)
    .map((placed) => placed.item);
}

/** Item keys that occur more than once: none may. */
export function duplicateKeys(sections: readonly ChecklistSection[]): string[] {
  const keys = flattenItems(sections).map((placed) => placed.item.key);
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
}

export function itemType(item: ChecklistItem): ItemType {
  return item.type ?? "done";
}
