import { z } from "zod";
import { id, optionalText, text, version, zone } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { rruleProblem, validTime } from "#lib/platform/time.ts";
import type { ChecklistDefinition } from "../model.ts";
import { Ability, Loose, Ref } from "../schema.ts";
import { AssignInput, EscalateRuleInput, Estimate, minutes, SectionInput } from "./definition.ts";

const rrule = z
  .string("Give the rule as text.")
  .max(200, "A rule may have at most 200 characters.")
  .superRefine((value, issue) => {
    const problem = rruleProblem(value);
    if (problem) issue.addIssue({ code: "custom", message: problem });
  });
const time = z.string("Give a time as HH:MM.").refine(validTime, "Give a time as HH:MM, for example 09:00.");

const templateFields = {
  title: text(200, "The title"),
  serviceId: id.nullable().optional(),
  rrule: rrule.nullable().optional(),
  time: time.nullable().optional(),
  zone: zone.optional(),
  trigger: text(60, "The trigger").nullable().optional(),
  dueAfterMinutes: minutes.nullable().optional(),
  graceMinutes: z.int("Whole minutes.").min(0).max(527_040).nullable().optional(),
  estimateMinutes: Estimate.nullable().optional(),
  assign: AssignInput.optional(),
  signOff: z.boolean("Say true or false.").optional(),
  sections: z.array(SectionInput).max(40, "A checklist has at most 40 sections.").optional(),
  escalateIf: z.array(EscalateRuleInput).max(40).optional(),
  note: optionalText(2000, "The note").optional(),
};

export const CreateTemplate = z.strictObject({ ...templateFields, teamId: id });
export type CreateTemplate = z.output<typeof CreateTemplate>;
export const EditTemplate = z.strictObject({
  ...templateFields,
  title: templateFields.title.optional(),
  version,
});
export type EditTemplate = z.output<typeof EditTemplate>;
export type DefinitionInput = Pick<
  EditTemplate,
  "sections" | "escalateIf" | "assign" | "signOff" | "dueAfterMinutes" | "graceMinutes" | "estimateMinutes"
>;

export const ListTemplates = z.object({
  state: z.enum(["active", "paused", "archived"], "Choose active, paused or archived.").optional(),
  teamId: id.optional(),
  serviceId: id.optional(),
  q: z.string().max(200).optional(),
  limit,
  cursor,
});
export type ListTemplates = z.output<typeof ListTemplates>;

export const TemplateRow = z.object({
  id: z.string(),
  title: z.string(),
  team: Ref,
  service: Ref.nullable(),
  state: z.enum(["active", "paused", "archived"]),
  currentVersion: z.number(),
  rrule: z.string().nullable(),
  time: z.string().nullable(),
  zone: z.string(),
  trigger: z.string().nullable(),
  cadence: z.string(),
  cadenceWords: z.string(),
  nextOpensAt: z.string().nullable(),
  itemsTotal: z.number(),
  estimateMinutes: z.object({ min: z.number(), max: z.number() }).nullable(),
  assigned: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  fromCatalogue: z.boolean(),
  version: z.number(),
  createdAt: z.string(),
});
export type TemplateRow = z.infer<typeof TemplateRow>;

export const TemplateDto = TemplateRow.extend({
  definition: Loose,
  note: z.string(),
  versionNumber: z.number(),
  nextOccurrences: z.array(z.string()),
  abilities: z.object({ edit: Ability, propose: Ability, start: Ability }),
});
export type TemplateDto = Omit<z.infer<typeof TemplateDto>, "definition"> & {
  definition: ChecklistDefinition;
};

export const VersionDto = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  rrule: z.string().nullable(),
  time: z.string().nullable(),
  zone: z.string(),
  cadenceWords: z.string(),
  note: z.string(),
  definition: Loose,
  createdBy: Ref.nullable(),
  createdAt: z.string(),
});
export type VersionDto = Omit<z.infer<typeof VersionDto>, "definition"> & { definition: ChecklistDefinition };
