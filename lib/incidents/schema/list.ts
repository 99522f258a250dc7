import { z } from "zod";
import { date } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { SEVERITIES, STATUSES } from "../model.ts";
import { Ref } from "../schema.ts";
import { ClockDto } from "./incidents.ts";

const many = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .max(200)
    .transform((given) =>
      given.split(",").filter((one): one is T[number] => (values as readonly string[]).includes(one)),
    )
    .optional();

export const ListIncidents = z.object({
  limit,
  cursor,
  q: z.string().max(500).optional(),
  status: many([...STATUSES, "active"]),
  severity: many(SEVERITIES),
  teamId: z.guid().optional().catch(undefined),
  serviceId: z.guid().optional().catch(undefined),
  mine: z.string().optional(),
  from: date.optional().catch(undefined),
  to: date.optional().catch(undefined),
  undocumented: z.string().optional(),
});
export type ListIncidents = z.infer<typeof ListIncidents>;

export const IncidentRow = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  status: z.enum(STATUSES),
  team: Ref,
  service: Ref.nullable(),
  owner: Ref.nullable(),
  private: z.boolean(),
  openedAt: z.string(),
  resolvedAt: z.string().nullable(),
  clock: ClockDto.nullable(),
  version: z.number(),
});
export type IncidentRow = z.infer<typeof IncidentRow>;

export const SimilarDto = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  status: z.enum(STATUSES),
  openedAt: z.string(),
  /** The published one; `endedActions` are done or waived. */
  postmortem: z.object({ id: z.string(), openActions: z.number(), endedActions: z.number() }).nullable(),
});
export type SimilarDto = z.infer<typeof SimilarDto>;
