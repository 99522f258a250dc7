import { ORDINARY_HOURS } from "#lib/platform/time.ts";
import type { PlannedShift, Restriction, ShiftSource } from "../model.ts";
import { clockOf, HOUR_MS } from "./clock.ts";
import { lengthOf, type Span, within } from "./spans.ts";
import { windowsIn } from "./windows.ts";

/** What one person carries. Hours are real ones: 23 or 25 on a day of a clock change. */
export interface Load {
  userId: string;
  hours: number;
  /** Hours between 22:00 and 06:00 in the person's zone. */
  nights: number;
  /** Hours of their Saturdays and Sundays. */
  weekends: number;
  /** Hours outside 08:00 to 18:00 on working days, in their zone. */
  outOfHours: number;
  shifts: number;
}

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const NIGHT: Restriction = { days: ALL_DAYS, from: "22:00", to: "06:00" };
const WEEKEND: Restriction = { days: [6, 7], from: "00:00", to: "24:00" };
const ORDINARY: Restriction = { ...ORDINARY_HOURS, days: [...ORDINARY_HOURS.days] };

/** The same hours for everybody of one zone. */
function hoursOf(zone: string, span: Span) {
  const clock = clockOf(zone);
  const windows = (one: Restriction) => windowsIn([one], clock, span);
  return { night: windows(NIGHT), weekend: windows(WEEKEND), ordinary: windows(ORDINARY) };
}

/**
 * How the work of a span falls on people: everybody asked for, in that order, then whoever else has a shift (their zone
 * unknown, UTC). Shifts are cut to the span; the hours of all add up to the span less its gaps.
 */
export function fairness(
  shifts: readonly PlannedShift[],
  people: readonly { id: string; zone: string }[],
  span: { from: Date; to: Date },
): Load[] {
  const whole = { from: span.from.getTime(), to: span.to.getTime() };
  const own = new Map<string, Span[]>(people.map((person) => [person.id, []]));
  for (const { userId, from, to } of shifts) {
    if (userId === null) continue;
    const list = own.get(userId) ?? [];
    list.push({ from: from.getTime(), to: to.getTime() });
    own.set(userId, list);
  }
  const zones = new Map(people.map((person) => [person.id, person.zone]));
  const known = new Map<string, ReturnType<typeof hoursOf>>();
  return [...own].map(([userId, all]) => {
    const zone = zones.get(userId) ?? "UTC";
    const special = known.get(zone) ?? hoursOf(zone, whole);
    known.set(zone, special);
    const held = within(
      all.sort((a, b) => a.from - b.from),
      [whole],
    );
    const length = (windows: readonly Span[]) => lengthOf(within(held, windows)) / HOUR_MS;
    const hours = lengthOf(held) / HOUR_MS;
    const outOfHours = (lengthOf(held) - lengthOf(within(held, special.ordinary))) / HOUR_MS;
    return {
      userId,
      hours,
      nights: length(special.night),
      weekends: length(special.weekend),
      outOfHours,
      shifts: held.length,
    };
  });
}

/** A stretch of nobody. */
export interface Gap {
  from: Date;
  to: Date;
  /** "gap": nobody is left; else the kind of the override that says so in words. */
  source: ShiftSource;
}

/** The stretches of nobody, ascending; neighbours of one kind are one. */
export function gapsIn(shifts: readonly PlannedShift[]): Gap[] {
  const gaps: Gap[] = [];
  for (const { userId, from, to, source } of shifts) {
    if (userId !== null) continue;
    const last = gaps.at(-1);
    if (last && last.to.getTime() === from.getTime() && last.source === source) last.to = to;
    else gaps.push({ from, to, source });
  }
  return gaps;
}
