import ICAL from "ical.js";
import { partsProblem } from "#lib/platform/recurrence.ts";
import { byName, type ToInstant, zonesOf } from "./calendar-zones.ts";
import { DAY_MS } from "./clock.ts";

/** A stretch of a calendar: whom it names, and when. */
export interface CalendarStretch {
  /** Mail of the first attendee, else the summary without "On call". */
  who: string;
  summary: string;
  from: Date;
  to: Date;
}

export interface ReadCalendar {
  /** By their beginning. */
  stretches: CalendarStretch[];
  /** Occurrences that were over before the window. */
  past: number;
  /** Stretches of nobody, as our own calendars have them. */
  nobody: number;
  /** What could not be read, each with a sentence. */
  problems: { what: string; because: string }[];
}

export interface Window {
  /** IANA zone of whole days and of times without one. */
  zone: string;
  from: Date;
  to: Date;
}

/** More is not a rota. Steps are all occurrences that are looked at, also those long past. */
export const MOST_STRETCHES = 2000;
const MOST_STEPS = 20_000;
/** Some rules cost a hundred times what others do: however it is made, a file has so long, in milliseconds. */
const MOST_MS = 1500;
/** Longer lines hold files and mails, not a rota; some readings of them grow with the square of their length. */
const MOST_LINE = 10_000;
const YEARS = { first: 1970, last: 2100 };

/** It is no calendar at all, or too much of one: a sentence for whoever sent it. */
export class CalendarProblem extends Error {}

interface Budget {
  steps: number;
  /** On the clock of `performance`. */
  until: number;
}

const isSpent = (budget: Budget) => budget.steps < 0 || performance.now() > budget.until;

/** One event before it is repeated. */
interface Plan {
  component: ICAL.Component;
  summary: string;
  who: string;
  wall: number;
  toInstant: ToInstant;
  endOf: (wall: number) => number;
}

const wallOf = (time: ICAL.Time) =>
  Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);

const textOf = (component: ICAL.Component, name: string, most = 300) => {
  const value = component.getFirstPropertyValue(name);
  return value === null || value === undefined
    ? ""
    : String(value)
        .replace(/\p{Cc}+/gu, " ")
        .trim()
        .slice(0, most);
};

/** Reads one time of an event; whole days and floating times go by the schedule's zone. @throws CalendarProblem */
function timeOf(
  property: ICAL.Property,
  value: unknown,
  zones: (tzid: string) => ToInstant | null,
  zone: string,
): { wall: number; toInstant: ToInstant; isDate: boolean; tzid: string } {
  if (!(value instanceof ICAL.Time)) throw new CalendarProblem("It has no date and time that can be read.");
  const wall = wallOf(value);
  if (!(value.year >= YEARS.first && value.year <= YEARS.last) || Number.isNaN(wall))
    throw new CalendarProblem(`Its year is not between ${YEARS.first} and ${YEARS.last}.`);
  if (value.zone === ICAL.Timezone.utcTimezone)
    return { wall, toInstant: (utc) => utc, isDate: false, tzid: "Z" };
  const given = property.getFirstParameter("tzid") ?? "";
  if (value.isDate || given === "") return { wall, toInstant: byName(zone), isDate: value.isDate, tzid: "" };
  const toInstant = zones(given);
  if (!toInstant) throw new CalendarProblem(`The time zone "${given.slice(0, 80)}" is not known.`);
  return { wall, toInstant, isDate: false, tzid: given };
}

/** When an occurrence ends: as much later on the wall as the first one, where both ends go by one zone. */
function endOf(
  component: ICAL.Component,
  start: ReturnType<typeof timeOf>,
  read: (property: ICAL.Property) => ReturnType<typeof timeOf>,
): (wall: number) => number {
  const end = component.getFirstProperty("dtend");
  if (end) {
    const { wall, toInstant, tzid } = read(end);
    if (tzid === start.tzid) return (from) => start.toInstant(from + (wall - start.wall));
    const exact = toInstant(wall) - start.toInstant(start.wall);
    return (from) => start.toInstant(from) + exact;
  }
  const given = component.getFirstPropertyValue("duration");
  if (given instanceof ICAL.Duration) {
    const days = (given.weeks * 7 + given.days) * DAY_MS;
    const rest = given.toSeconds() * 1000 - days;
    return (from) => start.toInstant(from + days) + rest;
  }
  return (from) => start.toInstant(from + (start.isDate ? DAY_MS : 0));
}

/** Whom an event names: the first who attends, else what its summary says besides "On call". */
function whoOf(component: ICAL.Component, summary: string): string {
  const attends = component.getAllProperties("attendee").map((one) => String(one.getFirstValue() ?? ""));
  const mail = attends
    .find((one) => /^mailto:/i.test(one))
    ?.slice("mailto:".length)
    .trim();
  return (mail || summary.replace(/^on[ -]?call\s*[:–-]\s*/i, "").trim()).slice(0, 300);
}

function planOf(component: ICAL.Component, zones: (tzid: string) => ToInstant | null, zone: string): Plan {
  const read = (property: ICAL.Property) => timeOf(property, property.getFirstValue(), zones, zone);
  const begins = component.getFirstProperty("dtstart");
  if (!begins) throw new CalendarProblem("It has no beginning.");
  const start = read(begins);
  const summary = textOf(component, "summary");
  const ends = endOf(component, start, read);
  if (!(ends(start.wall) > start.toInstant(start.wall)))
    throw new CalendarProblem("It does not end after it begins.");
  const who = whoOf(component, summary);
  return { component, summary, who, wall: start.wall, toInstant: start.toInstant, endOf: ends };
}

/** Days of a year are counted by one part: several together no rota has, and searching for them may take seconds. */
const isPlainYear = (parts: ReadonlyMap<string, string>) =>
  parts.get("FREQ") !== "YEARLY" ||
  (["BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"].filter((name) => parts.has(name)).length <= 1 &&
    !/-/.test(parts.get("BYMONTHDAY") ?? ""));

/** A rule in parts, if it is one that comes round and can be counted. @throws CalendarProblem */
function ruleOf(text: string, wall: number): { rule: string; until: string | null } {
  const parts = text
    .toUpperCase()
    .split(";")
    .filter(Boolean)
    .map((part) => part.split("=", 2) as [string, string]);
  const judged = new Map(parts.filter(([name]) => name !== "UNTIL" && name !== "COUNT"));
  const count = parts.find(([name]) => name === "COUNT")?.[1] ?? "1";
  const interval = judged.get("INTERVAL") ?? "1";
  const plain = /^[1-9]\d{0,4}$/.test(count) && /^[1-9]\d{0,2}$/.test(interval);
  if (!plain || !isPlainYear(judged) || partsProblem(judged, wall, 40) !== null)
    throw new CalendarProblem("Its rule of repetition is not one that can be laid out here.");
  return {
    rule: parts
      .filter(([name]) => name !== "UNTIL")
      .map((part) => part.join("="))
      .join(";"),
    until: parts.find(([name]) => name === "UNTIL")?.[1] ?? null,
  };
}

/** The last instant of a rule; a date means the whole day. */
function untilOf(text: string | null, toInstant: ToInstant): number {
  if (text === null) return Number.POSITIVE_INFINITY;
  const [, year, month, day, , hour = "23", minute = "59", second = "59", utc] =
    /^(\d{4})(\d\d)(\d\d)(T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text) ?? [];
  if (!year) throw new CalendarProblem("The end of its repetition is not a date.");
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return utc ? wall : toInstant(wall);
}

/** The walls at which an event begins, ascending, until `most`. @throws CalendarProblem */
function* beginnings(plan: Plan, most: number, budget: Budget): Generator<number> {
  const [property, second] = plan.component.getAllProperties("rrule");
  if (!property) return yield plan.wall;
  if (second) throw new CalendarProblem("It has more than one rule of repetition.");
  const { rule, until } = ruleOf(String(property.getFirstValue()), plan.wall);
  const last = Math.min(untilOf(until, plan.toInstant), most);
  const at = new Date(plan.wall);
  const start = ICAL.Time.fromData({
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  });
  const steps = ICAL.Recur.fromString(rule).iterator(start);
  for (let next = steps.next(); next; next = steps.next()) {
    budget.steps -= 1;
    if (isSpent(budget)) throw new CalendarProblem("It repeats too often, or has done so for too long.");
    const wall = wallOf(next);
    if (plan.toInstant(wall) > last) return;
    yield wall;
  }
}

/** Instants of EXDATE, RDATE or RECURRENCE-ID. */
function instantsOf(
  component: ICAL.Component,
  name: string,
  zones: (tzid: string) => ToInstant | null,
  zone: string,
): { wall: number; at: number }[] {
  return component.getAllProperties(name).flatMap((property) =>
    property.getValues().map((value: unknown) => {
      const { wall, toInstant } = timeOf(property, value, zones, zone);
      return { wall, at: toInstant(wall) };
    }),
  );
}

/** The lines as they are meant, without those that are too long to matter here. */
const shortened = (text: string) =>
  text
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .filter((line) => line.length <= MOST_LINE)
    .join("\r\n");

function parseText(text: string): ICAL.Component[] {
  try {
    const parsed = ICAL.parse(shortened(text)) as unknown[];
    const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]) as unknown[][];
    const roots = calendars.map((one) => new ICAL.Component(one)).filter((one) => one.name === "vcalendar");
    if (roots.length > 0) return roots;
  } catch {
    // Said below: what the parser has to say is for programmers.
  }
  throw new CalendarProblem("This is not an iCalendar file.");
}

/** Reads a calendar into the stretches of a window. Collects what it cannot read instead of giving up. */
class Reading {
  readonly found: ReadCalendar = { stretches: [], past: 0, nobody: 0, problems: [] };
  private readonly budget: Budget = { steps: MOST_STEPS, until: performance.now() + MOST_MS };
  private readonly window: Window;

  constructor(window: Window) {
    this.window = window;
  }

  calendar(root: ICAL.Component): void {
    const zones = zonesOf(root);
    // Times are read as they are written: what a zone means is for `zones` to say.
    root.removeAllSubcomponents("vtimezone");
    const events = root.getAllSubcomponents("vevent");
    const replaced = new Map<string, Set<number>>();
    for (const event of events) {
      this.safely(event, () => {
        for (const { at } of instantsOf(event, "recurrence-id", zones, this.window.zone)) {
          const uid = textOf(event, "uid");
          replaced.set(uid, (replaced.get(uid) ?? new Set()).add(at));
        }
      });
    }
    for (const event of events) this.safely(event, () => this.event(event, zones, replaced));
  }

  private safely(event: ICAL.Component, read: () => void): void {
    try {
      read();
    } catch (error) {
      const because = error instanceof CalendarProblem ? error.message : "It cannot be read.";
      this.found.problems.push({
        what: textOf(event, "summary", 120) || "An event without a summary",
        because,
      });
    }
    if (isSpent(this.budget))
      throw new CalendarProblem("The calendar repeats too often to be laid out here.");
  }

  private event(
    component: ICAL.Component,
    zones: (tzid: string) => ToInstant | null,
    replaced: ReadonlyMap<string, ReadonlySet<number>>,
  ): void {
    if (/^cancelled$/i.test(textOf(component, "status"))) return;
    const plan = planOf(component, zones, this.window.zone);
    const own = component.getFirstProperty("recurrence-id") !== null;
    const left = new Set([
      ...instantsOf(component, "exdate", zones, this.window.zone).map((one) => one.at),
      ...(own ? [] : (replaced.get(textOf(component, "uid")) ?? [])),
    ]);
    const seen = new Set<number>();
    const add = (wall: number) => {
      const from = plan.toInstant(wall);
      if (left.has(from) || seen.has(from)) return;
      seen.add(from);
      this.add(plan, from, plan.endOf(wall));
    };
    for (const wall of beginnings(plan, this.window.to.getTime() - 1, this.budget)) add(wall);
    for (const { wall } of instantsOf(component, "rdate", zones, this.window.zone)) add(wall);
  }

  private add(plan: Plan, from: number, to: number): void {
    if (from >= this.window.to.getTime()) return;
    if (to <= this.window.from.getTime()) this.found.past += 1;
    else if (/^nobody\b/i.test(plan.summary)) this.found.nobody += 1;
    else if (to > from) {
      if (this.found.stretches.length >= MOST_STRETCHES) {
        this.budget.steps = -1;
        throw new CalendarProblem(`It has more than ${MOST_STRETCHES} shifts ahead.`);
      }
      const begins = new Date(Math.max(from, this.window.from.getTime()));
      this.found.stretches.push({ who: plan.who, summary: plan.summary, from: begins, to: new Date(to) });
    }
  }
}

/**
 * Reads an iCalendar (RFC 5545) into the stretches that touch a window, cut to its beginning. Repetitions are laid out
 * on the wall clock of their zone; a clock change neither shifts nor stretches them on the wall.
 * @throws CalendarProblem when it is none, or repeats without measure
 */
export function readCalendar(text: string, window: Window): ReadCalendar {
  const reading = new Reading(window);
  for (const root of parseText(text)) reading.calendar(root);
  reading.found.stretches.sort((a, b) => a.from.getTime() - b.from.getTime());
  return reading.found;
}
