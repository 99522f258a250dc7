import type { Aggregation, KpiDirection } from "../model.ts";

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
/** The day in UTC, where no zone is said. */
export const utcDay: DayOf = (at) => at.toISOString().slice(0, 10);

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
