import { clockChangesIn, offsetMinutes } from "#lib/platform/time.ts";

/**
 * The clock of a zone as arithmetic on milliseconds, for laying out thousands of turns. A **wall** is a wall time
 * written as the instant at which UTC's clocks show it, so that 24 hours on the wall are always the same number.
 * Says the same as `wallToInstant` and `instantToWall` (a test holds them together): a wall that a change skips moves
 * forward by the gap, one that comes twice is the first.
 */
export interface Clock {
  readonly zone: string;
  readonly years: Map<number, Year>;
}

/** The offsets of one year and some days around it: `offsets[i]` is in force from `starts[i]` on. */
interface Year {
  starts: number[];
  offsets: number[];
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** More than two zones or two sides of a change can ever be apart: whole days were skipped. */
const MARGIN_MS = 4 * DAY_MS;
const MAX_CLOCKS = 1000;

const clocks = new Map<string, Clock>();

/** The clock of a zone. Throws a RangeError, when first read, for a zone that is none. */
export function clockOf(zone: string): Clock {
  const known = clocks.get(zone);
  if (known) return known;
  if (clocks.size >= MAX_CLOCKS) clocks.clear();
  const made: Clock = { zone, years: new Map() };
  clocks.set(zone, made);
  return made;
}

function yearOf(clock: Clock, ms: number): Year {
  const number = new Date(ms).getUTCFullYear();
  const known = clock.years.get(number);
  if (known) return known;
  const from = new Date(Date.UTC(number, 0, 1) - MARGIN_MS);
  const changes = clockChangesIn(clock.zone, from, new Date(Date.UTC(number + 1, 0, 1) + MARGIN_MS));
  const before = offsetMinutes(new Date(from.getTime() - 1), clock.zone);
  const made = {
    starts: [Number.NEGATIVE_INFINITY, ...changes.map((change) => change.at.getTime())],
    offsets: [before, ...changes.map((change) => change.offset)].map((minutes) => minutes * 60_000),
  };
  clock.years.set(number, made);
  return made;
}

/** The wall at an instant, both in milliseconds. */
export function wallAt(clock: Clock, at: number): number {
  const { starts, offsets } = yearOf(clock, at);
  let last = 0;
  for (let next = 1; next < starts.length && (starts[next] ?? 0) <= at; next++) last = next;
  return at + (offsets[last] ?? 0);
}

/** The instant of a wall, both in milliseconds. */
export function instantOf(clock: Clock, wall: number): number {
  const { starts, offsets } = yearOf(clock, wall);
  let before = offsets[0] ?? 0;
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] ?? 0;
    const at = wall - (offsets[index] ?? 0);
    // Not shown any more before this change, and not yet after it: the change skipped it.
    if (at < start) return wall - before;
    if (at < (starts[index + 1] ?? Number.POSITIVE_INFINITY)) return at;
    before = offsets[index] ?? 0;
  }
  return wall - before;
}

/** The furthest ahead of UTC that the clocks stand around an instant; no wall shown by then is later than that. */
export function furthestAhead(clock: Clock, at: number): number {
  return Math.max(...yearOf(clock, at).offsets);
}

/** The wall "2026-11-23T09:00" in milliseconds; NaN when it is none. */
export function wallOf(wall: string): number {
  if (!/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/.test(wall)) return Number.NaN;
  const ms = Date.parse(`${wall}:00.000Z`);
  // 30 February is read as a day in March by some: what does not come back as it went in is no date.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 16) !== wall ? Number.NaN : ms;
}
