import { formatNumber, unitSign } from "#lib/platform/format.ts";
import {
  answerableItems,
  type ChecklistItem,
  type ChecklistSection,
  type EscalateRule,
  type ItemAnswer,
  itemType,
  type Measure,
  type Verdict,
} from "../model.ts";
import { badSide, readingValue } from "./judging.ts";

const DAY_WORDS: Record<string, string> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};
const ORDINALS: Record<string, string> = { 1: "first", 2: "second", 3: "third", 4: "fourth", "-1": "last" };
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function dayWords(byday: string): string {
  if (byday === "MO,TU,WE,TH,FR") return "working day";
  const word = (day: string) => {
    const parts = /^(-?\d)?([A-Z]{2})$/.exec(day);
    const name = DAY_WORDS[parts?.[2] ?? ""] ?? day;
    const nth = parts?.[1];
    return nth === undefined ? name : `${ORDINALS[nth] ?? `${nth}.`} ${name}`;
  };
  return listed(byday.split(",").map(word));
}

const SPOKEN_PARTS = new Set(["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"]);

function everyWords(rrule: string): string {
  const parts = new Map(rrule.split(";").map((one) => one.split("=", 2) as [string, string]));
  const interval = Number(parts.get("INTERVAL") ?? "1");
  const byday = parts.get("BYDAY");
  const monthday = parts.get("BYMONTHDAY");
  const every = (unit: string) => (interval === 1 ? `Every ${unit}` : `Every ${interval} ${unit}s`);
  const on = monthday ? ` on the ${monthday}.` : byday ? ` on the ${dayWords(byday)}` : "";
  const freq = [...parts.keys()].every((name) => SPOKEN_PARTS.has(name)) ? parts.get("FREQ") : undefined;
  if (freq === "DAILY" && !on) return every("day");
  if (freq === "WEEKLY") {
    if (interval === 1 && byday) return `Every ${dayWords(byday)}`;
    return byday ? `${every("week")} on ${dayWords(byday)}` : every("week");
  }
  if (freq === "MONTHLY") return `${every("month")}${on || " on the 1."}`;
  if (freq === "YEARLY") {
    const months = (parts.get("BYMONTH") ?? "1")
      .split(",")
      .map((month) => MONTHS[Number(month) - 1] ?? month);
    return `${every("year")} in ${listed(months)}${on}`;
  }
  return `By the rule ${rrule}`;
}

/** "Every day at 09:00", "Every month on the first Monday at 10:00", "On demand". The zone stands beside it. */
export function cadenceWords(
  rrule: string | null,
  time: string | null,
  trigger: string | null = null,
): string {
  if (rrule === null) return trigger ? `When it is called for: ${trigger.replaceAll("-", " ")}` : "On demand";
  return time === null ? everyWords(rrule) : `${everyWords(rrule)} at ${time}`;
}

/** "ms", "%", "% of max", "" for a count. */
export function unitWords(unit: string): string {
  return unit === "percent_of_max" ? "% of max" : unitSign(unit);
}

/** A figure with its unit as people write it: "2,340 ms", "99.97 %", "64 % of max". */
export function measureWords(value: number, unit: string): string {
  return `${formatNumber(value)} ${unitWords(unit)}`.trim();
}

/** "Critical from 2,000 ms", "Warning at or below 5 days": where the bad verdict begins; null when nothing is set. */
export function levelWords(measure: Measure, verdict: "warn" | "critical"): string | null {
  const level = verdict === "critical" ? measure.critical : measure.warn;
  if (level === undefined) return null;
  const from = badSide(measure) === "high" ? "from" : "at or below";
  return `${verdict === "critical" ? "Critical" : "Warning"} ${from} ${measureWords(level, measure.unit)}`;
}

const SIGNS: Record<string, string> = { lt: "<", lte: "≤", gt: ">", gte: "≥", eq: "=" };

/** "< 500", "≥ 99.9", "10 to 20"; null without a target. The unit stands with the reading. */
export function targetWords(measure: Measure): string | null {
  if (measure.comparator === "between") return `${formatNumber(measure.min)} to ${formatNumber(measure.max)}`;
  if (typeof measure.target === "string") return measure.target;
  if (measure.target === undefined || measure.comparator === undefined) return null;
  return `${SIGNS[measure.comparator] ?? ""} ${formatNumber(measure.target)}`.trim();
}

const RULE_WORDS: Record<string, string> = {
  lt: "below",
  lte: "at or below",
  gt: "above",
  gte: "at or above",
  eq: "exactly",
};

/** "API response above 2,000 ms": an `escalateIf` rule in words, named after the item that measures it. */
export function ruleWords(rule: EscalateRule, sections: readonly ChecklistSection[]): string {
  if ("event" in rule) return rule.event.charAt(0).toUpperCase() + rule.event.slice(1);
  const item = answerableItems(sections).find((one) => one.measure?.metric === rule.metric);
  const spoken = rule.metric.replace(/_(pct|ms|s)$/, "").replaceAll("_", " ");
  const name = item?.text ?? spoken.charAt(0).toUpperCase() + spoken.slice(1);
  const unit = rule.unit ?? item?.measure?.unit ?? "";
  if (rule.comparator === "between") {
    return `${name} between ${formatNumber(rule.min)} and ${measureWords(rule.max ?? 0, unit)}`;
  }
  return `${name} ${RULE_WORDS[rule.comparator] ?? rule.comparator} ${measureWords(rule.value ?? 0, unit)}`;
}

/** What a breaching answer says in one line: the title of the incident it offers. */
export function breachTitle(item: ChecklistItem, answer: ItemAnswer, verdict: Verdict): string {
  const text = item.text.replace(/[?.:]\s*$/, "");
  const value = readingValue(answer);
  const level = verdict === "critical" ? item.measure?.critical : item.measure?.warn;
  if (value !== null && item.measure && level !== undefined) {
    const beyond = badSide(item.measure) === "high" ? "above" : "below";
    return `${text} ${value === level ? "at" : beyond} ${measureWords(level, item.measure.unit)}`;
  }
  if (itemType(item) === "status") return `Failing: ${text}`;
  // A question that is answered with yes says it by itself.
  if (answer.value === "yes") return text;
  return `${text}: ${typeof answer.value === "string" ? answer.value : "needs attention"}`;
}

/** What happened, for the summary of the incident. `run` is how people name the run: "run 214 of Morning check". */
export function breachSummary(item: ChecklistItem, answer: ItemAnswer, run: string): string {
  const value = readingValue(answer);
  const read = value !== null && item.measure ? ` Reading: ${measureWords(value, item.measure.unit)}.` : "";
  const target = item.measure ? targetWords(item.measure) : null;
  const note = answer.note?.trim();
  const rest = `${read}${target ? ` Target ${target}.` : ""}${note ? ` ${note}` : ""}`;
  return `Found by ${run}, item “${item.text}”.${rest}`;
}
