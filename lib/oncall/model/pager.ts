import { OVERRIDE_KINDS } from "../model.ts";

/** A shift as the passing of the pager sees it; ascending and without gaps between them. */
export interface PagerShift {
  /** Null: nobody, or somebody who has left. */
  userId: string | null;
  from: Date;
  to: Date;
  /** When somebody took it; a fact. */
  acceptedAt: Date | null;
  /** Of shifts laid out before: when the pager moves. */
  takesAt: Date | null;
}

/** A change of at least this length is handed over by the five steps; a shorter one with one tap, in hours. */
export const FULL_HANDOFF_HOURS = 4;

/** The longest grace time a schedule may have, in minutes. */
export const MAX_GRACE_MINUTES = 240;

/** When the grace time of a change ends: after so many minutes, but never later than in the middle of the shift. */
export function graceEnd(shift: { from: Date; to: Date }, graceMinutes: number): Date {
  const half = (shift.to.getTime() - shift.from.getTime()) / 2;
  return new Date(shift.from.getTime() + Math.min(graceMinutes * 60_000, half));
}

/**
 * When the pager comes to the person of each shift: at once where nobody has to hand over (a gap before, the same
 * person before, somebody who has left), else when the grace time ends; an acceptance comes before that, and is kept.
 * @param holder who has the pager when the first shift begins; null: nobody
 * @returns one instant per shift, in their order, each inside its shift
 */
export function takings(shifts: readonly PagerShift[], holder: string | null, graceMinutes: number): Date[] {
  let held = holder;
  return shifts.map((shift) => {
    const hands = held !== null && shift.userId !== null && held !== shift.userId;
    held = shift.userId;
    if (shift.acceptedAt !== null && shift.takesAt !== null) return shift.takesAt;
    return hands ? graceEnd(shift, graceMinutes) : shift.from;
  });
}

/** Whether the pager of a shift is still with somebody else at an instant inside it. */
export const isPending = (shift: { takesAt: Date | null }, at: Date): boolean =>
  shift.takesAt === null || shift.takesAt > at;

interface Stretch {
  from: Date;
  to: Date;
}

const isLong = (shift: Stretch) =>
  shift.to.getTime() - shift.from.getTime() >= FULL_HANDOFF_HOURS * 3_600_000;

const COVERS: readonly string[] = OVERRIDE_KINDS;

/**
 * Whether a change asks for the five steps: shifts under four hours, and coming back from a cover under four hours, move
 * with one tap.
 */
export function needsFullHandoff(shift: Stretch, before: (Stretch & { source: string }) | null): boolean {
  const back = before !== null && COVERS.includes(before.source) && !isLong(before);
  return isLong(shift) && !back;
}
