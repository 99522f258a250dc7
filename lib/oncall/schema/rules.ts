import { z } from "zod";
import { id, instant, optionalText, text, version, zone } from "#lib/platform/input.ts";
import { UNITS } from "../model.ts";
import { NamedDto, order, ordered, span } from "../schema.ts";

const clock = z
  .string({ error: "Give a time as HH:MM." })
  .max(5, { error: "Give a time as HH:MM.", abort: true })
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "Give a time as HH:MM.");
const wall = z
  .string({ error: "Give a local date and time, for example 2026-11-23T09:00." })
  .max(16, { error: "Give a local date and time, for example 2026-11-23T09:00.", abort: true })
  .regex(
    /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/,
    "Give a local date and time, for example 2026-11-23T09:00.",
  );

export const RestrictionInput = z.strictObject({
  /** Weekdays on which it begins, 1 is Monday. */
  days: z.array(z.int("Weekdays are 1 (Monday) to 7.").min(1).max(7)).min(1, "Choose a weekday.").max(7),
  from: clock,
  /** At or before `from`: on the next day. */
  to: clock,
});

export const LayerInput = z.strictObject({
  name: text(80, "The layer's name"),
  members: z.array(id).min(1, "A rotation needs somebody.").max(100, "At most 100 turns."),
  every: z.strictObject({
    unit: z.enum(UNITS, "Choose hour, day or week."),
    count: z.int("Give a whole number.").min(1, "The least is 1.").max(1000, "The most is 1000."),
  }),
  /** Wall time of the first hand-over; its time and weekday are those of all others. */
  start: wall,
  /** Null: the schedule's. */
  zone: zone.nullable().default(null),
  restrictions: z.array(RestrictionInput).max(50, "At most 50 hours.").default([]),
});
export type LayerInput = z.infer<typeof LayerInput>;
/** The layers of one set of rules. */
export const layers = z.array(LayerInput).max(20, "At most 20 layers.");

/** New rules, from now or from a later instant on. */
export const SetRules = z.strictObject({
  version,
  zone: zone.optional(),
  layers,
  validFrom: instant.optional(),
  reason: optionalText(500, "The reason").default(""),
});
export type SetRules = z.infer<typeof SetRules>;

export const AddTemporary = z
  .strictObject({
    version: version.optional(),
    ...span,
    zone: zone.optional(),
    layers: layers.min(1, "A temporary schedule needs a layer."),
    reason: optionalText(500, "The reason").default(""),
  })
  .refine(ordered, order);
export type AddTemporary = z.infer<typeof AddTemporary>;
export const TemporaryParams = z.object({ id, rulesId: id });

export const LayerDto = z.object({
  name: z.string(),
  members: z.array(NamedDto),
  every: z.object({ unit: z.enum(UNITS), count: z.number() }),
  start: z.string(),
  zone: z.string().nullable(),
  restrictions: z.array(z.object({ days: z.array(z.number()), from: z.string(), to: z.string() })),
});
export type LayerDto = z.infer<typeof LayerDto>;

export const RulesDto = z.object({
  id: z.string(),
  number: z.number(),
  validFrom: z.string(),
  /** Of a temporary schedule. */
  validTo: z.string().nullable(),
  zone: z.string(),
  layers: z.array(LayerDto),
  reason: z.string(),
  by: NamedDto.nullable(),
});
export type RulesDto = z.infer<typeof RulesDto>;
