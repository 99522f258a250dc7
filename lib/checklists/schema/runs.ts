import { z } from "zod";
import { date, id, text } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { RUN_STATES } from "../model/run.ts";
import type { ChecklistSection, EscalateRule } from "../model.ts";
import { Ability, Loose, Ref } from "../schema.ts";
import { ItemDto } from "./items.ts";

export const StartRun = z.strictObject({ templateId: id, trigger: text(200, "The trigger").optional() });
export const HandOver = z.strictObject({ userId: id });
export const SkipRun = z.strictObject({ reason: text(1000, "The reason") });

export const RUN_FILTERS = ["open", "due", "late", "missed", "done"] as const;
export const ListRuns = z.object({
  state: z.enum(RUN_FILTERS, "Choose open, due, late, missed or done.").optional(),
  teamId: id.optional(),
  serviceId: id.optional(),
  templateId: id.optional(),
  mine: z.enum(["true", "false"], "Say true or false.").optional(),
  from: date.optional(),
  limit,
  cursor,
});
export type ListRuns = z.output<typeof ListRuns>;

export const RunRow = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  templateId: z.string(),
  templateVersion: z.number(),
  team: Ref,
  service: Ref.nullable(),
  state: z.enum(RUN_STATES),
  startedBy: z.string(),
  cadence: z.string(),
  opensAt: z.string(),
  dueAt: z.string().nullable(),
  missedAt: z.string().nullable(),
  owner: Ref.nullable(),
  ownedAt: z.string().nullable(),
  assigned: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  /** Whose it is now; for the pager also why that person. */
  belongsTo: z.object({
    kind: z.enum(["person", "team", "nobody"]),
    id: z.string().nullable(),
    name: z.string(),
    because: z.string().nullable(),
  }),
  mine: z.boolean(),
  itemsTotal: z.number(),
  itemsDone: z.number(),
  estimateMinutes: z.object({ min: z.number(), max: z.number() }).nullable(),
  signOff: z.boolean(),
  awaitsSignOff: z.boolean(),
  completedAt: z.string().nullable(),
  completedBy: Ref.nullable(),
  signedOffAt: z.string().nullable(),
  signedOffBy: Ref.nullable(),
  skippedReason: z.string().nullable(),
  version: z.number(),
});
export type RunRow = z.infer<typeof RunRow>;

const LinkedIncident = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  severity: z.enum(["P0", "P1", "P2", "P3", "P4"]),
  status: z.string(),
  openedAt: z.string(),
  itemKey: z.string().nullable(),
});
export type LinkedIncident = z.infer<typeof LinkedIncident>;

const Reading = z.object({
  runId: z.string(),
  at: z.string(),
  value: z.number(),
  verdict: z.string().nullable(),
});
export type Reading = z.infer<typeof Reading>;

const Amendment = z.object({
  itemKey: z.string(),
  reason: z.string(),
  by: Ref.nullable(),
  at: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});

export const RunDto = RunRow.extend({
  /** As the run's own version has them, with the figures in force for its service. */
  sections: z.array(Loose),
  escalateIf: z.array(Loose),
  items: z.array(ItemDto),
  /** Item key → target, warn or critical → where that figure comes from, when it is not the template's own. */
  figureSources: z.record(z.string(), z.record(z.string(), z.string())),
  /** Item key → what history expects of a count, null without history (S-005). */
  expected: z.record(z.string(), z.number()),
  /** Item key → its readings in up to ten earlier runs, oldest first. */
  history: z.record(z.string(), z.array(Reading)),
  incidents: z.array(LinkedIncident),
  /** Open incidents of the same service that a breach may belong to. */
  openIncidents: z.array(LinkedIncident),
  followUps: z.array(
    z.object({ id: z.string(), title: z.string(), state: z.string(), owner: Ref.nullable() }),
  ),
  amendments: z.array(Amendment),
  note: z.string(),
  abilities: z.object({
    answer: Ability,
    take: Ability,
    handOver: Ability,
    complete: Ability,
    signOff: Ability,
    skip: Ability,
    amend: Ability,
  }),
});
export type RunDto = Omit<z.infer<typeof RunDto>, "sections" | "escalateIf"> & {
  sections: ChecklistSection[];
  escalateIf: EscalateRule[];
};
