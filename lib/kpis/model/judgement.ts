import type { KpiComparator, KpiDirection, Period } from "../model.ts";

export interface Target {
  comparator?: KpiComparator | null | undefined;
  target?: number | null | undefined;
  /** Upper end of `between`. */
  targetMax?: number | null | undefined;
}
export const KPI_STATUSES = ["on-target", "near", "missed", "no-data", "track-only"] as const;
export type KpiStatus = (typeof KPI_STATUSES)[number];

export function hasTarget(target: Target): boolean {
  if (!target.comparator || typeof target.target !== "number") return false;
  return target.comparator !== "between" || typeof target.targetMax === "number";
}

/** Whether the value meets the target; a KPI without a target is always met. */
export function meetsTarget(target: Target, value: number): boolean {
  const limit = target.target;
  if (!hasTarget(target) || typeof limit !== "number") return true;
  switch (target.comparator) {
    case "lt":
      return value < limit;
    case "lte":
      return value <= limit;
    case "gt":
      return value > limit;
    case "gte":
      return value >= limit;
    case "eq":
      return value === limit;
    default:
      return value >= limit && value <= (target.targetMax ?? limit);
  }
}

/** How near counts as near, as a share of the room a good value has: our own figure, no guide names one. */
export const NEAR_SHARE = 0.1;

/**
 * The room between the target and the best value there can be: 0 for what should be small, 100 for a percentage that
 * should be large, the width for `between`. A tenth of 99.9 % would call every good month near.
 */
function room(target: Target, limit: number, unit: string): number {
  if (target.comparator === "between") return Math.abs((target.targetMax ?? limit) - limit);
  const wantsMore = target.comparator === "gt" || target.comparator === "gte";
  return wantsMore && unit.startsWith("percent") && limit < 100 ? 100 - limit : Math.abs(limit);
}

function isNear(target: Target, value: number, unit: string): boolean {
  const limit = target.target;
  if (typeof limit !== "number" || target.comparator === "eq") return false;
  const distances = [Math.abs(value - limit)];
  if (target.comparator === "between") distances.push(Math.abs((target.targetMax ?? limit) - value));
  return Math.min(...distances) < room(target, limit, unit) * NEAR_SHARE;
}

/** The verdict on one value. No data outranks everything; without a target a value is only tracked (S-076). */
export function judge(target: Target, value: number | null, unit = ""): KpiStatus {
  if (value === null) return "no-data";
  if (!hasTarget(target)) return "track-only";
  if (!meetsTarget(target, value)) return "missed";
  return isNear(target, value, unit) ? "near" : "on-target";
}

export type TrendLabel = "improving" | "stable" | "worsening";
/** So many steps in a row in one direction make a trend: our own default (G-12). */
export const TREND_STEPS = 3;

/**
 * Worsening: the last three readings were each worse than the one before; improving: each better; else stable. Missing
 * values are passed over. Null when there are fewer than four readings, or no direction is good.
 */
export function trendLabel(values: readonly (number | null)[], direction: KpiDirection): TrendLabel | null {
  if (direction === "track") return null;
  const last = values.filter((value) => value !== null).slice(-(TREND_STEPS + 1));
  if (last.length <= TREND_STEPS) return null;
  const sign = direction === "higher_is_better" ? 1 : -1;
  const steps = last.slice(1).map((value, index) => sign * (value - (last[index] ?? value)));
  if (steps.every((step) => step < 0)) return "worsening";
  return steps.every((step) => step > 0) ? "improving" : "stable";
}

/** Seconds of downtime that a target in percent leaves in a period, from its real length (C-24, S-070). */
export function downtimeBudgetSeconds(targetPct: number, period: Period): number {
  return ((100 - targetPct) / 100) * ((period.to.getTime() - period.from.getTime()) / 1000);
}
