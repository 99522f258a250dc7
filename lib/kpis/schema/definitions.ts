import { z } from "zod";
import { id, optionalText, text, version } from "#lib/platform/input.ts";
import { AGGREGATIONS } from "../model.ts";
import { figure, may, named, number } from "../schema.ts";

export const COMPARATORS = ["lt", "lte", "gt", "gte", "eq", "between"] as const;
export const DIRECTIONS = ["higher_is_better", "lower_is_better", "track"] as const;

const key = z
  .string({ error: "Give a key, for example api-response-p95." })
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$/,
    "A key is small letters, digits and hyphens, at most 80 of them.",
  );
const comparator = z.enum(COMPARATORS, "Choose lt, lte, gt, gte, eq or between.");
const windowDays = z.int("Give whole days.").min(1, "At least one day.").max(1830, "At most five years.");

const target = {
  target: figure.nullish(),
  targetMax: figure.nullish(),
  comparator: comparator.nullish(),
};

export const CreateKpi = z.strictObject({
  key: key.optional(),
  name: text(120, "The name"),
  group: text(60, "The group").default("own"),
  unit: text(40, "The unit"),
  aggregation: z.enum(AGGREGATIONS, "There is no such aggregation.").default("avg"),
  direction: z.enum(DIRECTIONS, "Say which direction is good, or track.").default("track"),
  metric: text(80, "The metric").nullish(),
  windowDays: windowDays.default(30),
  sourceText: optionalText(500, "The source").default(""),
  formula: optionalText(1000, "The formula").default(""),
  ...target,
});
export type CreateKpi = z.infer<typeof CreateKpi>;

export const EditKpi = z.strictObject({
  version,
  name: text(120, "The name").optional(),
  direction: z.enum(DIRECTIONS, "Say which direction is good, or track.").optional(),
  windowDays: windowDays.optional(),
  sourceText: optionalText(500, "The source").optional(),
  formula: optionalText(1000, "The formula").optional(),
  archived: z.boolean("Say true or false.").optional(),
  ...target,
});
export type EditKpi = z.infer<typeof EditKpi>;

/** `version` of the service's own target; absent when it has none yet. */
export const SetTarget = z.strictObject({ version: version.optional(), ...target });
export type SetTarget = z.infer<typeof SetTarget>;
export const TargetParams = z.object({ key: z.string().max(80), serviceId: id });
export const ListQuery = z.object({
  group: z.string().max(60).optional(),
  archived: z.enum(["true", "false"], "Say true or false.").optional(),
});

export const KpiDto = z.object({
  key: z.string(),
  name: z.string(),
  group: z.string(),
  metric: z.string().nullable(),
  unit: z.string(),
  aggregation: z.string(),
  direction: z.string(),
  source: z.string(),
  sourceText: z.string(),
  formula: z.string(),
  profileKey: z.string().nullable(),
  windowDays: z.number(),
  target: number,
  targetMax: number,
  comparator: z.string().nullable(),
  editedHere: z.boolean(),
  archivedAt: z.string().nullable(),
  version: z.number(),
  targets: z.array(
    z.object({
      service: named,
      target: number,
      targetMax: number,
      comparator: z.string().nullable(),
      version: z.number(),
    }),
  ),
  abilities: z.object({ edit: may, addSample: may }),
});
export type KpiDto = z.infer<typeof KpiDto>;
