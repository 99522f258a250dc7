import { z } from "zod";
import { date, id, instant, optionalText, text, version, zone } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { rruleProblem, validTime } from "#lib/platform/time.ts";
import { RUN_STATES } from "./model/run.ts";
import {
  type ChecklistDefinition,
  type ChecklistSection,
  COMPARATORS,
  type EscalateRule,
  ITEM_TYPES,
  VERDICTS,
} from "./model.ts";

// --- What goes in: a template --------------------------------------------------------------------------------------

const figure = z.number("Give a number.").min(-1e15).max(1e15);
const key = z
  .string("Give the item a key.")
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "A key is made of small letters, digits and hyphens, 60 at most.");

export const MeasureInput = z.strictObject({
  metric: text(80, "The metric").optional(),
  unit: optionalText(40, "The unit"),
  comparator: z.enum(COMPARATORS, "Choose how the reading is compared.").optional(),
  target: z
    .union([figure, text(40, "The target")], "The target is a number, or a word for a trend.")
    .optional(),
  min: figure.optional(),
  max: figure.optional(),
  warn: figure.optional(),
  critical: figure.optional(),
  aggregation: text(20, "The aggregation").optional(),
  kpiKey: text(80, "The KPI").optional(),
});

const itemFields = {
  key,
  text: text(300, "The item's text"),
  type: z.enum(ITEM_TYPES, "There is no such kind of item.").optional(),
  required: z.boolean().optional(),
  service: text(80, "The service").optional(),
  badWhen: z.enum(["yes", "no"], "Choose yes or no.").optional(),
  options: z.array(text(80, "An answer")).min(2, "Give two answers or more.").max(20).optional(),
  command: text(500, "The command").optional(),
  mayBeNa: z.boolean().optional(),
  opens: text(60, "What it opens").optional(),
  requires: text(60, "What it requires").optional(),
  prefill: text(60, "The prefill").optional(),
  measure: MeasureInput.optional(),
};
const LeafItem = z.strictObject(itemFields);
const MiddleItem = z.strictObject({ ...itemFields, items: z.array(LeafItem).max(60).optional() });
export const ItemInput = z.strictObject({ ...itemFields, items: z.array(MiddleItem).max(60).optional() });

export const SectionInput = z.strictObject({
  title: text(120, "The section's title"),
  key: key.optional(),
  dueMinutes: z.int("Whole minutes.").min(1).max(525_600).optional(),
  ordered: z.boolean().optional(),
  items: z.array(ItemInput).max(100, "A section holds at most 100 items.").default([]),
});

export const EscalateRuleInput = z.union(
  [
    z.strictObject({
      metric: text(80, "The metric"),
      comparator: z.enum(["lt", "lte", "gt", "gte", "eq", "between"], "Choose how it is compared."),
      value: figure.optional(),
      min: figure.optional(),
      max: figure.optional(),
      unit: optionalText(40, "The unit").optional(),
    }),
    z.strictObject({ event: text(80, "The event") }),
  ],
  "A rule names a metric with a comparator and a value, or an event.",
);

export const AssignInput = z.strictObject({
  kind: z.enum(["person", "team", "pager"], "Choose a person, the team or whoever holds the pager."),
  id: id.optional(),
});

const minutes = z.int("Whole minutes.").min(1, "At least one minute.").max(527_040, "At most a year.");
const Estimate = z.union(
  [minutes, z.strictObject({ min: minutes, max: minutes })],
  "Give minutes, or from and to.",
);
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
/** A change as an edit gives it, with the words for the lead. */
export const ProposeTemplate = EditTemplate.extend({ reason: optionalText(1000, "The reason").default("") });
export type ProposeTemplate = z.output<typeof ProposeTemplate>;
export const ApproveProposal = z.strictObject({ note: optionalText(1000, "The note").default("") });
export const ReturnProposal = z.strictObject({ reason: text(1000, "The reason") });
export type DefinitionInput = Pick<
  EditTemplate,
  "sections" | "escalateIf" | "assign" | "signOff" | "dueAfterMinutes" | "graceMinutes" | "estimateMinutes"
>;

// --- What goes in: a run -------------------------------------------------------------------------------------------

export const IdParams = z.object({ id });
export const ItemParams = z.object({ id, key });
export const Empty = z.strictObject({ version: version.optional() });

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

export const StartRun = z.strictObject({ templateId: id, trigger: text(200, "The trigger").optional() });
export const HandOver = z.strictObject({ userId: id });
export const SkipRun = z.strictObject({ reason: text(1000, "The reason") });
export const AmendRun = z.strictObject({
  reason: text(1000, "The reason"),
  items: z
    .array(z.strictObject({ key, ...answerFields }))
    .min(1, "Name at least one item to change.")
    .max(200),
});
export type AmendRun = z.output<typeof AmendRun>;

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

export const ListTemplates = z.object({
  state: z.enum(["active", "paused", "archived"], "Choose active, paused or archived.").optional(),
  teamId: id.optional(),
  serviceId: id.optional(),
  q: z.string().max(200).optional(),
  limit,
  cursor,
});
export type ListTemplates = z.output<typeof ListTemplates>;
export const PageQuery = z.object({ limit, cursor });

// --- What comes out ------------------------------------------------------------------------------------------------

const Ref = z.object({ id: z.string(), name: z.string() });
export type Ref = z.infer<typeof Ref>;
const Ability = z.object({ may: z.boolean(), because: z.string().nullable() });
export type Ability = z.infer<typeof Ability>;
const Loose = z.looseObject({});

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

export const PROPOSAL_STATES = ["waiting", "approved", "returned", "withdrawn"] as const;
export const ProposalDto = z.object({
  id: z.string(),
  template: Ref,
  team: Ref,
  /** The version it was written against. */
  onVersion: z.number(),
  reason: z.string(),
  state: z.enum(PROPOSAL_STATES),
  by: Ref.nullable(),
  at: z.string(),
  decidedBy: Ref.nullable(),
  decidedAt: z.string().nullable(),
  /** What the lead said with the decision. */
  decision: z.string(),
  /** What would be different, a line each. */
  changes: z.array(z.string()),
  definition: Loose,
  abilities: z.object({ decide: Ability }),
});
export type ProposalDto = Omit<z.infer<typeof ProposalDto>, "definition"> & {
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
