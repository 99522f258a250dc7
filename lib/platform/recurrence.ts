/*
 * Which recurrence rules are taken. A rule is probed before it is kept, and a rule that never comes round would be
 * searched for ever: what can be said from its parts is said here, so that the search is short.
 */

/** A rule's parts by name, as they are written. */
export type RuleParts = ReadonlyMap<string, string>;

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The parts a frequency goes with. "Every five minutes" goes by the clock alone. */
const GOES_WITH: Record<string, readonly string[]> = {
  MINUTELY: [],
  HOURLY: [],
  DAILY: ["BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE"],
  WEEKLY: ["BYMONTH", "BYDAY", "BYHOUR", "BYMINUTE"],
  MONTHLY: ["BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "BYHOUR", "BYMINUTE"],
  YEARLY: ["BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY", "BYSETPOS", "BYHOUR", "BYMINUTE"],
};

/** Lowest and highest number of a part; the signed ones also count from the end. */
const BOUNDS: Record<string, { low: number; high: number; signed: boolean }> = {
  BYMONTH: { low: 1, high: 12, signed: false },
  BYMONTHDAY: { low: 1, high: 31, signed: true },
  BYYEARDAY: { low: 1, high: 366, signed: true },
  BYWEEKNO: { low: 1, high: 53, signed: true },
  BYSETPOS: { low: 1, high: 366, signed: true },
  BYHOUR: { low: 0, high: 23, signed: false },
  BYMINUTE: { low: 0, high: 59, signed: false },
};

const numbersOf = (parts: RuleParts, name: string) =>
  (parts.get(name) ?? "").split(",").filter(Boolean).map(Number);

function numbersProblem(name: string, value: string): string | null {
  const bounds = BOUNDS[name];
  if (!bounds) return null;
  const { low, high, signed } = bounds;
  const fine = value.split(",").every((one) => {
    if (!(signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(one)) return false;
    const size = Math.abs(Number(one));
    return size >= low && size <= high;
  });
  return fine ? null : `${name} takes numbers from ${low} to ${high}.`;
}

function daysProblem(frequency: string, value: string): string | null {
  const highest = frequency === "MONTHLY" ? 5 : frequency === "YEARLY" ? 53 : 0;
  const fine = value.split(",").every((one) => {
    const found = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(one);
    if (!found) return false;
    const place = found[1] === undefined ? null : Math.abs(Number(found[1]));
    return place === null || (place >= 1 && place <= highest);
  });
  return fine ? null : "This is not a recurrence rule: BYDAY takes MO, 1MO, -1SU and the like.";
}

/** Whether some month of the rule has some of its days at all: 31 April and 30 February have never been. */
function hasADay(parts: RuleParts): boolean {
  const days = numbersOf(parts, "BYMONTHDAY");
  if (days.length === 0) return true;
  const months = numbersOf(parts, "BYMONTH");
  const lengths = MONTH_DAYS.filter((_length, at) => months.length === 0 || months.includes(at + 1));
  return lengths.some((length) => days.some((day) => Math.abs(day) <= length));
}

/** Whether a place in a month's or year's candidates can be reached. */
function hasAPlace(frequency: string, parts: RuleParts): boolean {
  const places = numbersOf(parts, "BYSETPOS");
  if (places.length === 0) return true;
  const weekdays = parts.get("BYDAY")?.split(",").length ?? 0;
  const monthDays = numbersOf(parts, "BYMONTHDAY").length;
  const months = frequency === "MONTHLY" ? 1 : numbersOf(parts, "BYMONTH").length || 12;
  const most = Math.min(weekdays > 0 ? weekdays * 5 * months : 366, monthDays > 0 ? monthDays * months : 366);
  return places.some((place) => Math.abs(place) <= most);
}

/** Daily rules are counted through day by day: forty years are cheap that way, and the interval's phase counts. */
function someDayFits(parts: RuleParts, from: number, years: number): boolean {
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const months = numbersOf(parts, "BYMONTH");
  const days = numbersOf(parts, "BYMONTHDAY");
  const weekdays = parts.get("BYDAY")?.split(",") ?? [];
  for (let day = 0; day < years * 365; day += interval) {
    const at = new Date(from + day * 86_400_000);
    const date = at.getUTCDate();
    const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
    if (months.length > 0 && !months.includes(at.getUTCMonth() + 1)) continue;
    if (days.length > 0 && !days.includes(date) && !days.includes(date - length - 1)) continue;
    if (weekdays.length > 0 && !weekdays.includes(DAYS[at.getUTCDay()] ?? "")) continue;
    return true;
  }
  return false;
}

/**
 * What is wrong with the parts of a rule, as a sentence; null when it is worth probing.
 * @param from where every rule starts counting, in milliseconds
 * @param years how far ahead a rule has to come round
 */
export function partsProblem(parts: RuleParts, from: number, years: number): string | null {
  const frequency = parts.get("FREQ") ?? "";
  const goesWith = GOES_WITH[frequency];
  if (!goesWith)
    return "This is not a recurrence rule: FREQ is MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY.";
  for (const [name, value] of parts) {
    if (!name.startsWith("BY")) continue;
    if (!goesWith.includes(name)) return `${name} does not go with FREQ=${frequency}.`;
    const problem = name === "BYDAY" ? daysProblem(frequency, value) : numbersProblem(name, value);
    if (problem) return problem;
  }
  const start = parts.get("WKST");
  if (start !== undefined && !DAYS.includes(start)) return "WKST is a weekday, for example MO.";
  const never = "This rule never comes round.";
  if (!hasADay(parts) || !hasAPlace(frequency, parts)) return never;
  return frequency === "DAILY" && !someDayFits(parts, from, years) ? never : null;
}

/** Periods of a frequency in so many years: no search for a rule's first time needs more. */
export function periodsIn(parts: RuleParts, years: number): number {
  const perYear: Record<string, number> = {
    MINUTELY: 1,
    HOURLY: 1,
    DAILY: 366,
    WEEKLY: 53,
    MONTHLY: 12,
    YEARLY: 1,
  };
  const interval = Number(parts.get("INTERVAL") ?? 1);
  return Math.ceil(((perYear[parts.get("FREQ") ?? ""] ?? 1) * years) / interval) + 2;
}
