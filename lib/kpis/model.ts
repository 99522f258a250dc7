/**
 * KPIs, in the room's own words:
 * - definition: key, unit, aggregation, window, target with its comparator, direction, source
 * - sample: one value at one time; a correction names the sample it replaces
 * - bucket: the samples between two edges of a trend; without samples its value is null, never zero or 100 %
 * - status: on target, near, missed, no data, or track only (no target)
 * - trend label: improving, stable or worsening
 * - computed KPI: made from incidents, checklists, postmortems and actions; exists in every installation
 * Pure: `now` and bucket edges are passed in.
 */
import type { Clock } from "#lib/incidents/model.ts";

export const AGGREGATIONS = [
  "avg",
  "median",
  "p95",
  "ratio",
  "sum",
  "count",
  "max",
  "last",
  "max-per-user-per-day",
  "count-by-class",
] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];
export const KPI_SOURCES = ["manual", "readings", "api", "computed"] as const;
export type KpiSource = (typeof KPI_SOURCES)[number];
export type KpiDirection = "higher_is_better" | "lower_is_better" | "track";
export type KpiComparator = "lt" | "lte" | "gt" | "gte" | "eq" | "between";
/** Window of a KPI that names none, in days (G-14). */
export const DEFAULT_WINDOW_DAYS = 30;

export interface Sample {
  id?: string | undefined;
  at: Date;
  value: number;
  /** Class of a breakdown, user of a per-user count, item of a reading. */
  part?: string | undefined;
  /** Requests behind a ratio in percent; absent: 1. */
  weight?: number | undefined;
  correctsId?: string | null | undefined;
  isVoid?: boolean | undefined;
}

/** What counts: samples neither replaced by a correction nor taken back. */
export function effectiveSamples<S extends Sample>(samples: readonly S[]): S[] {
  const replaced = new Set(samples.flatMap((sample) => (sample.correctsId ? [sample.correctsId] : [])));
  return samples.filter((sample) => !sample.isVoid && !(sample.id && replaced.has(sample.id)));
}

/** The value at or below which `share` of the values lie (nearest rank): always one that was measured. Null if empty. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** The middle value, or the mean of the two in the middle. Null if empty. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Part of a whole in percent; null when there is no whole: missing data is not 100 %. */
export function sharePct(part: number, whole: number): number | null {
  return whole <= 0 ? null : (part / whole) * 100;
}

export interface Statistics {
  median: number;
  p95: number;
  mean: number;
  count: number;
}

/** Median, p95, mean and count of raw values (seconds for MTTA and MTTR); null when there are none. */
export function statistics(values: readonly number[]): Statistics | null {
  const middle = median(values);
  const high = percentile(values, 0.95);
  const average = mean(values);
  if (middle === null || high === null || average === null) return null;
  return { median: middle, p95: high, mean: average, count: values.length };
}

/** Samples per class, most first (error types, severities). */
export function countByClass(samples: readonly Sample[]): { part: string; count: number }[] {
  const totals = new Map<string, number>();
  for (const sample of samples)
    totals.set(sample.part ?? "", (totals.get(sample.part ?? "") ?? 0) + sample.value);
  return [...totals]
    .map(([part, count]) => ({ part, count }))
    .sort((a, b) => b.count - a.count || a.part.localeCompare(b.part));
}

export type DayOf = (at: Date) => string;
const utcDay: DayOf = (at) => at.toISOString().slice(0, 10);

function maxPerUserPerDay(samples: readonly Sample[], dayOf: DayOf): number | null {
  const totals = new Map<string, number>();
  samples.forEach((sample, index) => {
    const key = sample.part ? `${dayOf(sample.at)} ${sample.part}` : `#${index}`;
    totals.set(key, (totals.get(key) ?? 0) + sample.value);
  });
  return totals.size === 0 ? null : Math.max(...totals.values());
}

function weightedMean(samples: readonly Sample[]): number | null {
  const weight = samples.reduce((sum, sample) => sum + (sample.weight ?? 1), 0);
  if (weight <= 0) return null;
  return samples.reduce((sum, sample) => sum + sample.value * (sample.weight ?? 1), 0) / weight;
}

/**
 * One number from the raw samples of a window; null when there are none. Percentiles come from raw values, never from
 * other percentiles; a ratio is weighted by what stands behind each percentage. `dayOf` names a local day.
 */
export function aggregate(
  kind: Aggregation,
  samples: readonly Sample[],
  dayOf: DayOf = utcDay,
): number | null {
  const values = samples.map((sample) => sample.value);
  switch (kind) {
    case "avg":
      return mean(values);
    case "median":
      return median(values);
    case "p95":
      return percentile(values, 0.95);
    case "ratio":
      return weightedMean(samples);
    case "sum":
    case "count-by-class":
      return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
    case "count":
      return values.length === 0 ? null : values.length;
    case "max":
      return values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value));
    case "last":
      return (
        samples.reduce<Sample | null>((last, one) => (last && last.at > one.at ? last : one), null)?.value ??
        null
      );
    case "max-per-user-per-day":
      return maxPerUserPerDay(samples, dayOf);
  }
}

/** Readings that are percentiles already are not put together as if they were raw: worst and median of them. */
export function percentileReadings(
  values: readonly number[],
  direction: KpiDirection,
): { worst: number; median: number } | null {
  const middle = median(values);
  if (middle === null) return null;
  return {
    worst: direction === "higher_is_better" ? Math.min(...values) : Math.max(...values),
    median: middle,
  };
}

// --- Windows and buckets -------------------------------------------------------------------------------------------

export interface Period {
  from: Date;
  to: Date;
}

const DAY_MS = 86_400_000;

/** The window that ends at `now`: from inclusive, to exclusive. */
export function windowEnding(now: Date, days: number = DEFAULT_WINDOW_DAYS): Period {
  return { from: new Date(now.getTime() - days * DAY_MS), to: now };
}

/** The period of the same length right before. */
export function previousPeriod(period: Period): Period {
  const length = period.to.getTime() - period.from.getTime();
  return { from: new Date(period.from.getTime() - length), to: period.from };
}

export interface Bucket {
  at: Date;
  to: Date;
  value: number | null;
  count: number;
}

/** Buckets between neighbouring edges (ascending), half-open; a bucket without samples has the value null. */
export function bucketise(
  samples: readonly Sample[],
  edges: readonly Date[],
  kind: Aggregation,
  dayOf: DayOf = utcDay,
): Bucket[] {
  const sorted = [...samples].sort((a, b) => a.at.getTime() - b.at.getTime());
  let next = sorted.findIndex((sample) => edges[0] !== undefined && sample.at >= edges[0]);
  return edges.slice(0, -1).map((at, index) => {
    const to = edges[index + 1] ?? at;
    const inside: Sample[] = [];
    for (let sample = sorted[next]; next >= 0 && sample && sample.at < to; sample = sorted[next]) {
      inside.push(sample);
      next += 1;
    }
    return { at, to, value: aggregate(kind, inside, dayOf), count: inside.length };
  });
}

/** Change against the period before, in the KPI's own unit; null when either is missing. */
export function change(current: number | null, previous: number | null): number | null {
  return current === null || previous === null ? null : current - previous;
}

// --- Judgement -----------------------------------------------------------------------------------------------------

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

// --- Computed KPIs -------------------------------------------------------------------------------------------------

export const COMPUTED_KPI_KEYS = [
  "mtta",
  "mttr",
  "incidents-by-severity",
  "respond-in-time",
  "checklist-completion",
  "checklist-on-time",
  "checklist-missed",
  "postmortems-on-time",
  "actions-on-time",
] as const;
export type ComputedKpiKey = (typeof COMPUTED_KPI_KEYS)[number];

export interface ComputedKpi {
  key: ComputedKpiKey;
  name: string;
  group: "response" | "routine" | "learning";
  unit: string;
  aggregation: Aggregation;
  direction: KpiDirection;
  windowDays: number;
  comparator: KpiComparator | null;
  target: number | null;
  /** One sentence: what is counted, and what is left out. */
  formula: string;
}

const LEFT_OUT = "Cancelled, merged, private and exercise incidents are left out.";

function computed(kpi: Omit<ComputedKpi, "windowDays" | "comparator" | "target">): ComputedKpi {
  return { ...kpi, windowDays: DEFAULT_WINDOW_DAYS, comparator: null, target: null };
}

/** What every installation has, whatever profile is loaded; no target by default (G-05). */
export const COMPUTED_KPIS: readonly ComputedKpi[] = [
  computed({
    key: "mtta",
    name: "Time to acknowledge",
    group: "response",
    unit: "seconds",
    aggregation: "median",
    direction: "lower_is_better",
    formula: `Seconds from opening to the first acknowledgement, of incidents opened in the window: median, p95, mean and count. Resolved without acknowledgement counts as acknowledged then. ${LEFT_OUT}`,
  }),
  computed({
    key: "mttr",
    name: "Time to resolve",
    group: "response",
    unit: "seconds",
    aggregation: "median",
    direction: "lower_is_better",
    formula: `Seconds from opening to the last resolution, less the time it stood resolved, of incidents opened in the window: median, p95, mean and count. ${LEFT_OUT}`,
  }),
  computed({
    key: "incidents-by-severity",
    name: "Incidents by severity",
    group: "response",
    unit: "count",
    aggregation: "count-by-class",
    direction: "track",
    formula: `Incidents opened in the window, by their present severity. ${LEFT_OUT}`,
  }),
  computed({
    key: "respond-in-time",
    name: "Responded in time",
    group: "response",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula: `Respond clocks ended in time, divided by those ended or overdue, of incidents opened in the window. ${LEFT_OUT}`,
  }),
  computed({
    key: "checklist-completion",
    name: "Checklists completed",
    group: "routine",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula:
      "Runs completed, late ones too, divided by runs that fell due in the window. Skipped and not measured runs are left out.",
  }),
  computed({
    key: "checklist-on-time",
    name: "Checklists on time",
    group: "routine",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula:
      "Runs completed by their due time on the server's clock, divided by runs that fell due in the window. Skipped and not measured runs are left out.",
  }),
  computed({
    key: "checklist-missed",
    name: "Checklists missed",
    group: "routine",
    unit: "count",
    aggregation: "count",
    direction: "lower_is_better",
    formula:
      "Runs whose grace time ended in the window before they were completed; completing them later changes nothing.",
  }),
  computed({
    key: "postmortems-on-time",
    name: "Postmortems on time",
    group: "learning",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula:
      "Postmortems published by their due time, divided by those that fell due in the window. Private ones are left out.",
  }),
  computed({
    key: "actions-on-time",
    name: "Actions done on time",
    group: "learning",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    formula:
      "Action items done by the end of their due date, divided by those due in the window. Waived ones are left out.",
  }),
];

/** Whether a respond clock counts, and how: in time, late, or not yet (still running before its due time). */
export function respondOutcome(clock: Clock | null, now: Date): "in-time" | "late" | "open" | null {
  if (clock === null) return null;
  if (clock.breachedAt !== null || (clock.endedAt ?? now) > clock.dueAt) return "late";
  return clock.endedAt ? "in-time" : "open";
}

/** Clocks ended in time in percent of those ended or overdue; null when none did. */
export function respondInTimePct(clocks: readonly (Clock | null)[], now: Date): number | null {
  const outcomes = clocks.map((clock) => respondOutcome(clock, now));
  const inTime = outcomes.filter((outcome) => outcome === "in-time").length;
  return sharePct(inTime, inTime + outcomes.filter((outcome) => outcome === "late").length);
}
