import { hiddenIncidentIds, type SeenTeam, seenTeams, teamAudience } from "#lib/actions/queries.ts";
import { literal } from "#lib/people/queries.ts";
import { type Ctx, personId } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import { LIMIT_DEFAULT, olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import { settingFor } from "#lib/services/queries.ts";
import type { Postmortem, Prisma } from "#prisma";
import { isOverdue, REQUIRED_FOR } from "./model.ts";
import type { PostmortemFacts } from "./policy.ts";
import type { OwedDto, PostmortemFilter, PostmortemRow } from "./schema.ts";

const INCIDENT = {
  id: true,
  number: true,
  title: true,
  severity: true,
  status: true,
  openedAt: true,
  resolvedAt: true,
} as const;
type IncidentFacts = Prisma.IncidentGetPayload<{ select: typeof INCIDENT }>;

/** The incident of a report, as lists and pages show it. */
export const presentIncidentFacts = (row: IncidentFacts) => ({
  ...row,
  openedAt: row.openedAt.toISOString(),
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
});

/** Incidents on which the asker is named: they see and write the report wherever its team is. */
async function involvedIn(ctx: Ctx): Promise<string[]> {
  if (!ctx.actor.userId) return [];
  const rows = await reader(ctx).incidentPerson.findMany({
    where: { userId: ctx.actor.userId },
    orderBy: { at: "desc" },
    take: 2000,
    select: { incidentId: true },
  });
  return rows.map((row) => row.incidentId);
}

/** The viewer's scope: teams they see and incidents they are named on, without others' private ones. */
async function scope(
  ctx: Ctx,
  teams: Map<string, SeenTeam>,
  direct = false,
): Promise<Prisma.PostmortemWhereInput[]> {
  const hidden = await hiddenIncidentIds(ctx, direct);
  const mine = await involvedIn(ctx);
  const all = ctx.actor.kind === "system";
  return [
    all ? {} : { OR: [{ teamId: { in: [...teams.keys()] } }, { incidentId: { in: mine } }] },
    all || hidden.length === 0 ? {} : { OR: [{ incidentId: null }, { incidentId: { notIn: hidden } }] },
  ];
}

export interface FoundPostmortem {
  row: Postmortem;
  facts: PostmortemFacts;
  audience: Audience;
  /** The people of a private incident; null when it is not private. */
  onlyFor: string[] | null;
}

/** @throws not_found, also when it is not visible to the asker */
export async function findPostmortem(ctx: Ctx, id: string): Promise<FoundPostmortem> {
  const teams = await seenTeams(ctx);
  const row = await reader(ctx).postmortem.findFirst({ where: { id, AND: await scope(ctx, teams, true) } });
  if (!row) throw notFound("postmortem");
  return { row, ...(await surroundings(ctx, row, teams.get(row.teamId))) };
}

/** Who is named on its incident, and so who hears of it. */
export async function surroundings(
  ctx: Ctx,
  row: { teamId: string; incidentId: string | null; state: string },
  team: SeenTeam | undefined,
): Promise<Omit<FoundPostmortem, "row">> {
  const incident = row.incidentId
    ? await reader(ctx).incident.findUnique({
        where: { id: row.incidentId },
        select: { isPrivate: true, people: { select: { userId: true } } },
      })
    : null;
  const people = incident?.people.map((one) => one.userId) ?? [];
  const involved = ctx.actor.userId !== null && people.includes(ctx.actor.userId);
  const audience = incident?.isPrivate ? { users: people } : teamAudience(team, row.teamId, people);
  return {
    facts: { teamId: row.teamId, state: row.state, involved },
    audience,
    onlyFor: incident?.isPrivate ? people : null,
  };
}

function chosen(ctx: Ctx, filter: PostmortemFilter): Prisma.PostmortemWhereInput[] {
  return [
    !filter.state || filter.state === "all" ? {} : { state: filter.state },
    filter.overdue === "true" ? { publishedAt: null, dueAt: { lt: ctx.now } } : {},
    filter.mine === "true" ? { ownerId: personId(ctx) } : {},
    filter.teamId ? { teamId: filter.teamId } : {},
    filter.serviceId ? { serviceId: filter.serviceId } : {},
    filter.q ? { title: { contains: literal(filter.q), mode: "insensitive" } } : {},
  ];
}

async function presentRows(
  ctx: Ctx,
  rows: Postmortem[],
  teams: Map<string, SeenTeam>,
): Promise<PostmortemRow[]> {
  const tx = reader(ctx);
  const ids = rows.map((row) => row.id);
  const pick = (key: "incidentId" | "ownerId" | "serviceId") =>
    rows.flatMap((row) => (row[key] ? [row[key]] : []));
  const name = { id: true, name: true };
  // One after the other: inside a transaction there is one connection.
  const incidents = await tx.incident.findMany({
    where: { id: { in: pick("incidentId") } },
    select: INCIDENT,
  });
  const owners = await tx.user.findMany({ where: { id: { in: pick("ownerId") } }, select: name });
  const services = await tx.service.findMany({ where: { id: { in: pick("serviceId") } }, select: name });
  const actions = await tx.actionItem.groupBy({
    by: ["sourceId", "state"],
    where: { sourceKind: "postmortem", sourceId: { in: ids } },
    _count: true,
  });
  const by = <T extends { id: string }>(list: T[]) => new Map(list.map((one) => [one.id, one]));
  const [incidentOf, ownerOf, serviceOf] = [by(incidents), by(owners), by(services)];
  const counted = (id: string, open: boolean) =>
    actions
      .filter((one) => one.sourceId === id && (!open || one.state === "open"))
      .reduce((sum, one) => sum + one._count, 0);
  return rows.map((row) => {
    const incident = row.incidentId ? incidentOf.get(row.incidentId) : undefined;
    return {
      id: row.id,
      title: row.title,
      state: row.state,
      team: { id: row.teamId, name: teams.get(row.teamId)?.name ?? "another team" },
      service: row.serviceId ? (serviceOf.get(row.serviceId) ?? null) : null,
      owner: row.ownerId ? (ownerOf.get(row.ownerId) ?? { id: row.ownerId, name: "former member" }) : null,
      incident: incident ? presentIncidentFacts(incident) : null,
      private: row.isPrivate,
      dueAt: row.dueAt?.toISOString() ?? null,
      overdue: isOverdue(row, ctx.now),
      actions: { open: counted(row.id, true), total: counted(row.id, false) },
      publishedAt: row.publishedAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      version: row.version,
    };
  });
}

/** One row of the list, for pages that need its facts with names. */
export async function presentRow(ctx: Ctx, row: Postmortem): Promise<PostmortemRow> {
  const [shown] = await presentRows(ctx, [row], await seenTeams(ctx));
  if (!shown) throw notFound("postmortem");
  return shown;
}

/** The list behind /postmortems, newest first. @throws bad_cursor */
export async function listPostmortems(ctx: Ctx, filter: PostmortemFilter): Promise<Page<PostmortemRow>> {
  const size = filter.limit ?? LIMIT_DEFAULT;
  const place = placeOf("postmortems", filter.cursor);
  const teams = await seenTeams(ctx);
  const rows = await reader(ctx).postmortem.findMany({
    where: { AND: [...(await scope(ctx, teams)), ...chosen(ctx, filter), olderThan("createdAt", place)] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  const shown = await presentRows(ctx, rows.slice(0, size), teams);
  const page = pageOf(
    "postmortems",
    rows,
    size,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => row.id,
  );
  return { ...page, items: shown };
}

export interface PostmortemCounts {
  draft: number;
  "in-review": number;
  published: number;
  overdue: number;
}

/** How many stand in each state, and how many are overdue: the tabs. */
export async function countPostmortems(ctx: Ctx): Promise<PostmortemCounts> {
  const seen = await scope(ctx, await seenTeams(ctx));
  const [groups, overdue] = await together(ctx, [
    () => reader(ctx).postmortem.groupBy({ by: ["state"], where: { AND: seen }, _count: true }),
    () =>
      reader(ctx).postmortem.count({
        where: { AND: [...seen, { publishedAt: null, dueAt: { lt: ctx.now } }] },
      }),
  ]);
  const of = (state: string) => groups.find((group) => group.state === state)?._count ?? 0;
  return { draft: of("draft"), "in-review": of("in-review"), published: of("published"), overdue };
}

/**
 * Severities that need a postmortem (C-49): what a service or the installation set, else the levels marked as such.
 */
export async function requiredSeverities(ctx: Ctx, serviceId: string | null): Promise<readonly string[]> {
  const tx = reader(ctx);
  const { value, from } = await settingFor(tx, "postmortem_required_for", serviceId);
  if (from !== "default") return value;
  const levels = await tx.severityLevel.findMany({
    where: { postmortem: "required" },
    select: { level: true },
  });
  return levels.length > 0 ? levels.map((one) => one.level) : REQUIRED_FOR;
}

/** Resolved but not written up (S-055): incidents that need a postmortem whose report is not published. */
export async function listOwed(ctx: Ctx, limit: number): Promise<OwedDto[]> {
  const teams = await seenTeams(ctx);
  const [hidden, severities] = await together(ctx, [
    () => hiddenIncidentIds(ctx),
    () => requiredSeverities(ctx, null),
  ]);
  const found = await reader(ctx).$queryRaw<Array<{ id: string; postmortem_id: string | null }>>`
    SELECT i.id::text, p.id::text AS postmortem_id
    FROM incidents i LEFT JOIN postmortems p ON p.incident_id = i.id
    WHERE i.status IN ('resolved', 'closed') AND i.severity = ANY(${severities}) AND NOT i.is_exercise
      AND i.team_id = ANY(${[...teams.keys()]}::uuid[]) AND NOT (i.id = ANY(${hidden}::uuid[]))
      AND p.published_at IS NULL
    ORDER BY i.opened_at DESC, i.id DESC LIMIT ${limit}`;
  const incidents = await reader(ctx).incident.findMany({
    where: { id: { in: found.map((one) => one.id) } },
    select: { ...INCIDENT, teamId: true },
  });
  const reports = await reader(ctx).postmortem.findMany({
    where: { id: { in: found.flatMap((one) => (one.postmortem_id ? [one.postmortem_id] : [])) } },
  });
  const rows = new Map((await presentRows(ctx, reports, teams)).map((row) => [row.id, row]));
  return found.flatMap(({ id, postmortem_id }) => {
    const incident = incidents.find((one) => one.id === id);
    if (!incident) return [];
    const { teamId, ...facts } = incident;
    const report = postmortem_id ? rows.get(postmortem_id) : undefined;
    return [
      {
        incident: presentIncidentFacts(facts),
        team: { id: teamId, name: teams.get(teamId)?.name ?? "" },
        postmortem: report
          ? {
              id: report.id,
              state: report.state,
              dueAt: report.dueAt,
              overdue: report.overdue,
              owner: report.owner,
            }
          : null,
      },
    ];
  });
}

/** The report of one incident, for its page; null when there is none or it is not theirs to see. */
export async function postmortemOf(ctx: Ctx, incidentId: string): Promise<PostmortemRow | null> {
  const teams = await seenTeams(ctx);
  const row = await reader(ctx).postmortem.findFirst({
    where: { incidentId, AND: await scope(ctx, teams, true) },
  });
  return row ? ((await presentRows(ctx, [row], teams))[0] ?? null) : null;
}
