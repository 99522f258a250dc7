import { z } from "zod";
import { JudgedBy, number, period, periodDto, status } from "../schema.ts";

export const BUCKETS = ["hour", "day", "week", "month"] as const;
export const TrendQuery = z.object({
  ...period,
  bucket: z.enum(BUCKETS, "Choose hour, day, week or month.").optional(),
});
export type TrendQuery = z.infer<typeof TrendQuery>;

const point = z.object({
  at: z.string(),
  to: z.string(),
  value: number,
  target: number,
  count: z.number(),
});
export type PointDto = z.infer<typeof point>;

const statistics = z.object({ median: number, p95: number, mean: number, count: z.number() });
export type StatisticsDto = z.infer<typeof statistics>;

export const TrendDto = z.object({
  key: z.string(),
  name: z.string(),
  unit: z.string(),
  aggregation: z.string(),
  direction: z.string(),
  source: z.string(),
  period: periodDto,
  bucket: z.string(),
  zone: z.string(),
  asOf: z.string(),
  value: number,
  count: z.number(),
  status,
  judgedBy: JudgedBy,
  points: z.array(point),
  previous: z.object({ from: z.string(), to: z.string(), value: number, count: z.number() }),
  change: number,
  /** improving, stable or worsening; null when there are too few readings. */
  label: z.string().nullable(),
  /** Buckets with a value, and those of them that missed the target. */
  measured: z.number(),
  missed: z.number(),
  /** Median, p95, mean and count, of the times of incidents. */
  statistics: statistics.nullable(),
  /** Readings that are percentiles already: the worst of them and their median. */
  readings: z.object({ worst: number, median: number }).nullable(),
  /** Totals per class: severities, kinds of error. */
  classes: z.array(z.object({ part: z.string(), count: z.number() })),
  /** P0 and P1 opened in the period, for the chart. */
  incidents: z.array(
    z.object({ id: z.string(), number: z.number(), severity: z.string(), openedAt: z.string() }),
  ),
});
export type TrendDto = z.infer<typeof TrendDto>;
