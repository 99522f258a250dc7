import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import type { EscalationPolicy } from "#prisma";
import { readDefinition, severitiesOf } from "../model/definition.ts";
import type { Severity } from "../model.ts";
import { canEditPolicy } from "../policy.ts";
import type { LackDto, ListPolicies, PolicyDto } from "../schema.ts";
import { labelsOf } from "./labels.ts";
import { openRolesOf, reachOf } from "./validation.ts";

interface Team {
  id: string;
  name: string;
  visibility: string;
}

/** The teams whose policies the actor may see. */
export async function seenTeams(ctx: Ctx): Promise<Map<string, Team>> {
  const rows = await reader(ctx).team.findMany({
    where: visibleTeams(ctx.actor),
    select: { id: true, name: true, visibility: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export const audienceFor = (team: Team | undefined, teamId: string): Audience =>
  team?.visibility === "open" ? { all: true } : { teams: [teamId] };

const stateOf = (row: EscalationPolicy): PolicyDto["state"] => {
  if (row.archivedAt) return "archived";
  if (row.state !== "active") return "draft";
  return row.lacks === null ? "active" : "lacking";
};

async function present(
  ctx: Ctx,
  row: EscalationPolicy,
  teams: ReadonlyMap<string, Team>,
): Promise<PolicyDto> {
  const definition = readDefinition(row.definition);
  const policy = { teamId: row.teamId, definition };
  const team = teams.get(row.teamId);
  const service = row.serviceId
    ? await reader(ctx).service.findUnique({ where: { id: row.serviceId }, select: { id: true, name: true } })
    : null;
  const label = await labelsOf(
    ctx,
    definition.levels.flatMap((level) => level.targets),
  );
  const reach = await reachOf(ctx, policy);
  return {
    id: row.id,
    name: row.name,
    team: { id: row.teamId, name: team?.name ?? "another team" },
    service,
    state: stateOf(row),
    lacks: (row.lacks as LackDto[] | null) ?? reach.lacks,
    warnings: reach.unconfirmed.map(
      (one) => `Level ${one.level}: ${one.name} has not confirmed their contact data.`,
    ),
    openRoles: await openRolesOf(ctx, policy),
    severities: row.severities.length > 0 ? (row.severities as Severity[]) : severitiesOf(row.definition),
    conditions: definition.conditions,
    levels: definition.levels.map((level) => ({
      ...level,
      targets: level.targets.map((target) => ({ ...target, label: label(target) })),
    })),
    roundSeconds: definition.roundSeconds,
    rounds: definition.rounds,
    ackTimeoutSeconds: definition.ackTimeoutSeconds,
    backstopSeconds: definition.backstopSeconds,
    fromCatalogue: row.catalogueKey !== null,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    abilities: { edit: canEditPolicy(ctx.actor, row.teamId) === true },
  };
}

/** The policies of the teams one may see, newest first. @throws bad_cursor */
export async function listPolicies(ctx: Ctx, filter: ListPolicies): Promise<Page<PolicyDto>> {
  const place = placeOf("escalation-policies", filter.cursor);
  const teams = await seenTeams(ctx);
  const wanted = filter.teamId ? [filter.teamId].filter((id) => teams.has(id)) : [...teams.keys()];
  const rows = await reader(ctx).escalationPolicy.findMany({
    where: {
      teamId: { in: wanted },
      archivedAt: filter.archived === "true" ? { not: null } : null,
      ...olderThan("createdAt", place),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
  });
  const page = pageOf(
    "escalation-policies",
    rows,
    filter.limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => row,
  );
  const items: PolicyDto[] = [];
  for (const row of page.items) items.push(await present(ctx, row, teams));
  return { ...page, items };
}

/** The row, if the actor may see it. @throws not_found */
export async function findPolicy(
  ctx: Ctx,
  id: string,
): Promise<{ row: EscalationPolicy; audience: Audience }> {
  const teams = await seenTeams(ctx);
  const row = await reader(ctx).escalationPolicy.findUnique({ where: { id } });
  if (!row || !teams.has(row.teamId)) throw notFound("escalation policy");
  return { row, audience: audienceFor(teams.get(row.teamId), row.teamId) };
}

/** One policy, with whom it lacks. @throws not_found */
export async function getPolicy(ctx: Ctx, id: string): Promise<PolicyDto> {
  const { row } = await findPolicy(ctx, id);
  return present(ctx, row, await seenTeams(ctx));
}
