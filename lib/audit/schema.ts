import { z } from "zod";
import { id, instant, text } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { OUTCOMES } from "./model.ts";

/** An empty field of a filter form is no filter. */
const blank = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const ListAudit = z.object({
  limit,
  cursor,
  person: blank(id),
  /** The beginning of an action, literally: `incident.` finds all of incidents. */
  action: blank(z.string().max(80)),
  /** A kind, or `kind:id`. */
  subject: blank(z.string().max(200)),
  team: blank(id),
  outcome: blank(z.enum(OUTCOMES, "Choose done, refused or failed.")),
  from: blank(instant),
  to: blank(instant),
  /** `true`: only what administrators did in teams they do not belong to. */
  asAdmin: blank(z.enum(["true", "false"])),
});
export type ListAudit = z.output<typeof ListAudit>;

const Named = z.object({ id: z.string(), name: z.string() });

export const AuditDto = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  byToken: z.boolean(),
  asAdmin: z.boolean(),
  action: z.string(),
  outcome: z.enum(OUTCOMES),
  subject: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  team: Named.nullable(),
  requestId: z.string(),
  /** Null when it was redacted. */
  detail: z.record(z.string(), z.unknown()).nullable(),
  redactedAt: z.string().nullable(),
});
export type AuditDto = z.infer<typeof AuditDto>;

export const FailedSignInsDto = z.object({
  /** Null: the address belongs to nobody here. */
  person: Named.nullable(),
  email: z.string().nullable(),
  failures: z.number(),
  lastAt: z.string(),
  addresses: z.array(z.string()),
  lockedUntil: z.string().nullable(),
});
export type FailedSignInsDto = z.infer<typeof FailedSignInsDto>;

export const RefusalsDto = z.object({
  person: Named.nullable(),
  resource: z.string(),
  refusals: z.number(),
  lastAt: z.string(),
});
export type RefusalsDto = z.infer<typeof RefusalsDto>;

export const RedactAudit = z.strictObject({ reason: text(500, "The reason") });
export const AuditParams = z.object({ id });
