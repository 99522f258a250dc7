import { z } from "zod";
import { id, instant } from "#lib/platform/input.ts";
import { KPI_STATUSES } from "./model/judgement.ts";

export const figure = z
  .number({ error: "Give a number." })
  .min(-1e15, "This number is too small to be kept.")
  .max(1e15, "This number is too large to be kept.");

export const KeyParams = z.object({ key: z.string().max(80) });

/** What a question of a number is narrowed to. */
export const period = {
  /** First instant of the period; absent: the KPI's window before `to`. */
  from: instant.optional(),
  to: instant.optional(),
  serviceId: id.optional(),
  /** Recompute as it was known at this instant. */
  asOf: instant.optional(),
};

export const named = z.object({ id: z.string(), name: z.string() });
/** Yes, or why not. */
export const may = z.union([z.literal(true), z.object({ because: z.string() })]);
/** A figure, or none. */
export const number = z.number().nullable();
export const periodDto = z.object({ from: z.string(), to: z.string() });

export const JudgedBy = z.object({
  comparator: z.string().nullable(),
  target: number,
  targetMax: number,
  /** "< 500 ms"; empty when there is none. */
  text: z.string(),
  /** Where the figure comes from: the service, its profile's preset, or the KPI. */
  from: z.string(),
});
export type JudgedBy = z.infer<typeof JudgedBy>;

export const status = z.enum(KPI_STATUSES);
