import type { Layer, Override, Plan, PlannedShift } from "../model.ts";
import { byBeginning, type Judge, judgeAt, NOBODY_ABSENT, type Scheduled } from "./scheduled.ts";
import { cover, type Span, within } from "./spans.ts";
import { rotationOf, turnsIn } from "./turns.ts";
import { windowsIn } from "./windows.ts";

/** A stretch with its reason. Two that touch are one shift only when they are of the same turn. */
interface Piece extends Span, Scheduled {
  /** When the turn of a rotation began; null for an override and a gap. */
  begins: number | null;
}

interface Reign extends Span {
  judge: Judge;
}

/** Which rules decide when, overrides aside. */
function reignsIn(plan: Plan, whole: Span): Reign[] {
  const edges = [
    ...plan.versions.map((version) => version.validFrom.getTime()),
    ...plan.temporaries.flatMap((one) => [one.from.getTime(), one.to.getTime()]),
  ].filter((edge) => edge > whole.from && edge < whole.to);
  const reigns: Reign[] = [];
  for (const from of [whole.from, ...new Set(edges.sort((a, b) => a - b))]) {
    const judge = judgeAt(plan, from);
    const last = reigns.at(-1);
    if (last && last.judge.rules === judge.rules) continue;
    if (last) last.to = from;
    reigns.push({ from, to: whole.to, judge });
  }
  return reigns;
}

function ofLayer(
  layer: Layer,
  zone: string,
  { judge, ...span }: Reign,
  absent: ReadonlySet<string>,
): Piece[] {
  const rotation = rotationOf(layer, zone);
  const turns = turnsIn(rotation, span).filter((turn) => !absent.has(turn.userId));
  return within(turns, windowsIn(layer.restrictions, rotation.clock, span)).map((turn) => ({
    ...turn,
    source: judge.source,
    origin: judge.origin ?? layer.name,
    rules: judge.number,
  }));
}

/** One stretch of rules without holes: layer below layer, and nobody at the bottom. */
function ofReign(reign: Reign, absent: ReadonlySet<string>): Piece[] {
  const { judge, from, to } = reign;
  let pieces: Piece[] = [];
  for (const layer of judge.rules?.layers ?? []) {
    pieces = cover(pieces, ofLayer(layer, judge.rules?.zone ?? "UTC", reign, absent), reign);
  }
  const nobody = {
    from,
    to,
    userId: null,
    source: "gap",
    origin: null,
    rules: judge.number,
    begins: null,
  } as const;
  return cover(pieces, [nobody], reign);
}

function ofOverrides(overrides: readonly Override[], whole: Span): Piece[] {
  const pieces: Piece[] = [];
  let free = whole.from;
  for (const one of [...overrides].sort(byBeginning)) {
    const from = Math.max(one.from.getTime(), free);
    const to = Math.min(one.to.getTime(), whole.to);
    if (from >= to) continue;
    pieces.push({
      from,
      to,
      userId: one.userId,
      source: one.kind,
      origin: one.id,
      rules: null,
      begins: null,
    });
    free = to;
  }
  return pieces;
}

/** Whether one goes on where the other ends: the same person by the same turn, also when the rules were edited meanwhile. */
function goesOn(one: Piece, next: Piece): boolean {
  return (
    one.to === next.from &&
    one.userId === next.userId &&
    one.source === next.source &&
    one.origin === next.origin &&
    one.begins === next.begins
  );
}

function joined(pieces: readonly Piece[]): Piece[] {
  const shifts: Piece[] = [];
  for (const piece of pieces) {
    const last = shifts.at(-1);
    if (last && goesOn(last, piece)) last.to = piece.to;
    else shifts.push({ ...piece });
  }
  return shifts;
}

/**
 * The layout: who is scheduled when, from one instant to another, ascending and half-open, without gap or overlap
 * (stretches of nobody are shifts of their own). Says at every instant what `scheduledAt` says (S-052). A turn that
 * later rules go on with unchanged stays one shift; its `rules` are those at its beginning.
 * @param absent as for `scheduledAt`
 */
export function layOut(plan: Plan, from: Date, to: Date, absent = NOBODY_ABSENT): PlannedShift[] {
  const whole = { from: from.getTime(), to: to.getTime() };
  if (whole.to <= whole.from) return [];
  const ruled = reignsIn(plan, whole).flatMap((reign) => ofReign(reign, absent));
  return joined(cover(ofOverrides(plan.overrides, whole), ruled, whole)).map((piece) => ({
    userId: piece.userId,
    from: new Date(piece.from),
    to: new Date(piece.to),
    source: piece.source,
    origin: piece.origin,
    rules: piece.rules,
  }));
}
