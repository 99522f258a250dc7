import { z } from "zod";
import { id, optionalText, text, version } from "#lib/platform/input.ts";
import { INCIDENT_TYPES, SEVERITIES, STATUSES } from "../model.ts";
import { httpUrl, Ref, severity } from "../schema.ts";

export const Report = z.strictObject({
  happened: optionalText(10_000, "What happened"),
  cause: optionalText(10_000, "The cause"),
  resolution: optionalText(10_000, "The resolution"),
});

export const Verb = z.strictObject({
  note: optionalText(5000, "The note").optional(),
  reason: optionalText(1000, "The reason").optional(),
  report: Report.partial().optional(),
  version: version.optional(),
});
export type Verb = z.infer<typeof Verb>;

export const ChangeSeverity = z.strictObject({
  severity,
  reason: optionalText(1000, "The reason").optional(),
});
export const Merge = z.strictObject({ intoId: id });
export const WatchFix = z.strictObject({
  /** Null: stop watching. */
  minutes: z
    .int("Watch for 5 to 10 minutes.")
    .min(5, "Watch for 5 to 10 minutes.")
    .max(10, "Watch for 5 to 10 minutes.")
    .nullable(),
});
export type WatchFix = z.infer<typeof WatchFix>;

export const EditIncident = z.strictObject({
  version,
  title: text(200, "The title").optional(),
  summary: optionalText(5000, "The summary").optional(),
  type: z.enum(INCIDENT_TYPES).optional(),
  private: z.boolean().optional(),
  assigneeId: id.nullable().optional(),
  externalUrl: httpUrl.nullable().optional(),
  report: Report.partial().optional(),
  impact: z
    .strictObject({
      usersPct: z.number().min(0).max(100).nullable().optional(),
      tenants: z.int().min(0).max(1e9).nullable().optional(),
      failures: z.int().min(0).max(1e9).nullable().optional(),
      performancePct: z.number().min(0).max(1000).nullable().optional(),
      money: optionalText(80).nullable().optional(),
    })
    .optional(),
});

export const ClockDto = z.object({
  name: z.string(),
  startedAt: z.string(),
  dueAt: z.string(),
  endedAt: z.string().nullable(),
  breachedAt: z.string().nullable(),
  /** Whose figure it runs by: severity, service, installation, "profile …"; null for clocks of before. */
  from: z.string().nullable(),
});
export type ClockDto = z.infer<typeof ClockDto>;

export const Abilities = z.object({
  acknowledge: z.boolean(),
  investigate: z.boolean(),
  mitigate: z.boolean(),
  resolve: z.boolean(),
  close: z.boolean(),
  reopen: z.boolean(),
  cancel: z.boolean(),
  note: z.boolean(),
  escalate: z.boolean(),
  raise: z.boolean(),
  lower: z.boolean(),
  assign: z.boolean(),
  edit: z.boolean(),
  merge: z.boolean(),
});
export type Abilities = z.infer<typeof Abilities>;

export const IncidentDto = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  summary: z.string(),
  severity: z.enum(SEVERITIES),
  status: z.enum(STATUSES),
  type: z.enum(INCIDENT_TYPES),
  source: z.string(),
  private: z.boolean(),
  teamId: z.string(),
  serviceId: z.string().nullable(),
  team: Ref,
  service: Ref.nullable(),
  commander: Ref.nullable(),
  assignee: Ref.nullable(),
  declaredBy: Ref.nullable(),
  acknowledgedBy: Ref.nullable(),
  openedAt: z.string(),
  acknowledgedAt: z.string().nullable(),
  investigatingAt: z.string().nullable(),
  mitigatedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  /** While mitigated: until when the fix is watched. */
  watchUntil: z.string().nullable(),
  acknowledgeBy: z.string().nullable(),
  respondBy: z.string().nullable(),
  updateBy: z.string().nullable(),
  clocks: z.array(ClockDto),
  mergedInto: z.object({ id: z.string(), number: z.number() }).nullable(),
  report: z.object({ happened: z.string(), cause: z.string(), resolution: z.string() }),
  impact: z.record(z.string(), z.unknown()),
  dedupKey: z.string().nullable(),
  externalUrl: z.string().nullable(),
  nextStatus: z.enum(STATUSES).nullable(),
  version: z.number(),
  abilities: Abilities,
});
export type IncidentDto = z.infer<typeof IncidentDto>;
