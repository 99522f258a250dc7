/**
 * On-call: who is scheduled, and who holds the pager.
 *
 * Words: a **schedule** belongs to a team and is made of **layers**; a layer is one **rotation** of members in an order.
 * The first layer that has somebody at an instant decides; what is above covers what is below. A **temporary schedule**
 * replaces all layers for a span. An **override** puts one person (or, in words, nobody) on call for a span, above
 * everything. A **shift** is a stretch of one person, half-open: at 09:00 sharp the next one has begun. A **gap** is a
 * stretch of nobody.
 *
 * Two questions that are never mixed: **scheduled(t)**, a pure function of rules and instant, and **holder(t)**, who has
 * the pager: the scheduled person, except while a handoff is pending (`takesAt` of a shift lies after its beginning).
 *
 * Rules of a schedule are kept in versions. A version judges from its `validFrom` on; of several that have begun, the
 * one with the highest number does. So an edit changes what comes, never what was.
 *
 * Failure cases: a wall time that a clock change skips (the turn begins when the clock has moved on), one that comes
 * twice (once, the first time), a day that a zone skips (no turn of its own), a member who has left (nobody, shown as a
 * gap), two leads saving at once (the later one is told), a zone whose rules the database knows differently (health).
 */

/** What a rotation counts in. Hours, days and weeks are counted on the wall clock of the layer's zone. */
export const UNITS = ["hour", "day", "week"] as const;
export type Unit = (typeof UNITS)[number];

/** Part of a week in which a layer has somebody; `to` at or before `from` ends on the next day, "24:00" at midnight. */
export interface Restriction {
  /** ISO weekdays on which it begins, 1 is Monday. */
  days: number[];
  from: string;
  to: string;
}

export interface Layer {
  name: string;
  /** User ids in the order of their turns; one may stand in it several times. */
  members: string[];
  every: { unit: Unit; count: number };
  /** Wall time "2026-11-23T09:00" of the first hand-over: its time and weekday are those of all others. */
  start: string;
  /** IANA name; null: the schedule's. */
  zone: string | null;
  /** Empty: always. */
  restrictions: Restriction[];
}

/** Rules of a schedule: the first layer that has somebody decides. */
export interface Rules {
  zone: string;
  layers: Layer[];
}

/** Rules from an instant on. */
export interface RuleVersion extends Rules {
  number: number;
  validFrom: Date;
}

/** Rules that replace all others for a span, half-open. */
export interface TemporaryRules extends Rules {
  id: string;
  from: Date;
  to: Date;
}

/** override: put there by hand; cover and swap: agreed between colleagues; import: out of a calendar. */
export const OVERRIDE_KINDS = ["override", "cover", "swap", "import"] as const;
export type OverrideKind = (typeof OVERRIDE_KINDS)[number];

/** One person, or in words nobody (null), for a span, half-open. Overrides of a schedule never overlap. */
export interface Override {
  id: string;
  userId: string | null;
  from: Date;
  to: Date;
  kind: OverrideKind;
}

/** Everything that scheduled(t) is a function of. */
export interface Plan {
  versions: RuleVersion[];
  temporaries: TemporaryRules[];
  overrides: Override[];
}

/** Why this person: a layer's rotation, an override of one of its kinds, a temporary schedule, or nobody at all. */
export type ShiftSource = "rotation" | OverrideKind | "temporary" | "gap";

/** A stretch of one person, or of nobody (a gap, or an override to nobody). Half-open. */
export interface PlannedShift {
  userId: string | null;
  from: Date;
  to: Date;
  source: ShiftSource;
  /** The layer's name, or the id of the override; null for a gap. */
  origin: string | null;
  /** Number of the rules it came from; null: no rules yet. */
  rules: number | null;
}
