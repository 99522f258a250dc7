import type { State } from "#components/ui/state-glyph.tsx";
import { UNUSUAL_VARIANCE_PCT, variancePct } from "#lib/checklists/model/judging.ts";
import { targetWords } from "#lib/checklists/model/words.ts";
import {
  type AnswerValue,
  type ChecklistItem,
  type ItemAnswer,
  itemType,
  type Verdict,
} from "#lib/checklists/model.ts";
import { formatNumber } from "#lib/platform/format.ts";

/** "2,340", "99.97", "99,97", "1 200" and "−5" as a number; null when it is none. */
export function parseReading(text: string): number | null {
  const bare = text
    .trim()
    .replace(/[\s\u00a0\u202f']/g, "")
    .replace(/^[−–]/, "-");
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare);
  const plain = grouped ? bare.replaceAll(",", "") : bare.replace(/^(-?\d*),(\d+)$/, "$1.$2");
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) && Math.abs(value) <= 1e15 ? value : null;
}

/** What a field holds when an answer is taken up again: figures without grouping. */
export function answerText(value: AnswerValue | null): string {
  if (value === null || value === true) return "";
  return typeof value === "object" ? String(value.actual) : String(value);
}

/** The glyph before an item. */
export function glyphOf(verdict: Verdict | null): State {
  if (verdict === null) return "open";
  if (verdict === "critical") return "crit";
  return verdict === "na" ? "none" : verdict;
}

export const VERDICT_WORDS: Record<Verdict, string> = {
  ok: "In order",
  miss: "Off target",
  warn: "Warning",
  critical: "Critical",
  na: "Not applicable",
};

export interface Said {
  /** The word in the colour of the state. */
  word: string;
  tone: "ok" | "warn" | "crit" | "t2";
  /** Beside it, quieter: the target. */
  rest: string | null;
}

const TONES: Record<Verdict, Said["tone"]> = {
  ok: "ok",
  miss: "warn",
  warn: "warn",
  critical: "crit",
  na: "t2",
};

function countWords(value: { actual: number; expected: number | null }, verdict: Verdict): Said | null {
  const variance = variancePct(value.actual, value.expected);
  if (variance === null) return null;
  const size = formatNumber(Math.abs(variance), 0);
  const side = size === "0" ? "As expected" : `${size} % ${variance < 0 ? "below" : "above"} expected`;
  const unusual = Math.abs(variance) > UNUSUAL_VARIANCE_PCT;
  return { word: `${side}, ${unusual ? "unusual" : "normal"}`, tone: TONES[verdict], rest: null };
}

/** What stands behind a reading, while it is typed and after: "On target ≥ 99.9", "5 % below expected, normal". */
export function verdictWords(item: ChecklistItem, answer: ItemAnswer, verdict: Verdict | null): Said | null {
  if (verdict === null) return null;
  if (verdict === "na") return { word: "Not applicable", tone: "t2", rest: answer.reason ?? null };
  const target = item.measure ? targetWords(item.measure) : null;
  if (typeof answer.value === "number") {
    if (verdict === "ok" && target === null) return null;
    return {
      word: verdict === "ok" ? "On target" : VERDICT_WORDS[verdict],
      tone: TONES[verdict],
      rest: target,
    };
  }
  if (answer.value !== null && typeof answer.value === "object") {
    if (verdict === "warn" || verdict === "critical") {
      return { word: VERDICT_WORDS[verdict], tone: TONES[verdict], rest: target };
    }
    return countWords(answer.value, verdict);
  }
  return null;
}

/** The choices of an item that is answered by choosing; null for the others. */
export function choicesOf(item: ChecklistItem): { value: string; label: string }[] | null {
  switch (itemType(item)) {
    case "yesno":
      return [
        { value: "yes", label: "Yes" },
        { value: "no", label: "No" },
      ];
    case "status":
      return [
        { value: "working", label: "Working" },
        { value: "failing", label: "Failing" },
      ];
    case "trend":
      return [
        { value: "better", label: "Better" },
        { value: "stable", label: "Stable" },
        { value: "worse", label: "Worse" },
      ];
    case "choice":
      return (item.options ?? []).map((option) => ({ value: option, label: option }));
    default:
      return null;
  }
}

/** Whether the item is answered by typing. */
export const isTyped = (item: ChecklistItem) =>
  ["number", "numberVsExpected", "text"].includes(itemType(item));

/**
 * The answer that typed text gives; null while it is none.
 * @param expected what a count is held against: typed, else from history
 */
export function typedAnswer(item: ChecklistItem, text: string, expected: number | null): AnswerValue | null {
  if (itemType(item) === "text") return text.trim() === "" ? null : text.trim();
  const value = parseReading(text);
  if (value === null) return null;
  return itemType(item) === "numberVsExpected" ? { actual: value, expected } : value;
}

/** The sentence for text that is no answer; null when it is one, or empty. */
export function typedProblem(item: ChecklistItem, text: string): string | null {
  if (text.trim() === "" || itemType(item) === "text") return null;
  return parseReading(text) === null ? "Enter a number, for example 2,340 or 99.97." : null;
}
