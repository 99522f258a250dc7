import { type Ctx, isLead } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { Prisma } from "#prisma";
import { changeLines, type Proposed } from "../model/proposal.ts";
import type { ChecklistDefinition } from "../model.ts";
import { canEditTemplate } from "../policy.ts";
import type { ProposalDto } from "../schema/proposals.ts";
import type { EditTemplate } from "../schema/templates.ts";
import { ability, iso, personNames, ref, seenTeams } from "./scope.ts";

const SELECT = {
  id: true,
  templateId: true,
  onVersion: true,
  change: true,
  reason: true,
  state: true,
  byId: true,
  at: true,
  decidedById: true,
  decidedAt: true,
  decision: true,
  template: { select: { id: true, title: true, teamId: true } },
} satisfies Prisma.ChecklistProposalSelect;
type Row = Prisma.ChecklistProposalGetPayload<{ select: typeof SELECT }>;
type VersionRow = Prisma.ChecklistVersionGetPayload<object>;

const asProposed = (version: VersionRow): Proposed => ({
  title: version.title,
  rrule: version.rrule,
  time: version.time,
  trigger: version.trigger,
  note: version.note,
  definition: version.definition as unknown as ChecklistDefinition,
});

/** The checklist as it would be: the fields that were given over those of the version. */
function applied(before: Proposed, change: Partial<EditTemplate>): Proposed {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const { title, rrule, time, trigger, note, serviceId: _service, zone: _zone, ...rest } = given;
  const fields = { title, rrule, time, trigger, note };
  const named = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const merged = { ...before.definition, ...rest };
  const definition = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  return { ...before, ...named, definition: definition as unknown as ChecklistDefinition };
}

async function present(ctx: Ctx, rows: Row[]): Promise<ProposalDto[]> {
  if (rows.length === 0) return [];
  const versions = await reader(ctx).checklistVersion.findMany({
    where: { OR: rows.map((row) => ({ templateId: row.templateId, number: row.onVersion })) },
  });
  const teams = await seenTeams(ctx);
  const people = await personNames(
    ctx,
    rows.flatMap((row) => [row.byId, row.decidedById]),
  );
  return rows.flatMap((row) => {
    const version = versions.find((one) => one.templateId === row.templateId && one.number === row.onVersion);
    if (!version) return [];
    const before = asProposed(version);
    const after = applied(before, row.change as Partial<EditTemplate>);
    const { id, title, teamId } = row.template;
    return [
      {
        id: row.id,
        template: { id, name: title },
        team: { id: teamId, name: teams.get(teamId)?.name ?? "" },
        onVersion: row.onVersion,
        reason: row.reason,
        state: row.state as ProposalDto["state"],
        by: ref(people, row.byId),
        at: row.at.toISOString(),
        decidedBy: ref(people, row.decidedById),
        decidedAt: iso(row.decidedAt),
        decision: row.decision,
        changes: changeLines(before, after),
        definition: after.definition,
        abilities: { decide: ability(canEditTemplate(ctx.actor, { teamId })) },
      },
    ];
  });
}

const NEWEST = [{ at: "desc" }, { id: "desc" }] satisfies Prisma.ChecklistProposalOrderByWithRelationInput[];

/** One proposal of a checklist the actor sees. @throws not_found */
export async function readProposal(ctx: Ctx, id: string): Promise<ProposalDto> {
  const row = await reader(ctx).checklistProposal.findFirst({
    where: { id, template: { teamId: { in: [...(await seenTeams(ctx)).keys()] } } },
    select: SELECT,
  });
  const [proposal] = row ? await present(ctx, [row]) : [];
  if (!proposal) throw notFound("proposal");
  return proposal;
}

/** What was proposed for a checklist, newest first; withdrawn ones are left out. @throws not_found */
export async function listProposals(ctx: Ctx, templateId: string): Promise<ProposalDto[]> {
  const teamId = { in: [...(await seenTeams(ctx)).keys()] };
  const template = await reader(ctx).checklistTemplate.findFirst({
    where: { id: templateId, teamId },
    select: { id: true },
  });
  if (!template) throw notFound("checklist");
  const rows = await reader(ctx).checklistProposal.findMany({
    where: { templateId, state: { not: "withdrawn" } },
    orderBy: NEWEST,
    take: 20,
    select: SELECT,
  });
  return present(ctx, rows);
}

/** What waits for this lead's decision, newest first; administrators are asked for teams they lead. */
export async function proposalsToDecide(ctx: Ctx): Promise<ProposalDto[]> {
  const led = [...ctx.actor.teams.keys()].filter(
    (id) => isLead(ctx.actor, id) && canEditTemplate(ctx.actor, { teamId: id }) === true,
  );
  if (led.length === 0) return [];
  const rows = await reader(ctx).checklistProposal.findMany({
    where: { state: "waiting", template: { teamId: { in: led }, state: { not: "archived" } } },
    orderBy: NEWEST,
    take: 50,
    select: SELECT,
  });
  return present(ctx, rows);
}
