import { z } from "zod";
import { date, id, optionalText, storable, text, version } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { RUNBOOK_KINDS } from "./model.ts";

const short = (what: string) => text(500, what);
const command = text(2000, "The command");
const step = z.strictObject({
  step: short("The step"),
  service: text(80, "The service").optional(),
  command: command.optional(),
  platform: text(80, "The platform").optional(),
});
const many = <S extends z.ZodType>(item: S) => z.array(item).max(100, "At most 100.").default([]);

export const Content = z.strictObject({
  symptoms: many(short("The symptom")),
  diagnosis: many(step),
  fixes: many(
    z.strictObject({
      cause: short("The cause"),
      fix: short("The fix"),
      warning: short("The warning").optional(),
      opens: text(80, "What it opens").optional(),
    }),
  ),
  commands: many(
    z.strictObject({
      does: short("What it does"),
      command,
      platform: text(80, "The platform").optional(),
    }),
  ),
  steps: many(step),
  escalateIf: many(
    z.strictObject({
      metric: text(80, "The metric"),
      comparator: z.enum(["gt", "gte", "lt", "lte", "eq"], "Choose gt, gte, lt, lte or eq."),
      value: z.number("Give a number.").min(-1e12).max(1e12),
      unit: optionalText(40, "The unit").default(""),
    }),
  ),
});

const title = text(160, "The title");
const kind = z.enum(RUNBOOK_KINDS, "Choose response, recovery or reference.");
const triggers = z.array(text(80, "The metric")).max(20, "At most 20 metrics.");
const notes = optionalText(20_000, "The notes");

export const CreateRunbook = z.strictObject({
  title,
  teamId: id.nullish(),
  kind: kind.default("response"),
  triggers: triggers.default([]),
  content: Content.default({
    symptoms: [],
    diagnosis: [],
    fixes: [],
    commands: [],
    steps: [],
    escalateIf: [],
  }),
  notes: notes.default(""),
});
export type CreateRunbook = z.infer<typeof CreateRunbook>;

export const EditRunbook = z.strictObject({
  version,
  title: title.optional(),
  kind: kind.optional(),
  triggers: triggers.optional(),
  content: Content.optional(),
  notes: notes.optional(),
});
export type EditRunbook = z.infer<typeof EditRunbook>;

export const ReviewRunbook = z.strictObject({ reviewBy: date.optional() });
export const ArchiveRunbook = z.strictObject({ archived: z.boolean("Say true or false.").default(true) });

export const RunbookFilter = z.object({
  q: z.string().max(200).optional(),
  kind: kind.optional(),
  teamId: id.optional(),
  metric: z.string().max(80).optional(),
  stale: z.enum(["true", "false"], "Say true or false.").optional(),
  archived: z.enum(["true", "false"], "Say true or false.").optional(),
  cursor,
  limit,
});
type Given<T> = { [K in keyof T]?: T[K] | undefined };
export type RunbookFilter = Given<z.infer<typeof RunbookFilter>>;
/** What the page's address holds; anything that is not right there is left out instead of refused. */
export const RunbooksPlace = z.object({
  q: z.string().max(200).refine(storable).optional().catch(undefined),
  kind: kind.optional().catch(undefined),
  teamId: id.optional().catch(undefined),
  stale: z.literal("true").optional().catch(undefined),
  archived: z.literal("true").optional().catch(undefined),
  cursor: cursor.catch(undefined),
});

export const RunbookParams = z.object({ id });
export const VersionParams = z.object({
  id,
  version: z.string().regex(/^\d{1,9}$/, "This is not a version."),
});

const named = z.object({ id: z.string(), name: z.string() });
const may = z.union([z.literal(true), z.object({ because: z.string() })]);

export const RunbookSummary = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  team: named.nullable(),
  profileKey: z.string().nullable(),
  triggers: z.array(z.string()),
  /** How many steps, fixes and commands it holds. */
  size: z.object({ steps: z.number(), fixes: z.number(), commands: z.number() }),
  reviewedAt: z.string().nullable(),
  reviewDue: z.string(),
  stale: z.boolean(),
  archivedAt: z.string().nullable(),
  updatedAt: z.string(),
  version: z.number(),
});
export type RunbookSummary = z.infer<typeof RunbookSummary>;

export const RunbookDto = RunbookSummary.extend({
  content: z.object({
    symptoms: z.array(z.string()),
    diagnosis: z.array(z.record(z.string(), z.string())),
    fixes: z.array(z.record(z.string(), z.string())),
    commands: z.array(z.record(z.string(), z.string())),
    steps: z.array(z.record(z.string(), z.string())),
    escalateIf: z.array(
      z.object({ metric: z.string(), comparator: z.string(), value: z.number(), unit: z.string() }),
    ),
  }),
  notes: z.string(),
  updatedBy: named.nullable(),
  abilities: z.object({ edit: may, archive: may, review: may }),
});
export const RunbookList = z.object({
  items: z.array(RunbookSummary),
  nextCursor: z.string().nullable(),
  limit: z.number(),
});
export const RunbookVersionDto = z.object({
  version: z.number(),
  title: z.string(),
  editor: named.nullable(),
  at: z.string(),
});
