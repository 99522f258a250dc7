import { type Actor, type Ctx, isAdmin } from "#lib/platform/context.ts";
import { readRows } from "#lib/platform/db.ts";
import { type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import { Prisma } from "#prisma";
import { worstClock } from "../model/clocks.ts";
import { readClocks, type StoredClocks } from "../model/stored-clocks.ts";
import { type Severity, STATUSES, type Status } from "../model.ts";
import type { IncidentRow, ListIncidents } from "../schema/list.ts";
import { wantedBy } from "./search.ts";

const NOBODY = "00000000-0000-0000-0000-000000000000";
const ACTIVE = ["open", "acknowledged", "investigating", "mitigated"];

/** The viewer's scope as SQL: public ones of teams they see, and any they are named on. */
export function visibleSql(actor: Actor): Prisma.Sql {
  if (actor.kind === "system") return Prisma.sql`TRUE`;
  const me = actor.userId ?? NOBODY;
  const mine = Prisma.sql`EXISTS (SELECT 1 FROM incident_people p WHERE p.incident_id = i.id AND p.user_id = ${me}::uuid)`;
  if (isAdmin(actor)) return Prisma.sql`(NOT i.is_private OR ${mine})`;
  const teams = [...actor.teams.keys()];
  const own = teams.length > 0 ? Prisma.sql`OR i.team_id = ANY(${teams}::uuid[])` : Prisma.empty;
  return Prisma.sql`((NOT i.is_private AND (t.visibility = 'open' ${own})) OR ${mine})`;
}

export interface ListRow {
  id: string;
  number: number;
  title: string;
  severity: Severity;
  status: Status;
  team_id: string;
  team_name: string;
  service_id: string | null;
  service_name: string | null;
  owner_id: string | null;
  owner_name: string | null;
  is_private: boolean;
  opened_at: Date;
  resolved_at: Date | null;
  clocks: StoredClocks;
  version: number;
}

/** The columns and joins every list of incidents shares; `source` stands for the incidents themselves. */
const listFrom = (
  source: Prisma.Sql,
) => Prisma.sql`SELECT i.id::text, i.number, i.title, i.severity, i.status, i.team_id::text, t.name AS team_name,
  i.service_id::text, s.name AS service_name, coalesce(i.assignee_id, i.commander_id)::text AS owner_id, u.name AS owner_name, i.is_private,
  i.opened_at, i.resolved_at, i.clocks, i.version
  FROM ${source} i JOIN teams t ON t.id = i.team_id LEFT JOIN services s ON s.id = i.service_id
  LEFT JOIN users u ON u.id = coalesce(i.assignee_id, i.commander_id)`;
export const LIST_FROM = listFrom(Prisma.sql`incidents`);

export function presentRow(row: ListRow): IncidentRow {
  const worst = worstClock(readClocks(row.clocks));
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    severity: row.severity,
    status: row.status,
    team: { id: row.team_id, name: row.team_name },
    service: row.service_id ? { id: row.service_id, name: row.service_name ?? "" } : null,
    owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? "former member" } : null,
    private: row.is_private,
    openedAt: row.opened_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    clock: worst && {
      name: worst.name,
      startedAt: worst.clock.startedAt.toISOString(),
      dueAt: worst.clock.dueAt.toISOString(),
      endedAt: null,
      breachedAt: worst.clock.breachedAt?.toISOString() ?? null,
      from: worst.clock.from ?? null,
    },
    version: row.version,
  };
}

function filters(ctx: Ctx, filter: ListIncidents): Prisma.Sql[] {
  const statuses = (filter.status ?? []).flatMap((one) => (one === "active" ? ACTIVE : [one]));
  const where: Prisma.Sql[] = [];
  if (statuses.length > 0 && statuses.length < STATUSES.length)
    where.push(Prisma.sql`i.status = ANY(${statuses})`);
  if (filter.severity?.length) where.push(Prisma.sql`i.severity = ANY(${filter.severity})`);
  if (filter.teamId) where.push(Prisma.sql`i.team_id = ${filter.teamId}::uuid`);
  if (filter.serviceId) where.push(Prisma.sql`i.service_id = ${filter.serviceId}::uuid`);
  if (filter.undocumented === "true") where.push(Prisma.sql`i.status = 'resolved'`);
  if (filter.mine === "true") where.push(mineSql(ctx.actor.userId));
  return where;
}

/** The stretch of the list that is asked for: the index of age begins and ends there. */
function stretch(filter: ListIncidents): Prisma.Sql {
  const place = placeOf("incidents", filter.cursor);
  const parts = [
    place ? Prisma.sql`(i.opened_at, i.id) < (${place.at}, ${place.id}::uuid)` : Prisma.sql`TRUE`,
    ...(filter.from ? [Prisma.sql`i.opened_at >= ${new Date(filter.from)}`] : []),
    ...(filter.to ? [Prisma.sql`i.opened_at < ${new Date(Date.parse(filter.to) + 86_400_000)}`] : []),
  ];
  return Prisma.join(parts, " AND ");
}

function mineSql(userId: string | null): Prisma.Sql {
  const me = userId ?? NOBODY;
  return Prisma.sql`(i.assignee_id = ${me}::uuid OR i.commander_id = ${me}::uuid OR EXISTS (
    SELECT 1 FROM incident_roles r WHERE r.incident_id = i.id AND r.user_id = ${me}::uuid AND r.until IS NULL))`;
}

/** How many of the newest incidents a search looks through one by one before it asks the index. */
const NEARBY = 1000;

interface Asked {
  where: Prisma.Sql[];
  /** The stretch of the list: after the cursor, between two days. */
  after: Prisma.Sql;
  most: number;
}

/** What is found among the newest incidents of the stretch: mostly a page, at a price that knows no volume. */
function nearby(ctx: Ctx, { where, after, most }: Asked, match: Prisma.Sql): Promise<ListRow[]> {
  const newest = Prisma.sql`(SELECT * FROM incidents i WHERE ${after} ORDER BY i.opened_at DESC, i.id DESC LIMIT ${NEARBY})`;
  return readRows<ListRow>(
    ctx,
    Prisma.sql`${listFrom(newest)} WHERE ${Prisma.join([...where, match], " AND ")} ORDER BY i.opened_at DESC, i.id DESC LIMIT ${most}`,
  );
}

/**
 * What seldom stands. The fence (OFFSET 0) makes the index find it first: left to itself the planner walks all incidents
 * by age, which takes seconds for a word that stands nowhere. Whole rows are read only of what is shown.
 */
function anywhere(ctx: Ctx, { where, after, most }: Asked, match: Prisma.Sql): Promise<ListRow[]> {
  const found = Prisma.sql`SELECT i.id, i.opened_at FROM incidents i JOIN teams t ON t.id = i.team_id
    WHERE ${Prisma.join([...where, match, after], " AND ")} OFFSET 0`;
  return readRows<ListRow>(
    ctx,
    Prisma.sql`${LIST_FROM} WHERE i.id = ANY(ARRAY(SELECT m.id FROM (${found}) m ORDER BY m.opened_at DESC, m.id DESC LIMIT ${most}))
      ORDER BY i.opened_at DESC, i.id DESC`,
  );
}

/** Incidents the actor may see, newest first (S-044). A list at 100,000 rows costs what it costs at 1,000. */
export async function listIncidents(ctx: Ctx, filter: ListIncidents): Promise<Page<IncidentRow>> {
  const wanted = wantedBy(filter.q);
  const exact = wanted.by === "exact" ? [wanted.match] : [];
  const asked = {
    where: [visibleSql(ctx.actor), ...exact, ...filters(ctx, filter)],
    after: stretch(filter),
    most: filter.limit + 1,
  };
  let rows: ListRow[] = [];
  if (wanted.by !== "text")
    rows = await readRows<ListRow>(
      ctx,
      Prisma.sql`${LIST_FROM} WHERE ${Prisma.join([...asked.where, asked.after], " AND ")} ORDER BY i.opened_at DESC, i.id DESC LIMIT ${asked.most}`,
    );
  else {
    if (wanted.near) rows = await nearby(ctx, asked, wanted.near);
    if (rows.length < asked.most) rows = await anywhere(ctx, asked, wanted.far);
  }
  return pageOf("incidents", rows, filter.limit, (row) => ({ at: row.opened_at, id: row.id }), presentRow);
}

export interface BoardColumn {
  status: Status;
  total: number;
  items: IncidentRow[];
}

/** A column is an overview: the worst of it, and how many there are; the list has the rest. */
const PER_COLUMN = 20;

interface BoardRow extends ListRow {
  total: number;
}

/**
 * What is open, and what was opened in the last three days and is resolved, by status: the worst first. Ranked by four
 * narrow columns; whole rows are read only of what is shown, however much is open.
 */
export async function boardIncidents(ctx: Ctx): Promise<{ columns: BoardColumn[] }> {
  const since = new Date(ctx.now.getTime() - 3 * 86_400_000);
  const rows = await readRows<BoardRow>(
    ctx,
    Prisma.sql`
    WITH asked AS (SELECT i.id, i.status, i.severity, i.opened_at FROM incidents i JOIN teams t ON t.id = i.team_id
        WHERE ${visibleSql(ctx.actor)} AND i.status IN ('open', 'acknowledged', 'investigating', 'mitigated')
      UNION ALL SELECT i.id, i.status, i.severity, i.opened_at FROM incidents i JOIN teams t ON t.id = i.team_id
        WHERE ${visibleSql(ctx.actor)} AND i.status = 'resolved' AND i.opened_at > ${since}),
    ranked AS (SELECT id, row_number() OVER w AS place, count(*) OVER (PARTITION BY status)::int AS total
      FROM asked WINDOW w AS (PARTITION BY status ORDER BY severity, opened_at DESC, id DESC)),
    shown AS MATERIALIZED (SELECT id, place, total FROM ranked WHERE place <= ${PER_COLUMN})
    SELECT row.*, shown.total FROM shown JOIN LATERAL (${LIST_FROM} WHERE i.id = shown.id) row ON true ORDER BY shown.place`,
  );
  const columns = [...ACTIVE, "resolved"].map((status) => {
    const own = rows.filter((row) => row.status === status);
    return { status: status as Status, total: own[0]?.total ?? 0, items: own.map(presentRow) };
  });
  return { columns };
}

/** The open P0 and P1 the actor may see, worst and oldest first: the band on every page. */
export async function openAlarms(ctx: Ctx): Promise<IncidentRow[]> {
  const rows = await readRows<ListRow>(
    ctx,
    Prisma.sql`
    ${LIST_FROM} WHERE ${visibleSql(ctx.actor)} AND i.severity IN ('P0', 'P1')
      AND i.status IN ('open', 'acknowledged', 'investigating', 'mitigated') ORDER BY i.severity, i.opened_at LIMIT 50`,
  );
  return rows.map(presentRow);
}

/** How many incidents of a service are open, by severity, worst first; of those the actor may see. */
export async function openOfService(
  ctx: Ctx,
  serviceId: string,
): Promise<Array<{ severity: Severity; count: number }>> {
  return readRows<{ severity: Severity; count: number }>(
    ctx,
    Prisma.sql`SELECT i.severity, count(*)::int AS count FROM incidents i JOIN teams t ON t.id = i.team_id
      WHERE ${visibleSql(ctx.actor)} AND i.service_id = ${serviceId}::uuid
        AND i.status IN ('open', 'acknowledged', 'investigating', 'mitigated') GROUP BY i.severity ORDER BY i.severity`,
  );
}

/** What is open and carries this person's name. */
export async function incidentsOf(ctx: Ctx, userId: string): Promise<IncidentRow[]> {
  const rows = await readRows<ListRow>(
    ctx,
    Prisma.sql`
    ${LIST_FROM} WHERE ${visibleSql(ctx.actor)} AND i.status IN ('open', 'acknowledged', 'investigating', 'mitigated') AND ${mineSql(userId)}
    ORDER BY i.severity, i.opened_at LIMIT 100`,
  );
  return rows.map(presentRow);
}
