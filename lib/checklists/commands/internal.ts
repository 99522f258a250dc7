import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict, invalid, invalidField, isAppError, notFound } from "#lib/platform/errors.ts";
import type { ChecklistProposal, Prisma } from "#prisma";
import type { Hearers } from "../events.ts";
import { definitionProblems } from "../model/definition.ts";
import type { RunPeople, StoredRunState } from "../model/run.ts";
import { answerableItems, type ChecklistDefinition } from "../model.ts";
import { canEditTemplate, runClosedBecause } from "../policy.ts";
import type { DefinitionInput } from "../schema/templates.ts";

/** Any of our JSON as Prisma takes it. */
export const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;

/** A run, locked until the transaction ends, with its own version and what an audience needs. */
export interface LockedRun extends RunPeople {
  id: string;
  number: number;
  templateId: string;
  versionId: string;
  versionNumber: number;
  title: string;
  serviceId: string | null;
  state: StoredRunState;
  opensAt: Date;
  dueAt: Date | null;
  missedAt: Date | null;
  ownedAt: Date | null;
  completedAt: Date | null;
  completedById: string | null;
  signedOffAt: Date | null;
  itemsTotal: number;
  itemsDone: number;
  version: number;
  definition: ChecklistDefinition;
  signOff: boolean;
  visibility: string;
}

/** The teams this actor sees, as SQL parameters: all of them, or the open ones and these. */
function sight(ctx: Ctx) {
  const all = ctx.actor.kind === "system" || ctx.actor.role === "admin";
  return { all, teams: [...ctx.actor.teams.keys()], me: ctx.actor.userId };
}

/** @throws not_found, also when the run is of a closed team the asker is not in. */
export async function getRunForUpdate(tx: Tx, ctx: Ctx, id: string): Promise<LockedRun> {
  const { all, teams, me } = sight(ctx);
  const rows = await tx.$queryRaw<LockedRun[]>`
    SELECT r.id::text, r.number, r.template_id::text AS "templateId", r.version_id::text AS "versionId",
      v.number AS "versionNumber", v.title, r.team_id::text AS "teamId", r.service_id::text AS "serviceId", r.state,
      r.opens_at AS "opensAt", r.due_at AS "dueAt", r.missed_at AS "missedAt", r.assign_kind AS "assignKind",
      r.assign_id::text AS "assignId", r.owner_id::text AS "ownerId", r.owned_at AS "ownedAt",
      r.completed_at AS "completedAt", r.completed_by_id::text AS "completedById", r.signed_off_at AS "signedOffAt",
      r.items_total AS "itemsTotal", r.items_done AS "itemsDone", r.version, v.definition,
      coalesce((v.definition->>'signOff')::boolean, false) AS "signOff", t.visibility
    FROM checklist_runs r
    JOIN checklist_versions v ON v.id = r.version_id
    JOIN teams t ON t.id = r.team_id
    WHERE r.id = ${id}::uuid AND (${all} OR t.visibility = 'open' OR t.id = ANY(${teams}::uuid[])
      OR r.owner_id = ${me}::uuid OR (r.assign_kind = 'person' AND r.assign_id = ${me}::uuid))
    FOR UPDATE OF r`;
  const run = rows[0];
  if (!run) throw notFound("run");
  return run;
}

/** Who hears of what happens to a run. */
export const hearersOf = (run: LockedRun): Hearers => ({
  teamId: run.teamId,
  visibility: run.visibility,
  others: [run.ownerId, run.assignKind === "person" ? run.assignId : null],
});

/** @throws conflict when the run no longer takes answers. */
export function requireOpen(run: LockedRun): void {
  if (run.state !== "open")
    throw conflict(runClosedBecause(run.state), { state: run.state, version: run.version });
}

export interface LockedTemplate {
  id: string;
  teamId: string;
  serviceId: string | null;
  title: string;
  state: "active" | "paused" | "archived";
  currentVersion: number;
  startsAt: Date;
  laidOutUntil: Date | null;
  version: number;
  visibility: string;
  needsApproval: boolean;
  teamZone: string;
  versionId: string;
  definition: ChecklistDefinition;
  rrule: string | null;
  time: string | null;
  zone: string;
  trigger: string | null;
  note: string;
  isDemo: boolean;
}

/** @throws not_found, also when the template is of a closed team the asker is not in. */
export async function getTemplateForUpdate(tx: Tx, ctx: Ctx, id: string): Promise<LockedTemplate> {
  const { all, teams } = sight(ctx);
  const rows = await tx.$queryRaw<LockedTemplate[]>`
    SELECT c.id::text, c.team_id::text AS "teamId", c.service_id::text AS "serviceId", c.title, c.state,
      c.current_version AS "currentVersion", c.starts_at AS "startsAt", c.laid_out_until AS "laidOutUntil", c.version,
      c.is_demo AS "isDemo", t.visibility, t.needs_approval AS "needsApproval", t.zone AS "teamZone", v.id::text AS "versionId", v.definition, v.rrule,
      v.time, v.zone, v.trigger, v.note
    FROM checklist_templates c
    JOIN teams t ON t.id = c.team_id
    JOIN checklist_versions v ON v.template_id = c.id AND v.number = c.current_version
    WHERE c.id = ${id}::uuid AND (${all} OR t.visibility = 'open' OR t.id = ANY(${teams}::uuid[]))
    FOR UPDATE OF c`;
  const template = rows[0];
  if (!template) throw notFound("checklist");
  return template;
}

/** Leads and deputies of a team. */
export async function leadsOf(tx: Tx, teamId: string): Promise<string[]> {
  const rows = await tx.membership.findMany({
    where: { teamId, kind: { in: ["lead", "deputy"] } },
    select: { userId: true },
  });
  return rows.map((row) => row.userId);
}

/** A waiting proposal with its checklist, both locked. @throws not_found · conflict when it was decided already */
export async function getProposalForUpdate(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<{ proposal: ChecklistProposal; template: LockedTemplate }> {
  const found = await tx.checklistProposal.findUnique({ where: { id }, select: { templateId: true } });
  if (!found) throw notFound("proposal");
  const template = await getTemplateForUpdate(tx, ctx, found.templateId).catch((error: unknown) => {
    throw isAppError(error) && error.code === "not_found" ? notFound("proposal") : error;
  });
  const proposal = await tx.checklistProposal.findUniqueOrThrow({ where: { id } });
  if (proposal.state !== "waiting") {
    permit(canEditTemplate(ctx.actor, template));
    throw conflict(`This proposal is ${proposal.state} already.`);
  }
  return { proposal, template };
}

/** Writes a lead's decision down and tells whoever proposed it. */
export async function decideProposal(
  tx: Tx,
  ctx: Ctx,
  made: {
    proposal: ChecklistProposal;
    template: LockedTemplate;
    state: "approved" | "returned";
    words: string;
  },
): Promise<void> {
  const { proposal, template, state, words } = made;
  await tx.checklistProposal.update({
    where: { id: proposal.id },
    data: {
      state,
      decidedById: ctx.actor.userId,
      decidedAt: ctx.now,
      decision: words,
      version: { increment: 1 },
    },
    select: { id: true },
  });
  if (proposal.byId === null || proposal.byId === ctx.actor.userId) return;
  await notifyPeople(tx, ctx, [proposal.byId], {
    kind: "checklist-proposal",
    urgency: "normal",
    title: `${ctx.actor.name} ${state} your change of ${template.title}`,
    body: words,
    url: `/checklists/templates/${template.id}?proposal=${proposal.id}`,
    subject: { kind: "checklist-template", id: template.id },
  });
}

export interface VisibleTeam {
  id: string;
  name: string;
  visibility: string;
  zone: string;
}

/** @throws not_found for a team the asker does not see. */
export async function getVisibleTeam(tx: Tx, ctx: Ctx, id: string): Promise<VisibleTeam> {
  const { all, teams } = sight(ctx);
  const team = await tx.team.findFirst({
    where: { id, archivedAt: null, ...(all ? {} : { OR: [{ visibility: "open" }, { id: { in: teams } }] }) },
    select: { id: true, name: true, visibility: true, zone: true },
  });
  if (!team) throw notFound("team");
  return team;
}

/** @throws invalid at `serviceId` when it is not a service the asker sees. */
export async function requireService(tx: Tx, ctx: Ctx, serviceId: string): Promise<void> {
  const { all, teams } = sight(ctx);
  const found = await tx.service.findFirst({
    where: {
      id: serviceId,
      archivedAt: null,
      ...(all ? {} : { team: { OR: [{ visibility: "open" }, { id: { in: teams } }] } }),
    },
    select: { id: true },
  });
  if (!found) throw invalidField("serviceId", "There is no such service.");
}

/**
 * The definition a version stores: what was given over what was there, checked.
 * @throws invalid with one sentence a field
 */
export function composeDefinition(
  input: DefinitionInput,
  before: ChecklistDefinition | null,
): ChecklistDefinition {
  const estimate = input.estimateMinutes;
  const given: Partial<ChecklistDefinition> = {
    ...(input.sections === undefined ? {} : { sections: input.sections }),
    ...(input.escalateIf === undefined ? {} : { escalateIf: input.escalateIf }),
    ...(input.assign === undefined ? {} : { assign: input.assign }),
    ...(input.signOff === undefined ? {} : { signOff: input.signOff }),
    ...(input.dueAfterMinutes === undefined ? {} : { dueAfterMinutes: input.dueAfterMinutes ?? undefined }),
    ...(input.graceMinutes === undefined ? {} : { graceMinutes: input.graceMinutes ?? undefined }),
    ...(estimate === undefined
      ? {}
      : {
          estimateMinutes:
            typeof estimate === "number" ? { min: estimate, max: estimate } : (estimate ?? undefined),
        }),
  };
  const definition: ChecklistDefinition = { sections: [], assign: { kind: "team" }, ...before, ...given };
  const problems = definitionProblems(definition);
  if (problems.length > 0) throw invalid(problems);
  return definition;
}

/** @throws invalid at `assign.id` when runs would go to nobody. */
export async function requireAssignable(tx: Tx, ctx: Ctx, definition: ChecklistDefinition): Promise<void> {
  const { kind, id } = definition.assign;
  if (kind === "person") {
    if (id === undefined) throw invalidField("assign.id", "Choose the person.");
    const person = await tx.user.findFirst({
      where: { id, deactivatedAt: null, role: { not: "viewer" } },
      select: { id: true },
    });
    if (!person) throw invalidField("assign.id", "There is no such person, or they only read.");
  } else if (kind === "team" && id !== undefined) await getVisibleTeam(tx, ctx, id);
}

/** How many items of a definition take an answer. */
export const countItems = (definition: ChecklistDefinition) => answerableItems(definition.sections).length;
