import type { PlannedShift, ShiftSource } from "../model.ts";

/** A shift as it is kept. */
export interface KeptShift {
  id: string;
  from: Date;
  to: Date;
  userId: string | null;
  source: ShiftSource;
  origin: string | null;
}

/** What to do with kept shifts, in this order, so that no two ever overlap on the way. */
export interface Differences {
  /** Ids of shifts that are planned no more; none of them has begun. */
  remove: string[];
  /** Shifts that keep their id and beginning and end at another time: first those that become shorter. */
  change: { id: string; to: Date }[];
  make: PlannedShift[];
  /** Ids of shifts that stay as they are. */
  stay: string[];
}

type Who = Pick<PlannedShift, "userId" | "source">;

const samePerson = (one: Who, other: Who) => one.userId === other.userId && one.source === other.source;

/** The plan from now on, by the instant at which each part begins. */
function ahead(planned: readonly PlannedShift[], now: Date): Map<number, PlannedShift> {
  const parts = planned.filter((shift) => shift.to > now);
  return new Map(
    parts.map((shift) => {
      const from = shift.from < now ? now : shift.from;
      return [from.getTime(), { ...shift, from }];
    }),
  );
}

/**
 * What turns the kept shifts into the planned ones. What has ended by `now` is a fact and stays out of it. A shift that
 * runs is never rewritten: it keeps its id and goes on while the plan has the same person by the same kind of rule, with
 * another end if need be; else it ends now. A later shift keeps its id when it begins as before and is the same person's
 * for the same reason.
 * @param planned without gaps and overlaps, from `now` or earlier on
 */
export function differences(
  existing: readonly KeptShift[],
  planned: readonly PlannedShift[],
  now: Date,
): Differences {
  const open = ahead(planned, now);
  const found: Differences = { remove: [], change: [], make: [], stay: [] };
  const shorter: Differences["change"] = [];
  const longer: Differences["change"] = [];
  for (const shift of existing) {
    if (shift.to <= now) continue;
    const runs = shift.from < now;
    const at = (runs ? now : shift.from).getTime();
    const part = open.get(at);
    if (part && samePerson(part, shift) && (runs || part.origin === shift.origin)) {
      open.delete(at);
      if (part.to.getTime() === shift.to.getTime()) found.stay.push(shift.id);
      else (part.to < shift.to ? shorter : longer).push({ id: shift.id, to: part.to });
    } else if (runs) shorter.push({ id: shift.id, to: now });
    else found.remove.push(shift.id);
  }
  return { ...found, change: [...shorter, ...longer], make: [...open.values()] };
}
