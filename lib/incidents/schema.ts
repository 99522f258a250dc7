import { z } from "zod";
import { EscalationDto, WatchDto } from "#lib/escalations/schema.ts";
import { date, id, instant, optionalText, text, version } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { INCIDENT_TYPES, ROLES, SEVERITIES, SOURCES, STATUSES } from "./model.ts";

const severity = z.enum(SEVERITIES, "Choose P0, P1, P2, P3 or P4.");
const httpUrl = z
  .url({ protocol: /^https?$/, error: "Give an http or https address." })
  .max(2000, "An address may have at most 2000 characters.");

export const LinkInput = z.strictObject({
  kind: z.enum(["checklist-item", "runbook", "incident", "vendor", "url"]),
  /** Run, runbook, incident or vendor; for `url` the address itself. */
  subjectId: text(2000, "What it links to"),
  part: optionalText(120, "The part").default(""),
});
export type LinkInput = z.infer<typeof LinkInput>;

export const DeclareIncident = z.strictObject({
  title: text(200, "The title"),
  severity,
  teamId: id,
  serviceId: id.optional(),
  summary: optionalText(5000, "The summary").default(""),
  private: z.boolean("private is true or false.").optional(),
  type: z.enum(INCIDENT_TYPES, "Choose downtime, security, data-loss or other.").optional(),
  source: z.enum(SOURCES, "This is not a source.").default("person"),
  dedupKey: text(200, "The key").optional(),
  externalUrl: httpUrl.optional(),
  iAmOnIt: z.boolean("iAmOnIt is true or false.").default(false),
  link: LinkInput.optional(),
});
export type DeclareIncident = z.infer<typeof DeclareIncident>;

/** What a person outside a closed team may tell it. */
export const ReportBlind = z.strictObject({
  teamId: id,
  title: text(200, "The title"),
  severity,
  summary: optionalText(5000, "The summary").default(""),
});
export type ReportBlind = z.infer<typeof ReportBlind>;

export const ResolveByKey = z.strictObject({
  dedupKey: text(200, "The key"),
  teamId: id.optional(),
  note: optionalText(5000).optional(),
});

export const Report = z.strictObject({
  happened: optionalText(10_000, "What happened"),
  cause: optionalText(10_000, "The cause"),
  resolution: optionalText(10_000, "The resolution"),
});

export const Verb = z.strictObject({
  note: optionalText(5000, "The note").optional(),
  reason: optionalText(1000, "The reason").optional(),
  report: Report.partial().optional(),
  version: version.optional(),
});
export type Verb = z.infer<typeof Verb>;

export const ChangeSeverity = z.strictObject({
  severity,
  reason: optionalText(1000, "The reason").optional(),
});
export const Escalate = z.strictObject({
  reason: text(1000, "The reason"),
  /** Absent: the next level of its path. */
  to: z
    .union(
      [
        z.strictObject({ level: z.int("Give the level's number.").min(1).max(20) }),
        z.strictObject({ userId: id }),
        z.strictObject({ teamId: id }),
      ],
      "Choose a level, a person or a team.",
    )
    .optional(),
});
export const Merge = z.strictObject({ intoId: id });
export const AddEntry = z.strictObject({
  kind: z.enum(["note", "decision"]).default("note"),
  text: text(10_000, "The note"),
  occurredAt: instant.optional(),
  starred: z.boolean().optional(),
});
export const PostUpdate = z.strictObject({
  text: text(5000, "The update"),
  audience: z.enum(["internal", "stakeholders"], "Choose internal or stakeholders."),
});
export const SetRole = z.strictObject({
  userId: id.nullable(),
  /** What whoever takes over has to know; stands on the timeline. */
  note: optionalText(2000, "The note").optional(),
});
export const AddTask = z.strictObject({ text: text(300, "The task"), ownerId: id.optional() });
export type AddTask = z.infer<typeof AddTask>;
export const ChangeTask = z.strictObject({
  version,
  text: text(300, "The task").optional(),
  ownerId: id.nullable().optional(),
  done: z.boolean("done is true or false.").optional(),
});
export type ChangeTask = z.infer<typeof ChangeTask>;
export const WatchFix = z.strictObject({
  /** Null: stop watching. */
  minutes: z
    .int("Watch for 5 to 10 minutes.")
    .min(5, "Watch for 5 to 10 minutes.")
    .max(10, "Watch for 5 to 10 minutes.")
    .nullable(),
});
export type WatchFix = z.infer<typeof WatchFix>;
export const Star = z.strictObject({ starred: z.boolean() });
export const EditIncident = z.strictObject({
  version,
  title: text(200, "The title").optional(),
  summary: optionalText(5000, "The summary").optional(),
  type: z.enum(INCIDENT_TYPES).optional(),
  private: z.boolean().optional(),
  assigneeId: id.nullable().optional(),
  externalUrl: httpUrl.nullable().optional(),
  report: Report.partial().optional(),
  impact: z
    .strictObject({
      usersPct: z.number().min(0).max(100).nullable().optional(),
      tenants: z.int().min(0).max(1e9).nullable().optional(),
      failures: z.int().min(0).max(1e9).nullable().optional(),
      performancePct: z.number().min(0).max(1000).nullable().optional(),
      money: optionalText(80).nullable().optional(),
    })
    .optional(),
});

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

export const IdParams = z.object({ id });
export const Follow = z.strictObject({ following: z.boolean("following is true or false.") });
export const FileParams = z.object({ id, fileId: id });
export const FileQuery = z.object({
  name: z.string().max(300, "A name may have at most 300 characters.").default(""),
});
export const TaskParams = z.object({ id, taskId: id });
export const RoleParams = z.object({ id, role: z.enum(ROLES, "There is no such role.") });
export const EntryParams = z.object({ id, entryId: id });

/** All that the reporter learns: that it was received, and under which number. */
export const BlindReportDto = z.object({ number: z.number(), receivedAt: z.string() });
export type BlindReportDto = z.infer<typeof BlindReportDto>;

export const Ref = z.object({ id: z.string(), name: z.string() });
export type Ref = z.infer<typeof Ref>;
const ClockDto = z.object({
  name: z.string(),
  startedAt: z.string(),
  dueAt: z.string(),
  endedAt: z.string().nullable(),
  breachedAt: z.string().nullable(),
  /** Whose figure it runs by: severity, service, installation, "profile …"; null for clocks of before. */
  from: z.string().nullable(),
});
export type ClockDto = z.infer<typeof ClockDto>;

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

export const Abilities = z.object({
  acknowledge: z.boolean(),
  investigate: z.boolean(),
  mitigate: z.boolean(),
  resolve: z.boolean(),
  close: z.boolean(),
  reopen: z.boolean(),
  cancel: z.boolean(),
  note: z.boolean(),
  escalate: z.boolean(),
  raise: z.boolean(),
  lower: z.boolean(),
  assign: z.boolean(),
  edit: z.boolean(),
  merge: z.boolean(),
});
export type Abilities = z.infer<typeof Abilities>;

export const IncidentDto = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  summary: z.string(),
  severity: z.enum(SEVERITIES),
  status: z.enum(STATUSES),
  type: z.enum(INCIDENT_TYPES),
  source: z.string(),
  private: z.boolean(),
  teamId: z.string(),
  serviceId: z.string().nullable(),
  team: Ref,
  service: Ref.nullable(),
  commander: Ref.nullable(),
  assignee: Ref.nullable(),
  declaredBy: Ref.nullable(),
  acknowledgedBy: Ref.nullable(),
  openedAt: z.string(),
  acknowledgedAt: z.string().nullable(),
  investigatingAt: z.string().nullable(),
  mitigatedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  /** While mitigated: until when the fix is watched. */
  watchUntil: z.string().nullable(),
  acknowledgeBy: z.string().nullable(),
  respondBy: z.string().nullable(),
  updateBy: z.string().nullable(),
  clocks: z.array(ClockDto),
  mergedInto: z.object({ id: z.string(), number: z.number() }).nullable(),
  report: z.object({ happened: z.string(), cause: z.string(), resolution: z.string() }),
  impact: z.record(z.string(), z.unknown()),
  dedupKey: z.string().nullable(),
  externalUrl: z.string().nullable(),
  nextStatus: z.enum(STATUSES).nullable(),
  version: z.number(),
  abilities: Abilities,
});
export type IncidentDto = z.infer<typeof IncidentDto>;

export const EntryDto = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
  actor: Ref.nullable(),
  occurredAt: z.string(),
  at: z.string(),
  starred: z.boolean(),
});
export type EntryDto = z.infer<typeof EntryDto>;

export const RoleDto = z.object({
  role: z.enum(ROLES),
  user: Ref,
  from: z.string(),
  until: z.string().nullable(),
});
export type RoleDto = z.infer<typeof RoleDto>;
export const LinkDto = z.object({
  id: z.string(),
  kind: z.string(),
  label: z.string(),
  url: z.string(),
  at: z.string(),
});
export type LinkDto = z.infer<typeof LinkDto>;

/** Somebody who is told at once; `phone` for ringing them when the portal cannot. */
export const PagerDto = z.object({
  id: z.string(),
  name: z.string(),
  because: z.enum(["scheduled", "keeps", "incoming", "lead", "deputy", "admin"]),
  phone: z.string().nullable(),
});
export type PagerDto = z.infer<typeof PagerDto>;
export const CallableDto = z.object({
  people: z.array(Ref.extend({ teams: z.array(Ref) })),
  teams: z.array(Ref),
});
export type CallableDto = z.infer<typeof CallableDto>;

export const FollowingDto = z.object({ mine: z.boolean(), count: z.number() });
export type FollowingDto = z.infer<typeof FollowingDto>;

/** What one opens first: the service's own links and the vendors of its profile, those that fail first. */
export const AroundDto = z.object({
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  vendors: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      status: z.string(),
      dashboard: z.string().nullable(),
      statusPage: z.string().nullable(),
    }),
  ),
});
export type AroundDto = z.infer<typeof AroundDto>;

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

export const TaskDto = z.object({
  id: z.string(),
  text: z.string(),
  /** Of the procedure; empty for a task by hand. */
  phase: z.string(),
  owner: Ref.nullable(),
  doneAt: z.string().nullable(),
  doneBy: Ref.nullable(),
  version: z.number(),
});
export type TaskDto = z.infer<typeof TaskDto>;

/** Whom a stakeholder update reaches, what became of the mails, and the page for outsiders. */
export const OutsideDto = z.object({
  people: z.number(),
  addresses: z.number(),
  mails: z.object({ sent: z.number(), waiting: z.number(), failed: z.number() }),
  /** `url` is told to whoever works the incident. */
  page: z.object({ at: z.string(), url: z.string().nullable() }).nullable(),
});
export type OutsideDto = z.infer<typeof OutsideDto>;

export const DetailsDto = z.object({
  roles: z.array(RoleDto),
  links: z.array(LinkDto),
  escalations: z.array(EscalationDto),
  /** What may call people again although somebody has it. */
  watch: WatchDto.nullable(),
  outside: OutsideDto,
  tasks: z.array(TaskDto),
  following: FollowingDto,
  around: AroundDto,
});
export type DetailsDto = z.infer<typeof DetailsDto>;
