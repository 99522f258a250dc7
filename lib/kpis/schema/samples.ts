import { z } from "zod";
import { id, instant, optionalText, text } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { figure, may, named } from "../schema.ts";

export const AddSample = z.strictObject({
  value: figure,
  at: instant.optional(),
  serviceId: id.nullish(),
  note: optionalText(1000, "The note").default(""),
  /** Class of a breakdown, user of a per-user count. */
  part: optionalText(200, "The part").default(""),
  /** The sample this one replaces. */
  correctsId: id.optional(),
});
export type AddSample = z.infer<typeof AddSample>;
export const VoidSample = z.strictObject({ reason: text(1000, "The reason") });
export const SampleParams = z.object({ key: z.string().max(80), id });
export const SampleQuery = z.object({
  serviceId: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor,
  limit,
});
type Given<T> = { [K in keyof T]?: T[K] | undefined };
export type SampleQuery = Given<z.infer<typeof SampleQuery>>;

export const SampleDto = z.object({
  id: z.string(),
  /** Of its KPI. */
  key: z.string(),
  at: z.string(),
  value: z.number(),
  service: named.nullable(),
  source: z.string(),
  part: z.string(),
  note: z.string(),
  by: named.nullable(),
  /** counts, replaced or void */
  state: z.string(),
  correctsId: z.string().nullable(),
  recordedAt: z.string(),
  /** Correcting it, or taking it back. */
  abilities: z.object({ correct: may }),
});
export type SampleDto = z.infer<typeof SampleDto>;
export const SampleList = z.object({
  items: z.array(SampleDto),
  nextCursor: z.string().nullable(),
  limit: z.number(),
});
