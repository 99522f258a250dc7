import { z } from "zod";
import { id, instant } from "#lib/platform/input.ts";
import { JudgedBy, named, number, periodDto, status } from "../schema.ts";

const days = z
  .string()
  .regex(/^\d{1,4}$/, "Give days as a number.")
  .transform(Number)
  .refine((value) => value >= 1 && value <= 1830, "Give 1 to 1830 days.")
  .optional();
export const OverviewQuery = z.object({ serviceId: id.optional(), days, to: instant.optional() });
export type OverviewQuery = z.infer<typeof OverviewQuery>;

/** What the page's address holds; anything that is not right there is left out instead of refused. */
export const BoardQuery = z.object({
  service: id.optional().catch(undefined),
  days: z.coerce.number().int().min(1).max(1830).optional().catch(undefined),
  kpi: z.string().max(80).optional().catch(undefined),
  compare: z.literal("before").optional().catch(undefined),
  asOf: instant.optional().catch(undefined),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

export const CardDto = z.object({
  key: z.string(),
  name: z.string(),
  group: z.string(),
  unit: z.string(),
  aggregation: z.string(),
  source: z.string(),
  value: number,
  status,
  judgedBy: JudgedBy,
  change: number,
  /** Whether the change is good: better, worse or same; null when nothing says so. */
  changeIs: z.enum(["better", "worse", "same"]).nullable(),
  label: z.string().nullable(),
  spark: z.array(number),
  /** The newest value there is, when the period has none. */
  last: z.object({ value: z.number(), at: z.string() }).nullable(),
  /** It has values at all, in the period, before it or ever. */
  everMeasured: z.boolean(),
});
export type CardDto = z.infer<typeof CardDto>;

export const OverviewDto = z.object({
  period: periodDto,
  days: z.number(),
  zone: z.string(),
  service: named.nullable(),
  sentence: z.string(),
  cards: z.array(CardDto),
});
export type OverviewDto = z.infer<typeof OverviewDto>;
