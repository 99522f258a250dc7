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
import { aggregate, type DayOf, type Sample, utcDay } from "./model/statistics.ts";

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
