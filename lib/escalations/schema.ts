import { z } from "zod";
import { id, text, version } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { CAUSES, SEVERITIES, TARGET_KINDS } from "./model.ts";

const named = z.object({ id: z.string(), name: z.string() });

export const PageDto = z.object({
  user: named,
  because: z.string(),
  at: z.string(),
  /** When they saw it in their inbox. */
  seenAt: z.string().nullable(),
  /** Each attempt at bringing it, with what came of it. */
  deliveries: z.array(
    z.object({ channel: z.string(), outcome: z.string(), answer: z.string(), at: z.string() }),
  ),
});
export type PageDto = z.infer<typeof PageDto>;

export const StepDto = z.object({
  round: z.number(),
  /** From 1; null for the last resort, when no level reached anybody. */
  level: z.number().nullable(),
  plannedAt: z.string().nullable(),
  firedAt: z.string().nullable(),
  /** planned: still to come; paged; nobody: it reached nobody and the next followed at once. */
  outcome: z.enum(["planned", "paged", "nobody"]),
  late: z.boolean(),
  /** Whom the level means, in words. */
  targets: z.array(z.string()),
  /** Whom it would call if it fired now; of planned levels only. */
  would: z.array(named),
  pages: z.array(PageDto),
});
export type StepDto = z.infer<typeof StepDto>;

export const EscalationDto = z.object({
  id: z.string(),
  cause: z.enum(CAUSES),
  reason: z.string(),
  by: named.nullable(),
  policy: named.nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  endReason: z.string().nullable(),
  endedBy: named.nullable(),
  round: z.number(),
  /** Null: until acknowledged. */
  rounds: z.number().nullable(),
  /** When the next level fires; null: it has ended, or its rounds are over. */
  nextAt: z.string().nullable(),
  steps: z.array(StepDto),
  /** Everybody it called, oldest first. */
  pages: z.array(PageDto.omit({ deliveries: true })),
});
export type EscalationDto = z.infer<typeof EscalationDto>;

/** What waits while somebody has it. */
export const WatchDto = z.object({
  ackDueAt: z.string().nullable(),
  backstopAt: z.string().nullable(),
});
export type WatchDto = z.infer<typeof WatchDto>;

const severity = z.enum(SEVERITIES, "Choose P0, P1, P2, P3 or P4.");
const seconds = (least: number, most: number, what: string) =>
  z
    .int({ error: `${what} must be a whole number of seconds.` })
    .min(least, `${what}: the least is ${least} s.`)
    .max(most, `${what}: the most is ${most} s.`);
const DAY = 86_400;
const clock = z
  .string({ error: "Give a time as HH:MM." })
  .max(5, { error: "Give a time as HH:MM.", abort: true })
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "Give a time as HH:MM.");

const bound = (most: number, what: string) =>
  z
    .number({ error: `${what} must be a number.` })
    .min(0, `${what}: the least is 0.`)
    .max(most, `${what}: the most is ${most}.`);

export const ConditionInput = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("severity"), in: z.array(severity).min(1).max(5) }),
    z.strictObject({
      kind: z.literal("weekday"),
      days: z.array(z.int("Weekdays are 1 (Monday) to 7.").min(1).max(7)).min(1).max(7),
    }),
    z.strictObject({
      kind: z.literal("service-hours"),
      is: z.enum(["inside", "outside"], "Choose inside or outside."),
    }),
    z.strictObject({ kind: z.literal("local-hour"), from: clock, to: clock }),
    z
      .strictObject({
        kind: z.literal("impact"),
        usersPct: bound(100, "The share of users").optional(),
        tenants: bound(1e9, "The number of tenants").optional(),
        failures: bound(1e9, "The number of failures").optional(),
        performancePct: bound(1000, "The performance").optional(),
      })
      .refine((given) => Object.keys(given).length > 1, "Give at least one bound."),
  ],
  "Choose severity, weekday, service-hours, local-hour or impact.",
);
const conditions = z.array(ConditionInput).max(10, "At most 10 conditions.");

export const TargetInput = z.strictObject({
  kind: z.enum(TARGET_KINDS, `Choose ${TARGET_KINDS.join(", ")}.`),
  /** User, team, schedule or channel id, or a duty role's key. */
  id: text(80, "The id").optional(),
});
export const LevelInput = z.strictObject({
  /** Counts from the level before. */
  delaySeconds: seconds(0, 7 * DAY, "The wait"),
  targets: z.array(TargetInput).min(1, "Name at least one target.").max(20, "At most 20 targets."),
  conditions: conditions.optional(),
});

const fields = {
  name: text(120, "The name"),
  serviceId: id.nullish(),
  levels: z.array(LevelInput).min(1, "A policy needs a level.").max(20, "At most 20 levels."),
  roundSeconds: seconds(60, DAY, "The wait between rounds"),
  /** Absent or null: until acknowledged. */
  rounds: z.int("Rounds are a whole number.").min(1).max(100).nullable(),
  ackTimeoutSeconds: seconds(60, 7 * DAY, "The acknowledgement timeout").nullable(),
  backstopSeconds: seconds(60, 7 * DAY, "The backstop").nullable(),
  severities: z.array(severity).min(1, "Choose at least one severity.").max(5),
  conditions,
};

export const CreatePolicy = z.strictObject({
  ...fields,
  teamId: id,
  roundSeconds: fields.roundSeconds.optional(),
  rounds: fields.rounds.optional(),
  ackTimeoutSeconds: fields.ackTimeoutSeconds.optional(),
  backstopSeconds: fields.backstopSeconds.optional(),
  severities: fields.severities.default(["P0", "P1"]),
  conditions: conditions.default([]),
  /** true: put into force, or refuse; false: keep as a draft; absent: put into force if each level reaches a person. */
  activate: z.boolean().optional(),
});
export type CreatePolicy = z.infer<typeof CreatePolicy>;

export const EditPolicy = z.strictObject({
  version,
  name: fields.name.optional(),
  serviceId: fields.serviceId,
  levels: fields.levels.optional(),
  roundSeconds: fields.roundSeconds.optional(),
  rounds: fields.rounds.optional(),
  ackTimeoutSeconds: fields.ackTimeoutSeconds.optional(),
  backstopSeconds: fields.backstopSeconds.optional(),
  severities: fields.severities.optional(),
  conditions: conditions.optional(),
});
export type EditPolicy = z.infer<typeof EditPolicy>;
export type PolicyFields = z.infer<typeof LevelInput>;

export const ListPolicies = z.object({
  teamId: id.optional(),
  archived: z.string().max(10).optional(),
  limit,
  cursor,
});
export type ListPolicies = z.infer<typeof ListPolicies>;
export const PolicyParams = z.object({ id });

export const LackDto = z.object({ level: z.number(), words: z.string() });
export type LackDto = z.infer<typeof LackDto>;

const conditionDto = z.union([
  z.object({ kind: z.literal("severity"), in: z.array(severity) }),
  z.object({ kind: z.literal("weekday"), days: z.array(z.number()) }),
  z.object({ kind: z.literal("service-hours"), is: z.enum(["inside", "outside"]) }),
  z.object({ kind: z.literal("local-hour"), from: z.string(), to: z.string() }),
  z.object({
    kind: z.literal("impact"),
    usersPct: z.number().optional(),
    tenants: z.number().optional(),
    failures: z.number().optional(),
    performancePct: z.number().optional(),
  }),
]);

export const PolicyDto = z.object({
  id: z.string(),
  name: z.string(),
  team: named,
  service: named.nullable(),
  /** lacking: put into force, but a level reaches nobody just now: the next policy in line or the default judges. */
  state: z.enum(["draft", "active", "lacking", "archived"]),
  lacks: z.array(LackDto),
  /** Said, not refused: a person whose contact data nobody has confirmed. */
  warnings: z.array(z.string()),
  /** Duty roles it names that nobody fills in its team. */
  openRoles: z.array(z.object({ key: z.string(), name: z.string() })),
  severities: z.array(severity),
  conditions: z.array(conditionDto),
  levels: z.array(
    z.object({
      delaySeconds: z.number(),
      targets: z.array(z.object({ kind: z.string(), id: z.string().nullable(), label: z.string() })),
      conditions: z.array(conditionDto),
    }),
  ),
  roundSeconds: z.number(),
  rounds: z.number().nullable(),
  ackTimeoutSeconds: z.number().nullable(),
  backstopSeconds: z.number().nullable(),
  fromCatalogue: z.boolean(),
  version: z.number(),
  updatedAt: z.string(),
  abilities: z.object({ edit: z.boolean() }),
});
export type PolicyDto = z.infer<typeof PolicyDto>;

export const Preview = z.object({
  severity: severity.optional(),
  teamId: id.optional(),
  serviceId: id.optional(),
});
export const PreviewDto = z.object({
  at: z.string(),
  policy: named.nullable(),
  name: z.string(),
  steps: z.array(
    z.object({
      level: z.number().nullable(),
      /** After the start. */
      afterSeconds: z.number(),
      people: z.array(named.extend({ because: z.string(), by: z.array(z.string()) })),
      words: z.string(),
    }),
  ),
});
export type PreviewDto = z.infer<typeof PreviewDto>;
