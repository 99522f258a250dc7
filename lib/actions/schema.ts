import { z } from "zod";
import { date, id, optionalText, storable, text, version } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { ACTION_STATES, PRIORITIES, SOURCE_KINDS } from "./model.ts";

const priority = z.enum(PRIORITIES, "Choose high, normal or low.");
const title = text(200, "The title");
const detail = optionalText(5000, "The detail");

export const CreateAction = z.strictObject({
  title,
  teamId: id,
  detail: detail.default(""),
  serviceId: id.nullish(),
  ownerId: id.nullish(),
  dueOn: date.nullish(),
  priority: priority.default("normal"),
  source: z
    .strictObject({ kind: z.enum(["checklist-run", "incident"], "Name a checklist run or an incident."), id })
    .optional(),
});
export type CreateAction = z.infer<typeof CreateAction>;

export const EditAction = z.strictObject({
  version,
  title: title.optional(),
  detail: detail.optional(),
  serviceId: id.nullish(),
  ownerId: id.nullish(),
  dueOn: date.nullish(),
  priority: priority.optional(),
});
export type EditAction = z.infer<typeof EditAction>;

export const FinishAction = z.strictObject({ version: version.optional() });
export const WaiveAction = z.strictObject({ reason: text(1000, "The reason"), version: version.optional() });

const flag = z.enum(["true", "false"], "Say true or false.").optional();

export const ActionFilter = z.object({
  state: z.enum([...ACTION_STATES, "all"], "Choose open, done, waived or all.").optional(),
  mine: flag,
  overdue: flag,
  teamId: id.optional(),
  ownerId: id.optional(),
  sourceKind: z.enum(SOURCE_KINDS, "There is no such source.").optional(),
  sourceId: id.optional(),
  q: z.string().max(200).optional(),
  cursor,
  limit,
});
type Given<T> = { [K in keyof T]?: T[K] | undefined };
export type ActionFilter = Given<z.infer<typeof ActionFilter>>;

/** What the page's address holds; anything that is not right there is left out instead of refused. */
export const ActionsPlace = z.object({
  state: z.enum(["done", "waived"]).optional().catch(undefined),
  mine: z.literal("true").optional().catch(undefined),
  overdue: z.literal("true").optional().catch(undefined),
  teamId: id.optional().catch(undefined),
  sourceKind: z.enum(SOURCE_KINDS).optional().catch(undefined),
  q: z.string().max(200).refine(storable).optional().catch(undefined),
  cursor: cursor.catch(undefined),
  action: id.optional().catch(undefined),
});

export const ActionParams = z.object({ id });

const named = z.object({ id: z.string(), name: z.string() });
const may = z.union([z.literal(true), z.object({ because: z.string() })]);

export const ActionDto = z.object({
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  team: named,
  service: named.nullable(),
  owner: named.nullable(),
  /** A day in the team's zone, YYYY-MM-DD. */
  dueOn: z.string().nullable(),
  overdue: z.boolean(),
  priority: z.string(),
  state: z.string(),
  source: z.object({
    kind: z.string(),
    id: z.string().nullable(),
    label: z.string(),
    url: z.string().nullable(),
  }),
  waivedReason: z.string().nullable(),
  doneAt: z.string().nullable(),
  doneBy: named.nullable(),
  createdAt: z.string(),
  version: z.number(),
  abilities: z.object({ edit: may, done: may, reopen: may, waive: may }),
});
export type ActionDto = z.infer<typeof ActionDto>;
export const ActionList = z.object({
  items: z.array(ActionDto),
  nextCursor: z.string().nullable(),
  limit: z.number(),
});
