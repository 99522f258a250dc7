import {
  answerableItems,
  type ChecklistItem,
  type ChecklistSection,
  type Direction,
  type EscalateRule,
  type ItemAnswer,
  itemType,
} from "../model.ts";
import { judgeItem, meets, needsNote, readingValue } from "./judging.ts";

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
