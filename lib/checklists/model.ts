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

/** On which side a figure is bad: "high" for lt/lte, "low" for gt/gte, else by its figures, else by the direction. */
export function badSide(measure: Measure, direction: Direction = "track"): "high" | "low" {
  if (measure.comparator === "lt" || measure.comparator === "lte") return "high";
  if (measure.comparator === "gt" || measure.comparator === "gte") return "low";
  if (measure.warn !== undefined && measure.critical !== undefined && measure.warn !== measure.critical) {
    return measure.warn < measure.critical ? "high" : "low";
  }
  const level = measure.critical ?? measure.warn;
  if (level !== undefined && measure.comparator === "between") {
    if (measure.min !== undefined && level < measure.min) return "low";
    if (measure.max !== undefined && level > measure.max) return "high";
  }
  if (level !== undefined && measure.comparator === "eq" && typeof measure.target === "number") {
    if (level !== measure.target) return level > measure.target ? "high" : "low";
  }
  return direction === "higher_is_better" ? "low" : "high";
}

/** Whether `value comparator target` holds; a comparator without its figures asks nothing and holds. */
export function meets(
  measure: Pick<Measure, "comparator" | "target" | "min" | "max">,
  value: number,
): boolean {
  const { comparator, target, min, max } = measure;
  if (comparator === "between")
    return (min === undefined || value >= min) && (max === undefined || value <= max);
  if (comparator === undefined || comparator === "trend" || typeof target !== "number") return true;
  if (comparator === "lt") return value < target;
  if (comparator === "lte") return value <= target;
  if (comparator === "gt") return value > target;
  if (comparator === "gte") return value >= target;
  return value === target;
}

/**
 * A number against target, warn and critical (S-003, S-007). Warn and critical hold from the figure itself, on the
 * bad side: with critical 2,000 ms a reading of exactly 2,000 is critical. `value` is finite, in the measure's unit.
 */
export function judgeReading(
  measure: Measure,
  value: number,
  direction: Direction = "track",
): ReadingVerdict {
  const side = badSide(measure, direction);
  const reached = (level: number | undefined) =>
    level !== undefined && (side === "high" ? value >= level : value <= level);
  if (reached(measure.critical)) return "critical";
  if (reached(measure.warn)) return "warn";
  return meets(measure, value) ? "ok" : "miss";
}

/** From how much a count may differ from what was expected before it is a miss, in percent: our own figure (S-005). */
export const UNUSUAL_VARIANCE_PCT = 25;

/** Difference from the expected number in percent of it, signed; null when nothing, or zero, was expected. */
export function variancePct(actual: number, expected: number | null): number | null {
  return expected === null || expected === 0 ? null : ((actual - expected) / Math.abs(expected)) * 100;
}

export interface JudgeContext {
  /** Of the item's metric, when it has one: settles the bad side where the comparator does not. */
  direction?: Direction | undefined;
}

function judgeCount(item: ChecklistItem, value: AnswerValue, direction: Direction): ReadingVerdict {
  if (typeof value !== "object") return "ok";
  const read = item.measure ? judgeReading(item.measure, value.actual, direction) : "ok";
  if (read !== "ok") return read;
  const variance = variancePct(value.actual, value.expected);
  return variance !== null && Math.abs(variance) > UNUSUAL_VARIANCE_PCT ? "miss" : "ok";
}

/**
 * The verdict on one answer; null while it is unanswered. A "yes" (or "no") that means trouble and a trend that
 * worsens are `warn`, a failing service is `critical` (S-002, S-004): each asks for a note and offers an incident.
 */
export function judgeItem(
  item: ChecklistItem,
  answer: ItemAnswer,
  context: JudgeContext = {},
): Verdict | null {
  if (answer.notApplicable) return "na";
  const value = answer.value;
  if (value === null) return null;
  const direction = context.direction ?? "track";
  switch (itemType(item)) {
    case "yesno":
      return item.badWhen !== undefined && value === item.badWhen ? "warn" : "ok";
    case "status":
      return value === "failing" ? "critical" : "ok";
    case "trend":
      return value === "worse" ? "warn" : "ok";
    case "number":
      return item.measure && typeof value === "number" ? judgeReading(item.measure, value, direction) : "ok";
    case "numberVsExpected":
      return judgeCount(item, value, direction);
    default:
      return "ok";
  }
}

/** Warn and critical ask for a note and offer a prefilled incident or a follow-up. */
export function needsNote(verdict: Verdict | null): boolean {
  return verdict === "warn" || verdict === "critical";
}

function isOneOf(value: unknown, words: readonly string[]): boolean {
  return typeof value === "string" && words.includes(value);
}

/** What is wrong with a value given to an item, as a sentence for the field; null when it fits. */
export function answerProblem(item: ChecklistItem, value: unknown): string | null {
  if ((item.items?.length ?? 0) > 0) return "Answer the items under this one.";
  switch (itemType(item)) {
    case "done":
      return value === true ? null : "Tick it, or take it back.";
    case "yesno":
      return isOneOf(value, YES_NO) ? null : "Answer yes or no.";
    case "status":
      return isOneOf(value, STATUS_ANSWERS) ? null : "Answer working or failing.";
    case "trend":
      return isOneOf(value, TREND_ANSWERS) ? null : "Answer better, stable or worse.";
    case "choice":
      return isOneOf(value, item.options ?? []) ? null : "Choose one of the answers listed.";
    case "text":
      return typeof value === "string" && value.trim() !== "" ? null : "Write a few words.";
    case "number":
      return isFiniteNumber(value) ? null : "Enter a number.";
    case "numberVsExpected":
      return isCount(value) ? null : "Enter the actual number, and the expected one if it is known.";
  }
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isCount(value: unknown): value is { actual: number; expected: number | null } {
  if (typeof value !== "object" || value === null || !("actual" in value)) return false;
  const expected = "expected" in value ? value.expected : null;
  return isFiniteNumber(value.actual) && (expected === null || isFiniteNumber(expected));
}

/** The number a reading feeds to its KPI; null when the answer carries none. */
export function readingValue(answer: ItemAnswer): number | null {
  if (answer.notApplicable || answer.value === null) return null;
  if (typeof answer.value === "number") return answer.value;
  return typeof answer.value === "object" ? answer.value.actual : null;
}

export type Answers = ReadonlyMap<string, ItemAnswer>;
export type Gap = "unanswered" | "note" | "reason";

/** What still keeps a run from being completed, item by item. Optional items never do. */
export function completionGaps(
  sections: readonly ChecklistSection[],
  answers: Answers,
  directionOf: (metric: string) => Direction = () => "track",
): { key: string; gap: Gap }[] {
  const gaps: { key: string; gap: Gap }[] = [];
  for (const item of answerableItems(sections)) {
    const answer = answers.get(item.key);
    const metric = item.measure?.metric;
    const verdict = answer
      ? judgeItem(item, answer, { direction: metric === undefined ? "track" : directionOf(metric) })
      : null;
    if (verdict === null) {
      if (item.required !== false) gaps.push({ key: item.key, gap: "unanswered" });
    } else if (verdict === "na" && !answer?.reason?.trim()) gaps.push({ key: item.key, gap: "reason" });
    else if (needsNote(verdict) && !answer?.note?.trim()) gaps.push({ key: item.key, gap: "note" });
  }
  return gaps;
}

export interface Progress {
  total: number;
  /** Answered or not applicable: what is no longer open. */
  done: number;
  open: number;
  notApplicable: number;
}

/** Groups do not count; an item that does not apply is no longer open (S-027). */
export function progress(sections: readonly ChecklistSection[], answers: Answers): Progress {
  const items = answerableItems(sections);
  let done = 0;
  let notApplicable = 0;
  for (const item of items) {
    const answer = answers.get(item.key);
    if (answer?.notApplicable) notApplicable += 1;
    if (answer && (answer.notApplicable || answer.value !== null)) done += 1;
  }
  return { total: items.length, done, open: items.length - done, notApplicable };
}

export interface EscalationState {
  rule: EscalateRule;
  /** `unknown`: nothing in this run measures it, or it is not answered yet. */
  state: "fires" | "quiet" | "unknown";
  itemKeys: string[];
}

/** The event that any item of type `status` answers with "failing". */
export const ANY_SERVICE_DOWN = "any service down";

function ruleItems(rule: EscalateRule, items: readonly ChecklistItem[]): ChecklistItem[] {
  if ("metric" in rule) return items.filter((item) => item.measure?.metric === rule.metric);
  return rule.event === ANY_SERVICE_DOWN ? items.filter((item) => itemType(item) === "status") : [];
}

function ruleFires(rule: EscalateRule, answer: ItemAnswer): boolean | null {
  if ("event" in rule)
    return answer.value === null || answer.notApplicable ? null : answer.value === "failing";
  const value = readingValue(answer);
  return value === null ? null : meets({ ...rule, target: rule.value }, value);
}

/** Each `escalateIf` rule against the answers so far (S-007). A rule compares as written: `gt 2000` fires above 2,000. */
export function escalations(
  rules: readonly EscalateRule[],
  sections: readonly ChecklistSection[],
  answers: Answers,
): EscalationState[] {
  const items = answerableItems(sections);
  return rules.map((rule) => {
    const answered = ruleItems(rule, items).flatMap((item) => {
      const answer = answers.get(item.key);
      const fires = answer ? ruleFires(rule, answer) : null;
      return fires === null ? [] : [{ key: item.key, fires }];
    });
    const itemKeys = answered.filter((one) => one.fires).map((one) => one.key);
    const state = itemKeys.length > 0 ? "fires" : answered.length > 0 ? "quiet" : "unknown";
    return { rule, state, itemKeys };
  });
}

// --- A run in time -------------------------------------------------------------------------------------------------

export const CADENCES = ["daily", "weekly", "monthly", "quarterly", "yearly", "on-demand"] as const;
export type Cadence = (typeof CADENCES)[number];

/** How often a rule comes round. More than one day a week counts as daily, several months a year as quarterly. */
export function cadenceOf(rrule: string | null): Cadence {
  if (rrule === null) return "on-demand";
  const part = (name: string) => new RegExp(`(?:^|;)${name}=([^;]*)`).exec(rrule.replace(/^RRULE:/, ""))?.[1];
  const interval = Number(part("INTERVAL") ?? "1");
  switch (part("FREQ")) {
    case "WEEKLY":
      return (part("BYDAY") ?? "").includes(",") ? "daily" : "weekly";
    case "MONTHLY":
      return interval >= 12 ? "yearly" : interval >= 3 ? "quarterly" : "monthly";
    case "YEARLY": {
      const months = (part("BYMONTH") ?? "").split(",").length;
      return months >= 12 ? "monthly" : months > 1 ? "quarterly" : "yearly";
    }
    default:
      return "daily";
  }
}

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
/** Minutes after opening at which a run is due; weekly ones are due at the end of that local day instead. */
const DUE_MINUTES: Record<Exclude<Cadence, "weekly" | "on-demand">, number> = {
  daily: 120,
  monthly: 3 * DAY_MINUTES,
  quarterly: 10 * DAY_MINUTES,
  yearly: 10 * DAY_MINUTES,
};

export interface DueInput {
  opensAt: Date;
  cadence: Cadence;
  /** The next local midnight after `opensAt`, in the rule's zone. */
  endOfDay: Date;
  dueAfterMinutes?: number | null | undefined;
  graceMinutes?: number | null | undefined;
}

/**
 * When a run is due and when it counts as missed. Defaults: daily 2 h, weekly the end of that local day, monthly
 * 3 days, quarterly and yearly 10 days; grace 1 h for daily, else 1 day. A run on demand without its own figure has
 * neither.
 */
export function dueTimes(input: DueInput): { dueAt: Date | null; missedAt: Date | null } {
  const { opensAt, cadence, endOfDay } = input;
  let dueAt: Date | null = null;
  if (typeof input.dueAfterMinutes === "number")
    dueAt = new Date(opensAt.getTime() + input.dueAfterMinutes * MINUTE);
  else if (cadence === "weekly") dueAt = endOfDay;
  else if (cadence !== "on-demand") dueAt = new Date(opensAt.getTime() + DUE_MINUTES[cadence] * MINUTE);
  if (dueAt === null) return { dueAt: null, missedAt: null };
  const grace = input.graceMinutes ?? (cadence === "daily" ? 60 : DAY_MINUTES);
  return { dueAt, missedAt: new Date(dueAt.getTime() + grace * MINUTE) };
}

/** What the row says; late and missed are read from the clock. */
export const STORED_RUN_STATES = ["open", "completed", "skipped", "not-measured"] as const;
export type StoredRunState = (typeof STORED_RUN_STATES)[number];
export const RUN_STATES = [
  "scheduled",
  "open",
  "late",
  "missed",
  "completed",
  "missed-completed",
  "skipped",
  "not-measured",
] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface RunTimes {
  state: StoredRunState;
  opensAt: Date;
  dueAt: Date | null;
  missedAt: Date | null;
  completedAt: Date | null;
}

/** The state people see. Half-open: at the due instant it is still in time, at the missed instant it is missed. */
export function runState(run: RunTimes, now: Date): RunState {
  if (run.state === "skipped" || run.state === "not-measured") return run.state;
  if (run.state === "completed") {
    return run.missedAt && run.completedAt && run.completedAt >= run.missedAt
      ? "missed-completed"
      : "completed";
  }
  if (now < run.opensAt) return "scheduled";
  if (run.missedAt && now >= run.missedAt) return "missed";
  return run.dueAt && now > run.dueAt ? "late" : "open";
}

/** Missed stays a fact: also after the run was completed. */
export function wasMissed(run: RunTimes, now: Date): boolean {
  const state = runState(run, now);
  return state === "missed" || state === "missed-completed";
}

/** On time by the server's clock; null while it is not completed or never was due. */
export function onTime(run: RunTimes): boolean | null {
  return run.completedAt && run.dueAt ? run.completedAt <= run.dueAt : null;
}

export const RUN_VERBS = ["answer", "complete", "skip", "amend", "sign-off"] as const;
export type RunVerb = (typeof RUN_VERBS)[number];

/** Which verbs the state allows. A missed run can still be answered and completed; a completed one only amended. */
export function runAllows(state: StoredRunState, verb: RunVerb): boolean {
  if (verb === "amend" || verb === "sign-off") return state === "completed";
  return state === "open";
}

export interface RunPeople {
  ownerId: string | null;
  assignKind: Assignment["kind"];
  assignId: string | null;
  teamId: string;
}

export type Holder = { kind: "person"; id: string } | { kind: "team"; id: string } | { kind: "nobody" };

/** Whose run it is: its owner's, else the person's, the pager holder's or the team's it was given to. */
export function runBelongsTo(run: RunPeople, pagerHolderId: string | null): Holder {
  const person = (id: string | null): Holder => (id === null ? { kind: "nobody" } : { kind: "person", id });
  if (run.ownerId !== null) return person(run.ownerId);
  if (run.assignKind === "person") return person(run.assignId);
  if (run.assignKind === "pager") return person(pagerHolderId);
  return { kind: "team", id: run.assignId ?? run.teamId };
}

export interface SignOff {
  state: StoredRunState;
  signOff: boolean;
  completedById: string | null;
  signedOffAt: Date | null;
}

export function awaitsSignOff(run: SignOff): boolean {
  return run.signOff && run.state === "completed" && run.signedOffAt === null;
}

/** Why this person cannot sign the run off, as a sentence; null when they can: a second person, once. */
export function signOffProblem(run: SignOff, userId: string): string | null {
  if (!run.signOff) return "This checklist asks for no second signature.";
  if (run.state !== "completed") return "Complete the run first.";
  if (run.signedOffAt !== null) return "It has been signed off already.";
  return run.completedById === userId
    ? "Somebody other than the person who completed it signs it off."
    : null;
}
