/** How the catalogue's content is put into words: names of fields, figures, rules, measures. Pure. */
import { cadenceWords, measureWords as figureWords, unitWords } from "#lib/checklists/model/words.ts";
import { formatNumber, formatTarget } from "#lib/platform/format.ts";

const NAMES: Record<string, string> = {
  rows: "Requirements",
  assumed: "Our own choice",
  rrule: "Comes round",
  mayBeNa: "May not apply",
  badWhen: "Trouble when",
  rtoMinutes: "Back within (min)",
  rpoMinutes: "Data lost at most (min)",
  escalateIf: "Escalate if",
  opens: "Leads to",
  does: "What it does",
  fromMinute: "From minute",
  toMinute: "To minute",
  fromHour: "From hour",
  toHour: "To hour",
  kpi: "KPI",
  sourceText: "Source",
};

/** "responseMinutes" → "Response minutes", "open_source" → "Open source". */
export function fieldWords(name: string): string {
  const known = NAMES[name];
  if (known) return known;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const KINDS_OF_ITEM: Record<string, string> = {
  done: "a tick",
  yesno: "yes or no",
  numberVsExpected: "a number against the expected one",
};
const SLUG = /^[a-z0-9]+([_-][a-z0-9]+)+$/;

/** One value without parts: "yes", "not set", "1,000", a name without its hyphens, the text itself. */
export function scalarWords(value: unknown): string {
  if (value === null || value === undefined) return "not set";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (typeof value === "number") return formatNumber(value);
  const text = String(value);
  return KINDS_OF_ITEM[text] ?? (SLUG.test(text) ? text.replaceAll(/[_-]/g, " ") : text);
}

export const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value !== "object";

type Fields = Record<string, unknown>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** "Every day at 09:00, the team's time"; null when the fields are no rule. */
export function ruleWords(fields: Fields): string | null {
  const rrule = text(fields.rrule);
  const trigger = text(fields.trigger);
  if (rrule === null) return trigger === null ? null : cadenceWords(null, null, trigger);
  const words = cadenceWords(rrule, text(fields.time));
  return fields.zone === "team" ? `${words}, the team's time` : words;
}

/** "5 to 10"; null when the fields are no range. */
export function rangeWords(fields: Fields): string | null {
  const rest = Object.keys(fields).filter((name) => !["min", "max", "assumed", "note"].includes(name));
  const [min, max] = [number(fields.min), number(fields.max)];
  if (min === null || max === null || rest.length > 0) return null;
  return min === max ? formatNumber(min) : `${formatNumber(min)} to ${formatNumber(max)}`;
}

const FIRST = ["order", "level", "fromMinute", "toMinute", "fromHour", "toHour", "from", "to", "yes", "no"];
const LAST = ["warning", "note"];

/** Fields in the order of a sentence: place and span first, then what is short, lists after it, remarks last. */
export function inOrder(fields: Fields): Array<[string, unknown]> {
  const rank = ([name, value]: [string, unknown]) => {
    const first = FIRST.indexOf(name);
    if (first >= 0) return first;
    if (LAST.includes(name)) return 300;
    return isScalar(value) ? 100 : 200;
  };
  return Object.entries(fields).sort((a, b) => rank(a) - rank(b));
}

const SIGNS = new Set(["lt", "lte", "gt", "gte", "eq"]);

/** "response_ms < 500 ms, critical 2,000 ms"; null when the fields are no measure. */
export function measureWords(fields: Fields): string | null {
  const unit = text(fields.unit);
  if (unit === null || !("metric" in fields || "comparator" in fields)) return null;
  const sign = unitWords(unit);
  const target = number(fields.target ?? fields.value);
  const comparator = text(fields.comparator);
  const figure = (value: number) => figureWords(value, unit);
  const levels = ["warn", "critical"].flatMap((name) => {
    const value = number(fields[name]);
    return value === null ? [] : [`${name} ${figure(value)}`];
  });
  const wanted = (): string => {
    const [min, max] = [number(fields.min), number(fields.max)];
    if (min !== null && max !== null) return `between ${formatNumber(min)} and ${figure(max)}`;
    if (target === null) return text(fields.target) ?? (sign && levels.length === 0 ? `in ${sign}` : "");
    return comparator !== null && SIGNS.has(comparator)
      ? formatTarget(comparator, target, unit)
      : figure(target);
  };
  const metric = text(fields.metric)
    ?.replace(/_(pct|ms|s)$/, "")
    .replaceAll("_", " ");
  return [[metric, wanted()].filter(Boolean).join(" "), ...levels].filter(Boolean).join(", ");
}

/** The field that says what a part is about, shown first. */
export const HEADS = [
  "title",
  "text",
  "step",
  "name",
  "what",
  "ask",
  "label",
  "prefer",
  "cause",
  "category",
  "path",
  "does",
  "topic",
  "pattern",
  "rule",
  "scope",
  "do",
  "event",
] as const;

export function headOf(fields: Fields): (typeof HEADS)[number] | null {
  return HEADS.find((name) => isScalar(fields[name]) && fields[name] !== undefined) ?? null;
}

/** Who chose a figure that no guide gives; null when a guide does. */
export function assumedWords(value: unknown): string | null {
  if (value === true) return "No guide says this; it is a choice of ours.";
  if (!Array.isArray(value) || value.length === 0) return null;
  return `${value.map((one) => fieldWords(String(one))).join(", ")}: no guide says, a choice of ours.`;
}
