import { invalidField } from "#lib/platform/errors.ts";
import { type BucketUnit, bucketEdges, endOfLocalDay } from "#lib/platform/time.ts";
import { type Period, previousPeriod } from "../model.ts";

/** A period, the one before it, and the edges it is cut by; every query computes over exactly this. */
export interface Frame {
  period: Period;
  previous: Period;
  unit: BucketUnit;
  zone: string;
  /** Ascending; the first is `period.from`, the last `period.to`. */
  edges: Date[];
  /** Known at this instant: what came later is not there. */
  asOf: Date;
  /** `asOf` is in the past, so states are traced back instead of read. */
  historic: boolean;
}

const DAY_MS = 86_400_000;

/** Hours for two days, days for four months, weeks for two years, then months. */
function unitFor(period: Period): BucketUnit {
  const days = (period.to.getTime() - period.from.getTime()) / DAY_MS;
  if (days <= 2) return "hour";
  if (days <= 125) return "day";
  return days <= 740 ? "week" : "month";
}

/** The start of the local day `days - 1` days before the one that holds `at`: N days, today among them. */
function startOfWindow(at: Date, days: number, zone: string): Date {
  const endOfToday = endOfLocalDay(new Date(at.getTime() - 1), zone);
  const noon = new Date(endOfToday.getTime() - days * DAY_MS - DAY_MS / 2);
  return endOfLocalDay(noon, zone);
}

export interface FrameInput {
  now: Date;
  zone: string;
  windowDays: number;
  from?: string | undefined;
  to?: string | undefined;
  asOf?: string | undefined;
  unit?: BucketUnit | undefined;
}

/**
 * What is asked, as instants. Without `from` it is the window of local days that ends with `to`; without `to` it ends
 * now. Nothing after `asOf` counts.
 * @throws invalid for a period that is empty, or cut into too many parts
 */
export function frameOf(input: FrameInput): Frame {
  const { now, zone } = input;
  const asOf = input.asOf ? new Date(input.asOf) : now;
  if (asOf > now) throw invalidField("asOf", "This lies in the future.");
  const to = new Date(Math.min(asOf.getTime(), input.to ? Date.parse(input.to) : asOf.getTime()));
  const from = input.from ? new Date(input.from) : startOfWindow(to, input.windowDays, zone);
  if (from >= to) throw invalidField("from", "The period is empty: it must begin before it ends.");
  const period = { from, to };
  const unit = input.unit ?? unitFor(period);
  try {
    const inner = bucketEdges(from, to, unit, zone).filter((edge) => edge > from && edge < to);
    if (inner.length > 2000) throw new RangeError("too many");
    return {
      period,
      previous: previousPeriod(period),
      unit,
      zone,
      edges: [from, ...inner, to],
      asOf,
      historic: asOf < now,
    };
  } catch {
    throw invalidField("bucket", "The period has too many parts of this size; choose larger ones.");
  }
}

/** The edges with the period before in front: what the SQL of a series is cut by. */
export const allEdges = (frame: Frame): Date[] => [frame.previous.from, ...frame.edges];

/** One figure over some rows; no rows, no value. */
export interface Figure {
  value: number | null;
  count: number;
}
export const NOTHING: Figure = { value: null, count: 0 };

/** A KPI over a frame: the whole, the period before, and each bucket between two edges. */
export interface Series {
  total: Figure;
  previous: Figure;
  buckets: Figure[];
  statistics?: { median: number | null; p95: number | null; mean: number | null; count: number } | null;
  readings?: { worst: number | null; median: number | null } | null;
  classes?: Array<{ part: string; count: number }>;
}

/** Rows of a query grouped by bucket and by "in the period": puts each where it belongs. */
export function seriesFrom<R extends { n: number | null; inside: boolean | null }>(
  frame: Frame,
  rows: R[],
  figure: (row: R) => Figure,
): Series {
  const at = (n: number) => rows.find((row) => row.n === n);
  const whole = rows.find((row) => row.n === null && row.inside === true);
  const before = at(1);
  return {
    total: whole ? figure(whole) : NOTHING,
    previous: before ? figure(before) : NOTHING,
    buckets: frame.edges.slice(0, -1).map((_edge, index) => {
      const row = at(index + 2);
      return row ? figure(row) : NOTHING;
    }),
  };
}
