/**
 * Local time, in one place: rules are a wall time and an IANA zone, instants are UTC `Date`s at every edge.
 * - a wall time that a clock change skips moves forward by the gap; one that comes twice counts once, the first time
 * - a day that a zone skipped altogether (Apia, 30 December 2011) has no occurrence of its own
 * - service hours: the working time of a service; without them time is calendar time
 * Temporal comes as a module; the globals stay untouched.
 */
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { partsProblem, periodsIn } from "./recurrence.ts";

const MINUTE_MS = 60_000;

export function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}

// --- Zones and wall time -------------------------------------------------------------------------------------------

/** Whether this is a zone's name (IANA, such as "Asia/Kathmandu", or "UTC"). Bare offsets are none: they know no clock changes. */
export function validZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

function zoned(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

function toDate(at: { epochMilliseconds: number }): Date {
  return new Date(at.epochMilliseconds);
}

/** The instant of a wall time such as "2026-03-29T02:30"; throws a RangeError when it is not one. */
export function wallToInstant(wall: string, zone: string): Date {
  return toDate(Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: "compatible" }));
}

/** The wall time at an instant, "2026-03-29T03:30:00". */
export function instantToWall(at: Date, zone: string): string {
  return zoned(at, zone).toPlainDateTime().toString({ smallestUnit: "second" });
}

/** The local date at an instant, "2026-03-29". */
export function localDate(at: Date, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

/** The next local midnight: the first instant that is no longer this local day. */
export function endOfLocalDay(at: Date, zone: string): Date {
  return toDate(zoned(at, zone).startOfDay().add({ days: 1 }).startOfDay());
}

/** A change of a zone's clocks: a season's, or of the law. */
export interface ClockChange {
  at: Date;
  /** By how many minutes the clocks are put forward; negative: back. */
  minutes: number;
  /** Minutes from UTC from this instant on. */
  offset: number;
}

/** How many minutes a zone's clocks are ahead of UTC at an instant. */
export function offsetMinutes(at: Date, zone: string): number {
  return zoned(at, zone).offsetNanoseconds / 6e10;
}

/** Every change of a zone's clocks with `from <= at < to`, ascending, as the runtime knows its rules. */
export function clockChangesIn(zone: string, from: Date, to: Date): ClockChange[] {
  const changes: ClockChange[] = [];
  let here = zoned(new Date(from.getTime() - 1), zone);
  for (;;) {
    const next = here.getTimeZoneTransition("next");
    if (!next || next.epochMilliseconds >= to.getTime()) return changes;
    const minutes = (next.offsetNanoseconds - here.offsetNanoseconds) / 6e10;
    if (minutes !== 0) changes.push({ at: toDate(next), minutes, offset: next.offsetNanoseconds / 6e10 });
    here = next;
  }
}

export type BucketUnit = "hour" | "day" | "week" | "month";
const MAX_EDGES = 20_000;

function startOfUnit(at: Temporal.ZonedDateTime, unit: BucketUnit): Temporal.ZonedDateTime {
  if (unit === "hour") return at.round({ smallestUnit: "hour", roundingMode: "floor" });
  const day = at.startOfDay();
  if (unit === "week") return day.subtract({ days: day.dayOfWeek - 1 }).startOfDay();
  return unit === "month" ? day.with({ day: 1 }).startOfDay() : day;
}

/**
 * Edges of local hours, days, weeks (from Monday) or months, ascending, from the unit that holds `from` to the first
 * edge at or after `to`. Throws a RangeError beyond 20,000 edges.
 */
export function bucketEdges(from: Date, to: Date, unit: BucketUnit, zone: string): Date[] {
  const step = { hour: { hours: 1 }, day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 } }[unit];
  let edge = startOfUnit(zoned(from, zone), unit);
  const edges = [toDate(edge)];
  while (edge.epochMilliseconds < to.getTime()) {
    if (edges.length > MAX_EDGES) throw new RangeError("The period has too many parts of this size.");
    const next = edge.add(step);
    edge = unit === "hour" ? next : next.startOfDay();
    edges.push(toDate(edge));
  }
  return edges;
}

// --- Recurrence ----------------------------------------------------------------------------------------------------

export interface Rule {
  /** RFC 5545, without DTSTART, COUNT and UNTIL: "FREQ=MONTHLY;BYDAY=1MO". */
  rrule: string;
  /** Local wall time, HH:MM. */
  time: string;
  zone: string;
}

/**
 * Where every rule starts counting: a Monday, the first of a month and of a year. So "every second week" has one
 * phase, and a bare WEEKLY, MONTHLY or YEARLY means Monday, the 1st, 1 January.
 */
const ANCHOR = "2001-01-01";
const PARTS = new Set(
  "FREQ INTERVAL BYMONTH BYMONTHDAY BYDAY BYYEARDAY BYWEEKNO BYSETPOS WKST BYHOUR BYMINUTE".split(" "),
);
const MAX_INTERVAL = 1000;
/** Long enough for the rarest rule there is, 29 February every eighth year or so. */
const PROBE_YEARS = 40;

export function validTime(time: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
}

function partsOf(rrule: string): Map<string, string> {
  const pairs = rrule.split(";").map((part) => part.split("=", 2));
  return new Map(pairs.map(([name, value]) => [name ?? "", value ?? ""]));
}

function shapeProblem(rrule: string): string | null {
  if (rrule.length > 200 || !/^[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*$/.test(rrule)) {
    return "Write the rule as FREQ=…;INTERVAL=…, in capitals.";
  }
  const parts = partsOf(rrule);
  if (parts.size !== rrule.split(";").length) return "Name each part of the rule once.";
  if (parts.has("COUNT") || parts.has("UNTIL")) return "A rule has no end here; pause or archive it instead.";
  const unknown = [...parts.keys()].find((name) => !PARTS.has(name));
  if (unknown === "BYSECOND" || parts.get("FREQ") === "SECONDLY") return "Once a minute is the most often.";
  if (unknown !== undefined) return `${unknown} is not a part of a rule that is known here.`;
  if (!parts.has("FREQ")) return "The rule names no FREQ.";
  const interval = parts.get("INTERVAL");
  if (interval !== undefined && !(/^\d+$/.test(interval) && +interval >= 1 && +interval <= MAX_INTERVAL)) {
    return `INTERVAL is a number from 1 to ${MAX_INTERVAL}.`;
  }
  return null;
}

function recurrence(rrule: string, start: Temporal.ZonedDateTime, maxIterations = 200_000): RRuleTemporal {
  return new RRuleTemporal({ rruleString: rrule, dtstart: start, maxIterations });
}

/** What is wrong with a recurrence rule, as a sentence; null when it yields, and at most once a minute. */
export function rruleProblem(rrule: string): string | null {
  const shape = shapeProblem(rrule);
  if (shape !== null) return shape;
  const from = Temporal.ZonedDateTime.from(`${ANCHOR}T00:00[UTC]`);
  const parts = partsOf(rrule);
  const wrong = partsProblem(parts, from.epochMilliseconds, PROBE_YEARS);
  if (wrong !== null) return wrong;
  let rule: RRuleTemporal;
  try {
    rule = recurrence(rrule, from, periodsIn(parts, PROBE_YEARS));
  } catch {
    return "This is not a recurrence rule.";
  }
  return comesRound(rule, from) ? null : "This rule never comes round.";
}

/** The library gives up with an error after so many empty periods: that is "never", too. */
function comesRound(rule: RRuleTemporal, from: Temporal.ZonedDateTime): boolean {
  try {
    const first = rule.next(toDate(from), true);
    return first !== null && first.epochMilliseconds < from.add({ years: PROBE_YEARS }).epochMilliseconds;
  } catch {
    return false;
  }
}

export function validRrule(rrule: string): boolean {
  return rruleProblem(rrule) === null;
}

/** "Every 5 minutes" goes by the instant; every other rule by the wall clock. */
function goesByInstant(rrule: string): boolean {
  return /^FREQ=(HOURLY|MINUTELY)(;INTERVAL=\d+)?$/.test(rrule);
}

const WIDEN = { days: 2 };

function wallOccurrences(rule: Rule, from: Date, to: Date): Date[] {
  const start = Temporal.PlainDateTime.from(`${ANCHOR}T${rule.time}`).toZonedDateTime("UTC");
  const asUtc = (at: Date) => zoned(at, rule.zone).toPlainDateTime().toZonedDateTime("UTC");
  const walls = recurrence(rule.rrule, start).between(
    toDate(asUtc(from).subtract(WIDEN)),
    toDate(asUtc(to).add(WIDEN)),
    true,
  );
  return walls.map((wall) =>
    toDate(Temporal.PlainDateTime.from(wall.toPlainDateTime().toString()).toZonedDateTime(rule.zone)),
  );
}

function instantOccurrences(rule: Rule, from: Date, to: Date): Date[] {
  const start = Temporal.PlainDateTime.from(`${ANCHOR}T${rule.time}`)
    .toZonedDateTime(rule.zone)
    .withTimeZone("UTC");
  return recurrence(rule.rrule, start).between(from, to, true).map(toDate);
}

/**
 * Every instant of the rule with `from <= instant < to`, ascending, each once. The answer for a period does not depend
 * on how the period is cut. Throws a RangeError for a zone, time or rule that is not one.
 */
export function occurrences(rule: Rule, from: Date, to: Date): Date[] {
  if (!validZone(rule.zone) || !validTime(rule.time)) throw new RangeError("Not a zone and a time of day.");
  const problem = shapeProblem(rule.rrule);
  if (problem !== null) throw new RangeError(problem);
  if (to <= from) return [];
  const all = goesByInstant(rule.rrule)
    ? instantOccurrences(rule, from, to)
    : wallOccurrences(rule, from, to);
  const inside = all.map((at) => at.getTime()).filter((at) => at >= from.getTime() && at < to.getTime());
  return [...new Set(inside)].sort((a, b) => a - b).map((at) => new Date(at));
}

/** The first occurrence at or after an instant; null when there is none in 40 years. */
export function nextOccurrence(rule: Rule, after: Date): Date | null {
  let from = after;
  for (const days of [2, 40, 400, 365 * PROBE_YEARS]) {
    const to = addMinutes(after, days * 1440);
    const first = occurrences(rule, from, to)[0];
    if (first) return first;
    from = to;
  }
  return null;
}

// --- Working time --------------------------------------------------------------------------------------------------

/** The working time of a service: ISO weekdays (1 is Monday), HH:MM to HH:MM; "24:00" ends at midnight. */
export interface ServiceHours {
  zone: string;
  days: number[];
  from: string;
  to: string;
}

/** What is wrong with service hours, as a sentence; null when they can be worked in. */
export function serviceHoursProblem(hours: ServiceHours): string | null {
  if (!validZone(hours.zone)) return "This is not the name of a time zone.";
  if (hours.days.length === 0 || hours.days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    return "Choose at least one weekday.";
  }
  if (!validTime(hours.from) || !(validTime(hours.to) || hours.to === "24:00")) return "Give times as HH:MM.";
  return hours.from < hours.to ? null : "The end comes after the beginning.";
}

interface Stretch {
  from: number;
  to: number;
}

/** The working stretch of one local day; null on a day off, or one that the zone skipped. */
function stretchOf(day: Temporal.PlainDate, hours: ServiceHours): Stretch | null {
  if (!hours.days.includes(day.dayOfWeek)) return null;
  const from = wallToInstant(`${day.toString()}T${hours.from}`, hours.zone);
  if (localDate(from, hours.zone) !== day.toString()) return null;
  const to =
    hours.to === "24:00"
      ? endOfLocalDay(from, hours.zone)
      : wallToInstant(`${day.toString()}T${hours.to}`, hours.zone);
  return to > from ? { from: from.getTime(), to: to.getTime() } : null;
}

function requireHours(hours: ServiceHours): void {
  const problem = serviceHoursProblem(hours);
  if (problem !== null) throw new RangeError(problem);
}

/**
 * `seconds` of working time after `start`; calendar time when there are no service hours. Work that ends with the day
 * ends then, not the next morning. Throws a RangeError for hours nobody can work in.
 */
export function addWorkingSeconds(start: Date, seconds: number, hours: ServiceHours | null): Date {
  if (hours === null) return new Date(start.getTime() + seconds * 1000);
  requireHours(hours);
  let left = seconds * 1000;
  let at = start.getTime();
  for (let day = zoned(start, hours.zone).toPlainDate(); ; day = day.add({ days: 1 })) {
    const stretch = stretchOf(day, hours);
    if (!stretch || stretch.to <= at) continue;
    at = Math.max(at, stretch.from);
    if (left <= stretch.to - at) return new Date(at + left);
    left -= stretch.to - at;
    at = stretch.to;
  }
}

/** Seconds of working time between two instants, 0 when `to` is not later; calendar time without service hours. */
export function workingSecondsBetween(from: Date, to: Date, hours: ServiceHours | null): number {
  if (to <= from) return 0;
  if (hours === null) return (to.getTime() - from.getTime()) / 1000;
  requireHours(hours);
  const last = zoned(to, hours.zone).toPlainDate();
  let worked = 0;
  for (
    let day = zoned(from, hours.zone).toPlainDate();
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const stretch = stretchOf(day, hours);
    if (!stretch) continue;
    worked += Math.max(0, Math.min(stretch.to, to.getTime()) - Math.max(stretch.from, from.getTime()));
  }
  return worked / 1000;
}

/** Ordinary hours of a person: outside them a page counts as out of hours. */
export const ORDINARY_HOURS = { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" } as const;

/** Whether an instant is outside 08:00 to 18:00 on working days in a person's zone; half-open: 18:00 is outside. */
export function isOutOfHours(
  at: Date,
  zone: string,
  hours: { days: readonly number[]; from: string; to: string } = ORDINARY_HOURS,
): boolean {
  const local = zoned(at, zone);
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  return !hours.days.includes(local.dayOfWeek) || time < hours.from || time >= hours.to;
}
