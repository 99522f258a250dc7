import { z } from "zod";
import { ActionDto } from "#lib/actions/schema.ts";
import { date, id, instant, optionalText, storable, text, version } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { CAUSE_KINDS, POSTMORTEM_STATES, SECTION_KEYS } from "./model.ts";

const title = text(200, "The title");
const sectionText = z
  .string({ error: "The section must be text." })
  .max(50_000, "A section may have at most 50,000 characters.");

export const OpenPostmortem = z
  .strictObject({
    incidentId: id.optional(),
    title: title.optional(),
    teamId: id.optional(),
    serviceId: id.optional(),
  })
  .refine((input) => input.incidentId || (input.title && input.teamId), {
    error: "Name the incident, or a title and a team.",
    path: ["incidentId"],
  });
export type OpenPostmortem = z.infer<typeof OpenPostmortem>;

export const EditPostmortem = z.strictObject({
  version,
  title: title.optional(),
  ownerId: id.nullish(),
  dueAt: instant.nullish(),
  noCauseReason: optionalText(1000, "The reason").nullish(),
  noActionReason: optionalText(1000, "The reason").nullish(),
});
export type EditPostmortem = z.infer<typeof EditPostmortem>;

/** `was` is the text the writer started from: somebody else's words are never overwritten unseen. */
export const SaveSection = z.strictObject({ text: sectionText, was: sectionText });
export type SaveSection = z.infer<typeof SaveSection>;

const causeText = text(1000, "The cause");
const causeKind = z.enum(CAUSE_KINDS, "Choose trigger, contributing or detection.");
export const AddCause = z.strictObject({ text: causeText, kind: causeKind.default("contributing") });
export const EditCause = z.strictObject({ text: causeText.optional(), kind: causeKind.optional() });

export const AddPostmortemAction = z.strictObject({
  title: text(200, "The title"),
  detail: optionalText(5000, "The detail").default(""),
  ownerId: id.nullish(),
  dueOn: date.nullish(),
  priority: z.enum(["high", "normal", "low"], "Choose high, normal or low.").default("normal"),
});
export type AddPostmortemAction = z.infer<typeof AddPostmortemAction>;

export const MovePostmortem = z.strictObject({ version: version.optional() });
export const SendBack = z.strictObject({ reason: text(1000, "The reason"), version: version.optional() });

export const PostmortemFilter = z.object({
  state: z.enum([...POSTMORTEM_STATES, "all"], "Choose draft, in-review, published or all.").optional(),
  overdue: z.enum(["true", "false"], "Say true or false.").optional(),
  mine: z.enum(["true", "false"], "Say true or false.").optional(),
  teamId: id.optional(),
  serviceId: id.optional(),
  q: z.string().max(200).optional(),
  cursor,
  limit,
});
type Given<T> = { [K in keyof T]?: T[K] | undefined };
export type PostmortemFilter = Given<z.infer<typeof PostmortemFilter>>;
/** What the page's address holds; anything that is not right there is left out instead of refused. */
export const PostmortemsPlace = z.object({
  state: z.enum(POSTMORTEM_STATES).optional().catch(undefined),
  overdue: z.literal("true").optional().catch(undefined),
  mine: z.literal("true").optional().catch(undefined),
  teamId: id.optional().catch(undefined),
  q: z.string().max(200).refine(storable).optional().catch(undefined),
  cursor: cursor.catch(undefined),
});

export const PostmortemParams = z.object({ id });
export const SectionParams = z.object({ id, section: z.enum(SECTION_KEYS, "There is no such section.") });
export const CauseParams = z.object({ id, causeId: id });
export const OwedFilter = z.object({ limit });

const named = z.object({ id: z.string(), name: z.string() });
const may = z.union([z.literal(true), z.object({ because: z.string() })]);
const incident = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  severity: z.string(),
  status: z.string(),
  openedAt: z.string(),
  resolvedAt: z.string().nullable(),
});

export const PostmortemRow = z.object({
  id: z.string(),
  title: z.string(),
  state: z.string(),
  team: named,
  service: named.nullable(),
  owner: named.nullable(),
  incident: incident.nullable(),
  private: z.boolean(),
  dueAt: z.string().nullable(),
  overdue: z.boolean(),
  actions: z.object({ open: z.number(), total: z.number() }),
  publishedAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
});
export type PostmortemRow = z.infer<typeof PostmortemRow>;

export const CauseDto = z.object({ id: z.string(), text: z.string(), kind: z.string() });
export type CauseDto = z.infer<typeof CauseDto>;

export const PostmortemDto = PostmortemRow.omit({ actions: true }).extend({
  sections: z.object(Object.fromEntries(SECTION_KEYS.map((key) => [key, z.string()]))),
  causes: z.array(CauseDto),
  actions: z.array(ActionDto),
  timeline: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      text: z.string(),
      kind: z.string(),
      actor: named.nullable(),
      /** A step of the incident itself, not an entry somebody starred. */
      milestone: z.boolean(),
    }),
  ),
  noCauseReason: z.string().nullable(),
  noActionReason: z.string().nullable(),
  submittedAt: z.string().nullable(),
  publishedBy: named.nullable(),
  /** What still keeps it from being published. */
  missing: z.array(z.string()),
  abilities: z.object({ edit: may, addAction: may, submit: may, publish: may, sendBack: may }),
});
export type PostmortemDto = Omit<z.infer<typeof PostmortemDto>, "sections"> & {
  sections: Record<(typeof SECTION_KEYS)[number], string>;
};

export const PostmortemList = z.object({
  items: z.array(PostmortemRow),
  nextCursor: z.string().nullable(),
  limit: z.number(),
});
export const OwedDto = z.object({
  incident,
  team: named,
  postmortem: z
    .object({
      id: z.string(),
      state: z.string(),
      dueAt: z.string().nullable(),
      overdue: z.boolean(),
      owner: named.nullable(),
    })
    .nullable(),
});
export type OwedDto = z.infer<typeof OwedDto>;
