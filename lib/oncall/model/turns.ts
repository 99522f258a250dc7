import type { Layer, Unit } from "../model.ts";
import { type Clock, clockOf, DAY_MS, furthestAhead, HOUR_MS, instantOf, wallOf } from "./clock.ts";
import type { Span } from "./spans.ts";

/** The turns of one layer: hand-over k is the wall `first + k × step`, on the clocks of the layer's zone. */
export interface Rotation {
  clock: Clock;
  first: number;
  step: number;
  members: readonly string[];
}

/** A stretch of one member. `begins` is its hand-over, whatever the stretch was cut to: it names the turn. */
export interface Turn extends Span {
  begins: number;
  userId: string;
}

const UNIT_MS: Record<Unit, number> = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS };

/**
 * The turns of a layer, in its own zone or else the schedule's. Throws a RangeError when start or count are none.
 */
export function rotationOf(layer: Layer, zone: string): Rotation {
  const first = wallOf(layer.start);
  const step = layer.every.count * UNIT_MS[layer.every.unit];
  if (Number.isNaN(first) || !(step >= HOUR_MS)) throw new RangeError("Not a start and a length of turns.");
  return { clock: clockOf(layer.zone ?? zone), first, step, members: layer.members };
}

/** The instant of hand-over k. Not monotone: walls that a change skips are moved past walls that it does not. */
export function handOver(rotation: Rotation, turn: number): number {
  return instantOf(rotation.clock, rotation.first + turn * rotation.step);
}

/**
 * Which turn it is at an instant: the last one whose hand-over has come, so one that a clock change swallowed is
 * passed over. Null before the first hand-over. Starts at the latest wall the clocks can have shown by then, and goes
 * down by no more turns than a clock change can hold.
 */
export function turnAt(rotation: Rotation, at: number): number | null {
  const latest = at + furthestAhead(rotation.clock, at);
  let turn = Math.floor((latest - rotation.first) / rotation.step);
  while (turn >= 0 && handOver(rotation, turn) > at) turn -= 1;
  return turn < 0 ? null : turn;
}

/** Whose turn number k is; null without members. */
export function memberOf(rotation: Rotation, turn: number): string | null {
  return rotation.members[turn % rotation.members.length] ?? null;
}

/** All turns between two instants, ascending, cut to them; none before the first hand-over, none of zero length. */
export function turnsIn(rotation: Rotation, span: Span): Turn[] {
  if (rotation.members.length === 0) return [];
  const earliest = turnAt(rotation, span.from) ?? 0;
  const turns: Turn[] = [];
  let to = span.to;
  // Downwards: a turn ends where the first of all later ones begins.
  for (let turn = turnAt(rotation, span.to) ?? -1; turn >= earliest; turn--) {
    const begins = handOver(rotation, turn);
    if (begins >= to) continue;
    const userId = memberOf(rotation, turn);
    if (userId !== null) turns.push({ from: Math.max(begins, span.from), to, begins, userId });
    to = begins;
  }
  return turns.reverse();
}
