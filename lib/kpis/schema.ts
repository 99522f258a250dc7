import { z } from "zod";
import { id, instant, optionalText, text, version } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { KPI_STATUSES } from "./model/judgement.ts";
import { AGGREGATIONS } from "./model.ts";

export const COMPARATORS = ["lt", "lte", "gt", "gte", "eq", "between"] as const;
export const DIRECTIONS = ["higher_is_better", "lower_is_better", "track"] as const;
export const BUCKETS = ["hour", "day", "week", "month"] as const;

const key = z
  .string({ error: "Give a key, for example api-response-p95." })
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$/,
    "A key is small letters, digits and hyphens, at most 80 of them.",
  );
const figure = z
  .number({ error: "Give a number." })
  .min(-1e15, "This number is too small to be kept.")
  .max(1e15, "This number is too large to be kept.");
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

export const KeyParams = z.object({ key: z.string().max(80) });
export const TargetParams = z.object({ key: z.string().max(80), serviceId: id });
export const SampleParams = z.object({ key: z.string().max(80), id });

const period = {
  /** First instant of the period; absent: the KPI's window before `to`. */
  from: instant.optional(),
  to: instant.optional(),
  serviceId: id.optional(),
  /** Recompute as it was known at this instant. */
  asOf: instant.optional(),
};
export const TrendQuery = z.object({
  ...period,
  bucket: z.enum(BUCKETS, "Choose hour, day, week or month.").optional(),
});
export type TrendQuery = z.infer<typeof TrendQuery>;
export const EvidenceQuery = z.object(period);
export type EvidenceQuery = z.infer<typeof EvidenceQuery>;

const days = z
  .string()
  .regex(/^\d{1,4}$/, "Give days as a number.")
  .transform(Number)
  .refine((value) => value >= 1 && value <= 1830, "Give 1 to 1830 days.")
  .optional();
export const OverviewQuery = z.object({ serviceId: id.optional(), days, to: instant.optional() });
export type OverviewQuery = z.infer<typeof OverviewQuery>;
export const SampleQuery = z.object({
  serviceId: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor,
  limit,
});
type Given<T> = { [K in keyof T]?: T[K] | undefined };
export type SampleQuery = Given<z.infer<typeof SampleQuery>>;
export const ListQuery = z.object({
  group: z.string().max(60).optional(),
  archived: z.enum(["true", "false"], "Say true or false.").optional(),
});

/** What the page's address holds; anything that is not right there is left out instead of refused. */
export const BoardQuery = z.object({
  service: id.optional().catch(undefined),
  days: z.coerce.number().int().min(1).max(1830).optional().catch(undefined),
  kpi: z.string().max(80).optional().catch(undefined),
  compare: z.literal("before").optional().catch(undefined),
  asOf: instant.optional().catch(undefined),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

const named = z.object({ id: z.string(), name: z.string() });
const may = z.union([z.literal(true), z.object({ because: z.string() })]);
const number = z.number().nullable();
const periodDto = z.object({ from: z.string(), to: z.string() });

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

const status = z.enum(KPI_STATUSES);
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

export const EvidenceRow = z.object({
  id: z.string(),
  at: z.string(),
  value: number,
  label: z.string(),
  url: z.string().nullable(),
  note: z.string(),
});
export type EvidenceRow = z.infer<typeof EvidenceRow>;

export const EvidenceDto = z.object({
  key: z.string(),
  name: z.string(),
  unit: z.string(),
  period: periodDto,
  asOf: z.string(),
  service: named.nullable(),
  value: number,
  status,
  judgedBy: JudgedBy,
  /** What is computed over what, ready to be shown as code. */
  expression: z.string(),
  formula: z.string(),
  counted: z.number(),
  leftOut: z.array(z.object({ reason: z.string(), count: z.number() })),
  /** Facts beside the number: median, p95, how many the declarer acknowledged. */
  facts: z.array(z.object({ label: z.string(), value: number, unit: z.string() })),
  /** Not yet acknowledged or resolved: beside the number, with the age in seconds. */
  waiting: z.array(z.object({ id: z.string(), label: z.string(), url: z.string(), ageSeconds: z.number() })),
  waitingCount: z.number(),
  /** "Slowest" or "Lowest": what the rows below are. */
  rowsTitle: z.string(),
  rows: z.array(EvidenceRow),
});
export type EvidenceDto = z.infer<typeof EvidenceDto>;

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
