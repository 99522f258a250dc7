import type { LaneDto } from "#lib/oncall/schema/timeline.ts";

/** What the override form begins with. */
export interface Pick {
  /** Changes with every choice, so that the form begins anew. */
  key: string;
  scheduleId: string;
  /** ISO instants; empty: not chosen yet. */
  from: string;
  to: string;
  /** An override that stands already. */
  overrideId: string | null;
}

let counter = 0;
const keyed = (pick: Omit<Pick, "key">): Pick => {
  counter += 1;
  return { ...pick, key: `pick-${counter}` };
};

/** A span was dragged, or a gap is to be filled. */
export const pickSpan = (scheduleId: string, from: string, to: string): Pick =>
  keyed({ scheduleId, from, to, overrideId: null });

/** The next full minute: what has passed is not changed any more. */
export const soon = (nowMs: number): string => new Date(Math.ceil(nowMs / 60_000) * 60_000).toISOString();

const OVER = new Set(["override", "cover", "swap", "import"]);

/** A shift was chosen: its override to change it, else its span, from now on if it is running. */
export function pickShift(lane: LaneDto, shiftId: string, nowMs: number): Pick | null {
  const shift = lane.shifts.find((one) => one.id === shiftId);
  if (!shift) return null;
  const scheduleId = lane.schedule.id;
  if (OVER.has(shift.source) && shift.origin) {
    const override = lane.overrides.find((one) => one.id === shift.origin);
    const { from, to } = override ?? shift;
    return keyed({ scheduleId, from, to, overrideId: shift.origin });
  }
  const from = Date.parse(shift.from) < nowMs && Date.parse(shift.to) > nowMs ? soon(nowMs) : shift.from;
  return keyed({ scheduleId, from, to: shift.to, overrideId: null });
}

/** An override was chosen in its own line. */
export function pickOverride(lane: LaneDto, overrideId: string): Pick | null {
  const override = lane.overrides.find((one) => one.id === overrideId);
  if (!override) return null;
  return keyed({ scheduleId: lane.schedule.id, from: override.from, to: override.to, overrideId });
}

/** Nothing was chosen: an empty form of a schedule. */
export const pickNothing = (scheduleId: string): Pick =>
  keyed({ scheduleId, from: "", to: "", overrideId: null });
