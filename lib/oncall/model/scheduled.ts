import type { Layer, Override, Plan, PlannedShift, Rules, RuleVersion, TemporaryRules } from "../model.ts";
import { memberOf, rotationOf, turnAt } from "./turns.ts";
import { isOn } from "./windows.ts";

/** Who is scheduled, or nobody, and what says so. */
export type Scheduled = Pick<PlannedShift, "userId" | "source" | "origin" | "rules">;

export const NOBODY_ABSENT: ReadonlySet<string> = new Set();

/** Rules that decide at some instant, and what a shift of theirs carries. */
export interface Judge {
  rules: Rules | null;
  source: "rotation" | "temporary";
  /** Id of a temporary schedule; null: the name of the layer says it. */
  origin: string | null;
  /** Number of the version; null for a temporary schedule, and before the first version. */
  number: number | null;
}

function latestVersion(versions: readonly RuleVersion[], at: number): RuleVersion | null {
  let best: RuleVersion | null = null;
  for (const version of versions) {
    if (version.validFrom.getTime() <= at && version.number > (best?.number ?? -1)) best = version;
  }
  return best;
}

/** Of temporary schedules that overlap, the one made last decides: ids grow. */
function latestTemporary(temporaries: readonly TemporaryRules[], at: number): TemporaryRules | null {
  let best: TemporaryRules | null = null;
  for (const one of temporaries) {
    const covers = one.from.getTime() <= at && at < one.to.getTime();
    if (covers && one.id > (best?.id ?? "")) best = one;
  }
  return best;
}

/** Which rules decide at an instant, overrides aside: a temporary schedule, else the latest version that has begun. */
export function judgeAt(plan: Plan, at: number): Judge {
  const temporary = latestTemporary(plan.temporaries, at);
  if (temporary) return { rules: temporary, source: "temporary", origin: temporary.id, number: null };
  const version = latestVersion(plan.versions, at);
  return { rules: version, source: "rotation", origin: null, number: version?.number ?? null };
}

/** Overrides do not overlap; should they, the one that began first stays until its end. */
export function byBeginning(one: Override, other: Override): number {
  return one.from.getTime() - other.from.getTime() || (one.id < other.id ? -1 : 1);
}

function overrideAt(overrides: readonly Override[], at: number): Override | null {
  let best: Override | null = null;
  for (const one of overrides) {
    const covers = one.from.getTime() <= at && at < one.to.getTime();
    if (covers && (best === null || byBeginning(one, best) < 0)) best = one;
  }
  return best;
}

function onLayer(layer: Layer, zone: string, at: number): string | null {
  const rotation = rotationOf(layer, zone);
  const turn = turnAt(rotation, at);
  if (turn === null || !isOn(layer.restrictions, rotation.clock, at)) return null;
  return memberOf(rotation, turn);
}

/**
 * scheduled(t): who is on call by the rules at an instant, whoever holds the pager. Overrides lie above temporary
 * schedules, these above the version of the rules that has begun last; in it, the first layer that has somebody decides.
 * @param absent people who cannot be on call any more: in a rotation they are nobody, and the next layer decides. An
 * override stands as it was said, also to one of them.
 */
export function scheduledAt(plan: Plan, at: Date, absent = NOBODY_ABSENT): Scheduled {
  const instant = at.getTime();
  const override = overrideAt(plan.overrides, instant);
  if (override) return { userId: override.userId, source: override.kind, origin: override.id, rules: null };
  const judge = judgeAt(plan, instant);
  for (const layer of judge.rules?.layers ?? []) {
    const userId = onLayer(layer, judge.rules?.zone ?? "UTC", instant);
    if (userId === null || absent.has(userId)) continue;
    return { userId, source: judge.source, origin: judge.origin ?? layer.name, rules: judge.number };
  }
  return { userId: null, source: "gap", origin: null, rules: judge.number };
}
