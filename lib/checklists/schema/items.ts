import { z } from "zod";
import { id, instant, optionalText, text, version } from "#lib/platform/input.ts";
import { VERDICTS } from "../model.ts";
import { figure, key, Loose, Ref } from "../schema.ts";

export const ItemParams = z.object({ id, key });

/** `done`: true · `yesno`: "yes"/"no" · number: 412 · `numberVsExpected`: {actual, expected} · else a word or text. */
export const AnswerInput = z.union(
  [
    z.literal(true),
    figure,
    z.string().trim().min(1).max(4000),
    z.strictObject({ actual: figure, expected: figure.nullable().default(null) }),
    z.null(),
  ],
  "This is not an answer to the item.",
);

const answerFields = {
  value: AnswerInput,
  note: optionalText(4000, "The note").optional(),
  notApplicable: z.boolean("Say true or false.").optional(),
  reason: optionalText(1000, "The reason").optional(),
};
export const PutItem = z.strictObject({
  ...answerFields,
  at: instant.optional(),
  version: version.optional(),
});
export type PutItem = z.output<typeof PutItem>;
export const AmendRun = z.strictObject({
  reason: text(1000, "The reason"),
  items: z
    .array(z.strictObject({ key, ...answerFields }))
    .min(1, "Name at least one item to change.")
    .max(200),
});
export type AmendRun = z.output<typeof AmendRun>;

export const IncidentDraft = z.object({
  title: z.string(),
  severity: z.enum(["P1", "P2", "P3"]),
  serviceId: z.string().nullable(),
  teamId: z.string(),
  summary: z.string(),
  source: z.literal("checklist"),
  /** As `POST /incidents` takes it: the run and the item's key. */
  link: z.object({ kind: z.literal("checklist-item"), subjectId: z.string(), part: z.string() }),
});
export type IncidentDraft = z.infer<typeof IncidentDraft>;

/** The figures an answer was judged by, and where they came from. */
export const JudgedBy = z.object({ source: z.string(), label: z.string(), figures: Loose });
export type JudgedBy = z.infer<typeof JudgedBy>;

export const ItemDto = z.object({
  key: z.string(),
  value: z.union([
    z.literal(true),
    z.number(),
    z.string(),
    z.object({ actual: z.number(), expected: z.number().nullable() }),
    z.null(),
  ]),
  note: z.string(),
  notApplicable: z.boolean(),
  reason: z.string(),
  verdict: z.enum(VERDICTS).nullable(),
  judgedBy: JudgedBy.nullable(),
  by: Ref.nullable(),
  at: z.string(),
  deviceAt: z.string().nullable(),
  version: z.number(),
  incident: IncidentDraft.nullable(),
});
export type ItemDto = z.infer<typeof ItemDto>;

export const PutItemAnswer = ItemDto.extend({
  run: z.object({
    id: z.string(),
    state: z.string(),
    itemsDone: z.number(),
    itemsTotal: z.number(),
    ownerId: z.string().nullable(),
    version: z.number(),
  }),
});
export type PutItemAnswer = z.infer<typeof PutItemAnswer>;
