import { z } from "zod";
import { id, optionalText, text, version } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { ITEM_KINDS, NEEDS, STATES, STEP_KEYS } from "./model.ts";

export const DraftHandoff = z.strictObject({ scheduleId: id });
export type DraftHandoff = z.infer<typeof DraftHandoff>;

export const PrepareHandoff = z.strictObject({
  version,
  briefing: optionalText(10_000, "The briefing").optional(),
  /** Steps ticked (true) or taken back (false). */
  steps: z.partialRecord(z.enum(STEP_KEYS), z.boolean()).optional(),
  items: z
    .array(
      z.strictObject({
        id,
        goes: z.enum(["over", "keep"], "Choose over or keep.").optional(),
        note: optionalText(2000, "The note").optional(),
      }),
    )
    .max(500, "At most 500 items.")
    .optional(),
});
export type PrepareHandoff = z.infer<typeof PrepareHandoff>;

const query = z.strictObject({ item: id, text: text(2000, "The question") });
export const AcceptHandoff = z.strictObject({
  queries: z.array(query).max(100, "At most 100 questions.").default([]),
});
export type AcceptHandoff = z.infer<typeof AcceptHandoff>;
export const QueryItem = query;
export type QueryItem = z.infer<typeof QueryItem>;
export const AnswerItem = z.strictObject({ item: id, text: text(2000, "The answer") });
export type AnswerItem = z.infer<typeof AnswerItem>;
export const RefuseHandoff = z.strictObject({ reason: text(1000, "The reason") });
export type RefuseHandoff = z.infer<typeof RefuseHandoff>;

export const ListHandoffs = z.object({
  teamId: id.optional(),
  /** mine: to or from me; waiting: not accepted yet. */
  only: z.enum(["mine", "waiting"]).optional(),
  limit,
  cursor,
});
export type ListHandoffs = z.infer<typeof ListHandoffs>;
export const HandoffParams = z.object({ id });

const named = z.object({ id: z.string(), name: z.string() });

export const HandoffItemDto = z.object({
  id: z.string(),
  kind: z.enum(ITEM_KINDS),
  title: z.string(),
  url: z.string().nullable(),
  /** What stood there when it was signed. */
  facts: z.object({
    severity: z.string().optional(),
    status: z.string().optional(),
    number: z.string().optional(),
    openedAt: z.string().optional(),
    notesAt: z.string().nullable().optional(),
    next: z.string().optional(),
    done: z.number().optional(),
    total: z.number().optional(),
    dueAt: z.string().nullable().optional(),
    changedAt: z.string().optional(),
    service: z.string().optional(),
    /** What is still to be written of it. */
    needs: z.array(z.enum(NEEDS)).optional(),
  }),
  goes: z.enum(["over", "keep"]),
  note: z.string(),
  query: z.object({ text: z.string(), at: z.string() }).nullable(),
  answer: z.object({ text: z.string(), at: z.string() }).nullable(),
});
export type HandoffItemDto = z.infer<typeof HandoffItemDto>;

export const HandoffDto = z.object({
  id: z.string(),
  /** Null: nobody hands over. */
  from: named.nullable(),
  to: named,
  at: z.string(),
  graceEndsAt: z.string(),
  /** When the incoming shift ends. */
  until: z.string().nullable(),
  state: z.enum(STATES),
  schedules: z.array(z.object({ id: z.string(), name: z.string(), team: named })),
  briefing: z.string(),
  steps: z.array(z.object({ key: z.enum(STEP_KEYS), text: z.string(), at: z.string().nullable() })),
  items: z.array(HandoffItemDto),
  /** Open incidents the list had no room for. */
  unlisted: z.number(),
  submittedAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  /** Accepted after the grace time. */
  late: z.boolean(),
  refused: z.object({ at: z.string(), reason: z.string() }).nullable(),
  lapsedAt: z.string().nullable(),
  /** Who kept silent when the grace time ended. */
  silent: z.enum(["incoming", "both"]).nullable(),
  /** Who is rung beside the incoming person once it was not accepted in time. */
  leads: z.array(named),
  /** Pages of the services whose pager it is. */
  dashboards: z.array(z.object({ title: z.string(), url: z.string() })),
  version: z.number(),
  abilities: z.object({
    prepare: z.boolean(),
    submit: z.boolean(),
    accept: z.boolean(),
    query: z.boolean(),
    answer: z.boolean(),
    refuse: z.boolean(),
  }),
});
export type HandoffDto = z.infer<typeof HandoffDto>;
