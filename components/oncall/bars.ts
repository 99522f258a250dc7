import {
  laneName,
  lengthWords,
  ownWords,
  shiftWords,
  sourceWords,
  spanWords,
} from "#components/oncall/words.ts";
import type { MyLane, MyTimeline } from "#lib/oncall/queries/mine.ts";
import type { ShiftDto } from "#lib/oncall/schema/on-call.ts";
import type { OverrideDto } from "#lib/oncall/schema/overrides.ts";
import type { PreviewDto } from "#lib/oncall/schema/preview.ts";
import type { LaneDto } from "#lib/oncall/schema/timeline.ts";
import { formatTime } from "#lib/platform/format.ts";

/** How a bar is drawn. */
export type Look = "plain" | "me" | "override" | "temporary" | "gap" | "layer" | "asked" | "away";

/** One stretch of a lane, ready to be drawn and read aloud. Instants are epoch ms. */
export interface Bar {
  key: string;
  /** Null: nobody. */
  name: string | null;
  from: number;
  to: number;
  look: Look;
  /** It is the viewer's own, whatever its look. */
  mine: boolean;
  /** The pager was or is still with the one before up to here; null: it was theirs at once. */
  heldUntil: number | null;
  /** The held part waits for an answer now. */
  pending: boolean;
  /** Everything about it in words. */
  words: string;
  /** What stands on it where that is not the name. */
  face?: string;
}

const OVER = new Set<ShiftDto["source"]>(["override", "cover", "swap", "import"]);

function lookOf(shift: Pick<ShiftDto, "user" | "source">, mine: boolean): Look {
  if (!shift.user) return "gap";
  if (OVER.has(shift.source)) return "override";
  if (shift.source === "temporary") return "temporary";
  return mine ? "me" : "plain";
}

/** Up to when the one before had the pager; only of what has begun, since nothing is held before it begins. */
function heldUntil(shift: ShiftDto, nowMs: number, waits: boolean): number | null {
  const from = Date.parse(shift.from);
  // The picture's present is a whole minute: what the server says waits has begun.
  if (!shift.user || (from > nowMs && !waits)) return null;
  const takes = shift.takesAt ? Date.parse(shift.takesAt) : Date.parse(shift.to);
  return takes > from ? takes : null;
}

/** The bars of a schedule: every instant of the layout has one, gaps too. */
export function barsOf(lane: LaneDto, me: string, nowMs: number, zone: string): Bar[] {
  const pendingId = lane.onCall.pendingHandoff?.shiftId;
  return lane.shifts.map((shift) => {
    const mine = shift.user?.id === me;
    const waits = shift.id === pendingId;
    const held = heldUntil(shift, nowMs, waits);
    const until =
      held === null ? "" : `, held by the one before until ${formatTime(new Date(held).toISOString(), zone)}`;
    return {
      key: shift.id,
      name: shift.user?.name ?? null,
      from: Date.parse(shift.from),
      to: Date.parse(shift.to),
      look: lookOf(shift, mine),
      mine,
      heldUntil: held,
      pending: waits,
      words: `${shiftWords(shift, zone)}${mine ? ", yours" : ""}${waits ? ", held until accepted" : until}`,
    };
  });
}

/** Whether the pager is still with the one before: it has begun, and it has not come over. */
function waitsNow(shift: ShiftDto, nowMs: number): boolean {
  const running = Date.parse(shift.from) <= nowMs && Date.parse(shift.to) > nowMs;
  return running && (shift.takesAt === null || Date.parse(shift.takesAt) > nowMs);
}

/** One's own shifts of a schedule: whose they are goes without saying, what they are stands on them. */
export function ownBars(lane: MyLane, nowMs: number, zone: string): Bar[] {
  return lane.shifts.map((shift) => {
    const pending = waitsNow(shift, nowMs);
    const what = sourceWords(shift.source);
    return {
      key: shift.id,
      name: shift.user?.name ?? null,
      from: Date.parse(shift.from),
      to: Date.parse(shift.to),
      look: lookOf(shift, true),
      mine: true,
      heldUntil: heldUntil(shift, nowMs, pending),
      pending,
      words: `${ownWords(shift, zone)}${pending ? ", held by the one before until you accept" : ""}`,
      face: what ? what.charAt(0).toUpperCase() + what.slice(1) : (shift.origin ?? "On call"),
    };
  });
}

const quiet = { name: null, mine: true, heldUntil: null, pending: false } as const;

/** What one has asked colleagues to take. */
export const askedBars = (lane: MyLane, zone: string): Bar[] =>
  lane.requests.map((one) => ({
    ...quiet,
    key: one.id,
    from: Date.parse(one.from),
    to: Date.parse(one.to),
    look: "asked",
    face: one.toUser ? `Asks ${one.toUser.name}` : "Asks the team",
    words: `${one.kind === "swap" ? "A swap" : "A cover"} is asked for, ${spanWords(one.from, one.to, zone)}`,
  }));

/** When one is away. */
export const awayBars = (timeOff: MyTimeline["timeOff"], zone: string): Bar[] =>
  timeOff.map((one) => ({
    ...quiet,
    key: one.id,
    from: Date.parse(one.from),
    to: Date.parse(one.to),
    look: "away",
    face: one.reason || "Away",
    words: `Time off, ${spanWords(one.from, one.to, zone)}${one.reason ? `, ${one.reason}` : ""}`,
  }));

/** What one layer alone would say. */
export function layerBars(layer: LaneDto["layers"][number], zone: string): Bar[] {
  return layer.stretches.map((one) => ({
    key: `${one.from} ${one.user.id}`,
    name: one.user.name,
    from: Date.parse(one.from),
    to: Date.parse(one.to),
    look: "layer",
    mine: false,
    heldUntil: null,
    pending: false,
    words: `${one.user.name}, ${spanWords(one.from, one.to, zone)}`,
  }));
}

/** The overrides of a schedule, each at its place. */
export function overrideBars(overrides: readonly OverrideDto[], me: string, zone: string): Bar[] {
  return overrides.map((one) => ({
    key: one.id,
    name: one.user?.name ?? null,
    from: Date.parse(one.from),
    to: Date.parse(one.to),
    look: one.user ? "override" : "gap",
    mine: one.user?.id === me,
    heldUntil: null,
    pending: false,
    words: `${shiftWords({ ...one, source: one.kind }, zone)}${one.reason ? `, ${one.reason}` : ""}`,
  }));
}

/** What a draft would lay out. */
export function previewBars(shifts: PreviewDto["shifts"], me: string, zone: string): Bar[] {
  return shifts.map((shift) => ({
    key: `${shift.from} ${shift.user?.id ?? ""}`,
    name: shift.user?.name ?? null,
    from: Date.parse(shift.from),
    to: Date.parse(shift.to),
    look: lookOf(shift, shift.user?.id === me),
    mine: shift.user?.id === me,
    heldUntil: null,
    pending: false,
    words: shiftWords(shift, zone),
  }));
}

/** A gap ahead, of one schedule. */
export interface Gap {
  key: string;
  lane: LaneDto;
  from: string;
  to: string;
}

/** The gaps between two instants, earliest first: parts of one gap are one. An override to nobody is meant. */
export function gapsOf(lanes: readonly LaneDto[], fromMs: number, toMs: number): Gap[] {
  const found: Gap[] = [];
  for (const lane of lanes) {
    let open: Gap | null = null;
    for (const shift of lane.shifts) {
      const from = Date.parse(shift.from);
      if (shift.source !== "gap" || Date.parse(shift.to) <= fromMs || from >= toMs) {
        open = null;
        continue;
      }
      if (open && open.to === shift.from) open.to = shift.to;
      else {
        const begins = new Date(Math.max(from, fromMs)).toISOString();
        open = { key: shift.id, lane, from: from < fromMs ? begins : shift.from, to: shift.to };
        found.push(open);
      }
    }
  }
  return found.sort((a, b) => a.from.localeCompare(b.from));
}

/** "Payments, First line has nobody: Sat 28 Nov 12:00 – Sun 29 Nov 12:00, 24 h". */
export const gapWords = (gap: Gap, zone: string): string =>
  `${laneName(gap.lane.schedule)} has nobody: ${spanWords(gap.from, gap.to, zone)}, ${lengthWords(gap.from, gap.to)}`;
