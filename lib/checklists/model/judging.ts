import {
  type AnswerValue,
  type ChecklistItem,
  type Direction,
  type ItemAnswer,
  itemType,
  type Measure,
  type ReadingVerdict,
  STATUS_ANSWERS,
  TREND_ANSWERS,
  type Verdict,
  YES_NO,
} from "../model.ts";

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
