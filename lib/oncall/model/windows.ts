import type { Restriction } from "../model.ts";
import { type Clock, DAY_MS, instantOf, wallAt } from "./clock.ts";
import { type Span, unite, within } from "./spans.ts";

function clockFace(time: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
}

/** ISO weekday of a wall's day; 1 is Monday. The first of January 1970 was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day / DAY_MS + 3) % 7) + 7) % 7) + 1;
}

const dayOf = (wall: number) => Math.floor(wall / DAY_MS) * DAY_MS;

/** Whether a zone went without this day (Apia, 30 December 2011): nothing begins on it. */
function isSkipped(clock: Clock, day: number): boolean {
  return dayOf(wallAt(clock, instantOf(clock, day))) !== day;
}

/** The window of one local day; null when none begins on it, or a clock change swallowed it. */
function windowOf(restriction: Restriction, clock: Clock, day: number): Span | null {
  if (!restriction.days.includes(weekdayOf(day)) || isSkipped(clock, day)) return null;
  const begins = clockFace(restriction.from);
  const ends = clockFace(restriction.to);
  const from = instantOf(clock, day + begins);
  const to = instantOf(clock, day + (ends <= begins ? ends + DAY_MS : ends));
  return to > from ? { from, to } : null;
}

/** How many local days a window can begin before an instant that it holds: one, and one that was skipped, and one spare. */
const DAYS_BACK = 3;
/** Clocks that go back over midnight show yesterday again, when windows of today have begun. */
const DAYS_AHEAD = 1;

function windowsAround(restrictions: readonly Restriction[], clock: Clock, span: Span): Span[] {
  const windows: Span[] = [];
  const last = dayOf(wallAt(clock, span.to)) + DAYS_AHEAD * DAY_MS;
  for (let day = dayOf(wallAt(clock, span.from)) - DAYS_BACK * DAY_MS; day <= last; day += DAY_MS) {
    for (const restriction of restrictions) {
      const window = windowOf(restriction, clock, day);
      if (window) windows.push(window);
    }
  }
  return windows;
}

/** When a layer with these restrictions has somebody, between two instants; without restrictions always. */
export function windowsIn(restrictions: readonly Restriction[], clock: Clock, span: Span): Span[] {
  if (restrictions.length === 0) return [{ ...span }];
  return within(unite(windowsAround(restrictions, clock, span)), [span]);
}

/** Whether a layer with these restrictions has somebody at an instant. */
export function isOn(restrictions: readonly Restriction[], clock: Clock, at: number): boolean {
  if (restrictions.length === 0) return true;
  return windowsAround(restrictions, clock, { from: at, to: at }).some(
    (window) => window.from <= at && at < window.to,
  );
}
