import { literal, visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, isAdmin, personId } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import { LIMIT_DEFAULT, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import type { ActionItem, Prisma } from "#prisma";
import { dayOf, isOverdue, localDay, sourceUrl } from "./model.ts";
import { canAddAction, canEditAction, canWaiveAction } from "./policy.ts";
import type { ActionDto, ActionFilter } from "./schema.ts";

export interface SeenTeam {
  id: string;
  name: string;
  zone: string;
  visibility: string;
}

/** The teams whose work this person may see: open ones, one's own, and for administrators all. */
export async function seenTeams(ctx: Ctx): Promise<Map<string, SeenTeam>> {
  const rows = await reader(ctx).team.findMany({
    where: visibleTeams(ctx.actor),
    select: { id: true, name: true, zone: true, visibility: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whom news of a team's work may reach; the owner hears in any case. */
export function teamAudience(
  team: SeenTeam | undefined,
  teamId: string,
  also: (string | null)[] = [],
): Audience {
  if (team?.visibility === "open") return { all: true };
  return { teams: [teamId], users: also.filter((one) => one !== null) };
}

/**
 * Incidents that are private to others. Lists leave them out for administrators too, who reach what belongs to one only
 * by its address (`direct`).
 */
export async function hiddenIncidentIds(ctx: Ctx, direct = false): Promise<string[]> {
  if (ctx.actor.kind === "system" || (direct && isAdmin(ctx.actor))) return [];
  const rows = await reader(ctx).$queryRaw<Array<{ id: string }>>`
    SELECT i.id::text AS id FROM incidents i WHERE i.is_private AND NOT EXISTS (
      SELECT 1 FROM incident_people p WHERE p.incident_id = i.id AND p.user_id = ${ctx.actor.userId}::uuid)`;
  return rows.map((row) => row.id);
}

/** What follows from private incidents stays with their people; its owner sees it too. */
async function outsideHidden(ctx: Ctx, direct: boolean): Promise<Prisma.ActionItemWhereInput> {
  const incidents = await hiddenIncidentIds(ctx, direct);
  if (incidents.length === 0) return {};
  const reports = await reader(ctx).postmortem.findMany({
    where: { incidentId: { in: incidents } },
    select: { id: true },
  });
  const hidden = [...incidents, ...reports.map((report) => report.id)];
  const mine = ctx.actor.userId ? [{ ownerId: ctx.actor.userId }] : [];
  return { OR: [{ sourceId: null }, { sourceId: { notIn: hidden } }, ...mine] };
}

interface Names {
  users: Map<string, string>;
  services: Map<string, string>;
}

async function namesFor(ctx: Ctx, rows: ActionItem[]): Promise<Names> {
  const users = new Set(rows.flatMap((row) => [row.ownerId, row.doneById]).filter((one) => one !== null));
  const services = new Set(rows.flatMap((row) => (row.serviceId ? [row.serviceId] : [])));
  const tx = reader(ctx);
  const select = { id: true, name: true };
  // One after the other: inside a transaction there is one connection.
  const people = users.size > 0 ? await tx.user.findMany({ where: { id: { in: [...users] } }, select }) : [];
  const things =
    services.size > 0 ? await tx.service.findMany({ where: { id: { in: [...services] } }, select }) : [];
  return {
    users: new Map(people.map((one) => [one.id, one.name])),
    services: new Map(things.map((one) => [one.id, one.name])),
  };
}

const named = (id: string | null, names: Map<string, string>) =>
  id === null ? null : { id, name: names.get(id) ?? "former member" };

function present(ctx: Ctx, row: ActionItem, teams: Map<string, SeenTeam>, names: Names): ActionDto {
  const edit = canEditAction(ctx.actor, row);
  const waive = canWaiveAction(ctx.actor, row);
  const team = teams.get(row.teamId);
  const when = (state: boolean, decision: typeof edit) =>
    state ? decision : { because: `It is ${row.state} already.` };
  return {
    id: row.id,
    title: row.title,
    detail: row.detail,
    team: { id: row.teamId, name: team?.name ?? "" },
    service: named(row.serviceId, names.services),
    owner: named(row.ownerId, names.users),
    dueOn: dayOf(row.dueOn),
    overdue: isOverdue(row, ctx.now, team?.zone ?? "UTC"),
    priority: row.priority,
    state: row.state,
    source: {
      kind: row.sourceKind,
      id: row.sourceId,
      label: row.sourceLabel,
      url: sourceUrl(row.sourceKind, row.sourceId),
    },
    waivedReason: row.waivedReason,
    doneAt: row.doneAt?.toISOString() ?? null,
    doneBy: named(row.doneById, names.users),
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    abilities: {
      edit: when(row.state === "open", edit),
      done: when(row.state === "open", edit),
      reopen: row.state === "open" ? { because: "It is open." } : edit,
      waive: when(row.state === "open", waive),
    },
  };
}

/** Rows as their readers see them; `teams` spares a second look. */
export async function presentActions(
  ctx: Ctx,
  rows: ActionItem[],
  teams?: Map<string, SeenTeam>,
): Promise<ActionDto[]> {
  const seen = teams ?? (await seenTeams(ctx));
  const names = await namesFor(ctx, rows);
  return rows.map((row) => present(ctx, row, seen, names));
}

/** The viewer's scope: teams they see, or their own work, and nothing that private incidents left behind. */
async function scope(
  ctx: Ctx,
  teams: Map<string, SeenTeam>,
  direct = false,
): Promise<Prisma.ActionItemWhereInput[]> {
  const mine = ctx.actor.userId ? [{ ownerId: ctx.actor.userId }] : [];
  return [{ OR: [{ teamId: { in: [...teams.keys()] } }, ...mine] }, await outsideHidden(ctx, direct)];
}

/** @throws not_found, also when it is not visible to the asker */
export async function findAction(
  ctx: Ctx,
  id: string,
): Promise<{ row: ActionItem; team: SeenTeam | undefined }> {
  const teams = await seenTeams(ctx);
  const row = await reader(ctx).actionItem.findFirst({ where: { id, AND: await scope(ctx, teams, true) } });
  if (!row) throw notFound("action");
  return { row, team: teams.get(row.teamId) };
}

/** One action. @throws not_found */
export async function getAction(ctx: Ctx, id: string): Promise<ActionDto> {
  const { row } = await findAction(ctx, id);
  const [dto] = await presentActions(ctx, [row]);
  if (!dto) throw notFound("action");
  return dto;
}

/** Overdue differs by team: the day of each team's own zone counts. */
function overdueWhere(ctx: Ctx, teams: Map<string, SeenTeam>): Prisma.ActionItemWhereInput {
  const byDay = new Map<string, string[]>();
  for (const team of teams.values()) {
    const day = localDay(ctx.now, team.zone);
    byDay.set(day, [...(byDay.get(day) ?? []), team.id]);
  }
  return {
    state: "open",
    OR: [...byDay].map(([day, ids]) => ({
      teamId: { in: ids },
      dueOn: { lt: new Date(`${day}T00:00:00Z`) },
    })),
  };
}

function chosen(ctx: Ctx, filter: ActionFilter, teams: Map<string, SeenTeam>): Prisma.ActionItemWhereInput[] {
  const state = filter.state ?? "open";
  return [
    state === "all" ? {} : { state },
    filter.mine === "true" ? { ownerId: personId(ctx) } : {},
    filter.overdue === "true" ? overdueWhere(ctx, teams) : {},
    filter.teamId ? { teamId: filter.teamId } : {},
    filter.ownerId ? { ownerId: filter.ownerId } : {},
    filter.sourceKind ? { sourceKind: filter.sourceKind } : {},
    filter.sourceId ? { sourceId: filter.sourceId } : {},
    filter.q ? { title: { contains: literal(filter.q), mode: "insensitive" } } : {},
  ];
}

/** Open actions stand in the order they are due, those without a date last; finished ones newest first. */
const NO_DATE = new Date("9999-12-31T00:00:00Z");

function dueAfter(place: { at: Date; id: string } | null): Prisma.ActionItemWhereInput {
  if (!place) return {};
  if (place.at.getTime() === NO_DATE.getTime()) return { dueOn: null, id: { gt: place.id } };
  return {
    OR: [{ dueOn: { gt: place.at } }, { dueOn: place.at, id: { gt: place.id } }, { dueOn: null }],
  };
}

function newestAfter(place: { at: Date; id: string } | null): Prisma.ActionItemWhereInput {
  if (!place) return {};
  return { OR: [{ createdAt: { lt: place.at } }, { createdAt: place.at, id: { lt: place.id } }] };
}

/** The list behind /actions. @throws bad_cursor */
export async function listActions(ctx: Ctx, filter: ActionFilter): Promise<Page<ActionDto>> {
  const size = filter.limit ?? LIMIT_DEFAULT;
  const byDue = (filter.state ?? "open") === "open";
  const name = byDue ? "actions-due" : "actions-new";
  const place = placeOf(name, filter.cursor);
  const teams = await seenTeams(ctx);
  const after = byDue ? dueAfter(place) : newestAfter(place);
  const rows = await reader(ctx).actionItem.findMany({
    where: { AND: [...(await scope(ctx, teams)), ...chosen(ctx, filter, teams), after] },
    orderBy: byDue
      ? [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "asc" }]
      : [{ createdAt: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  const dtos = await presentActions(ctx, rows.slice(0, size), teams);
  const page = pageOf(
    name,
    rows,
    size,
    (row) => ({ at: byDue ? (row.dueOn ?? NO_DATE) : row.createdAt, id: row.id }),
    (row) => row,
  );
  return { ...page, items: dtos };
}

/** How many there are, for the filter tabs: mine, overdue and all open ones. */
export async function countActions(ctx: Ctx): Promise<{ mine: number; overdue: number; open: number }> {
  const teams = await seenTeams(ctx);
  const seen = await scope(ctx, teams);
  const count = (extra: Prisma.ActionItemWhereInput) =>
    reader(ctx).actionItem.count({ where: { AND: [...seen, { state: "open" }, extra] } });
  const [mine, overdue, open] = await together(ctx, [
    () => (ctx.actor.userId ? count({ ownerId: ctx.actor.userId }) : 0),
    () => count(overdueWhere(ctx, teams)),
    () => count({}),
  ]);
  return { mine, overdue, open };
}

/** What a person still has to do, soonest first, at most 50: for Today. */
export async function openActionsFor(ctx: Ctx, userId: string): Promise<ActionDto[]> {
  const teams = await seenTeams(ctx);
  const rows = await reader(ctx).actionItem.findMany({
    where: { AND: [...(await scope(ctx, teams)), { ownerId: userId, state: "open" }] },
    orderBy: [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "asc" }],
    take: 50,
  });
  return presentActions(ctx, rows, teams);
}

/** The actions of one postmortem, run or incident, open ones first. The caller has proved that it may be seen. */
export async function actionsOf(ctx: Ctx, kind: string, sourceId: string): Promise<ActionDto[]> {
  const rows = await reader(ctx).actionItem.findMany({
    where: { sourceKind: kind, sourceId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 200,
  });
  return presentActions(ctx, rows);
}

/** Teams in which the person may write an action down, for the form's choice. */
export async function teamsForActions(ctx: Ctx): Promise<Array<{ id: string; name: string }>> {
  const teams = await seenTeams(ctx);
  return [...teams.values()]
    .filter((team) => canAddAction(ctx.actor, team.id) === true)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
