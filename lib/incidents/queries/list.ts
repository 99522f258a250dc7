import { type Actor, type Ctx, isAdmin } from "#lib/platform/context.ts";
import { readRows } from "#lib/platform/db.ts";
import { type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import { Prisma } from "#prisma";
import { worstClock } from "../model/clocks.ts";
import { readClocks, type StoredClocks } from "../model/stored-clocks.ts";
import { type Severity, STATUSES, type Status } from "../model.ts";
import type { IncidentRow, ListIncidents } from "../schema.ts";

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

/** The columns and joins every list of incidents shares. */
export const LIST_FROM = Prisma.sql`SELECT i.id::text, i.number, i.title, i.severity, i.status, i.team_id::text, t.name AS team_name,
  i.service_id::text, s.name AS service_name, coalesce(i.assignee_id, i.commander_id)::text AS owner_id, u.name AS owner_name, i.is_private,
  i.opened_at, i.resolved_at, i.clocks, i.version
  FROM incidents i JOIN teams t ON t.id = i.team_id LEFT JOIN services s ON s.id = i.service_id
  LEFT JOIN users u ON u.id = coalesce(i.assignee_id, i.commander_id)`;

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

/** Beginnings of words, all of which must stand in the incident; null when there is no letter or digit in the text. */
function wordQuery(wanted: string): string | null {
  const words = wanted.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? null : words.map((word) => `${word}:*`).join(" & ");
}

/**
 * The newest thousand that match, of those the actor may see. The fence (OFFSET 0) makes the index of words find them first: left to itself the
 * planner walks all incidents by age and cuts each into words, which takes seconds for a word that stands nowhere.
 */
const newestOf = (actor: Actor, match: Prisma.Sql) => Prisma.sql`i.id = ANY(ARRAY(SELECT m.id FROM
  (SELECT i.id, i.opened_at FROM incidents i JOIN teams t ON t.id = i.team_id WHERE ${visibleSql(actor)} AND ${match} OFFSET 0) m
  ORDER BY m.opened_at DESC LIMIT 1000))`;

/**
 * `q` is text, never a pattern (S-245, S-247): a number finds that incident, one or two letters the titles that begin
 * with them, more the words' beginnings anywhere in title, summary and report; signs alone are looked for as they are.
 */
function search(actor: Actor, q: string | undefined): Prisma.Sql[] {
  const wanted = q?.replaceAll("\u0000", "").toWellFormed().trim();
  if (!wanted) return [];
  const number = /^(?:INC-)?(\d{1,9})$/i.exec(wanted)?.[1];
  if (number) return [Prisma.sql`i.number = ${Number(number)}`];
  const literal = wanted.replace(/[\\%_]/g, "\\$&");
  const words = wordQuery(wanted);
  if (words === null) return [Prisma.sql`i.title ILIKE ${`%${literal}%`}`];
  if ([...wanted].length <= 2)
    return [newestOf(actor, Prisma.sql`lower(left(i.title, 2)) LIKE ${`${literal.toLowerCase()}%`}`)];
  return [
    newestOf(
      actor,
      Prisma.sql`incident_words(i.title, i.summary, i.report_happened, i.report_cause, i.report_resolution) @@ to_tsquery('simple', ${words})`,
    ),
  ];
}

function filters(ctx: Ctx, filter: ListIncidents): Prisma.Sql[] {
  const statuses = (filter.status ?? []).flatMap((one) => (one === "active" ? ACTIVE : [one]));
  const where: Prisma.Sql[] = [...search(ctx.actor, filter.q)];
  if (statuses.length > 0 && statuses.length < STATUSES.length)
    where.push(Prisma.sql`i.status = ANY(${statuses})`);
  if (filter.severity?.length) where.push(Prisma.sql`i.severity = ANY(${filter.severity})`);
  if (filter.teamId) where.push(Prisma.sql`i.team_id = ${filter.teamId}::uuid`);
  if (filter.serviceId) where.push(Prisma.sql`i.service_id = ${filter.serviceId}::uuid`);
  if (filter.from) where.push(Prisma.sql`i.opened_at >= ${new Date(filter.from)}`);
  if (filter.to) where.push(Prisma.sql`i.opened_at < ${new Date(Date.parse(filter.to) + 86_400_000)}`);
  if (filter.undocumented === "true") where.push(Prisma.sql`i.status = 'resolved'`);
  if (filter.mine === "true") where.push(mineSql(ctx.actor.userId));
  return where;
}

function mineSql(userId: string | null): Prisma.Sql {
  const me = userId ?? NOBODY;
  return Prisma.sql`(i.assignee_id = ${me}::uuid OR i.commander_id = ${me}::uuid OR EXISTS (
    SELECT 1 FROM incident_roles r WHERE r.incident_id = i.id AND r.user_id = ${me}::uuid AND r.until IS NULL))`;
}

/** Incidents the actor may see, newest first (S-044). A list at 100,000 rows costs what it costs at 1,000. */
export async function listIncidents(ctx: Ctx, filter: ListIncidents): Promise<Page<IncidentRow>> {
  const place = placeOf("incidents", filter.cursor);
  const where = [visibleSql(ctx.actor), ...filters(ctx, filter)];
  if (place) where.push(Prisma.sql`(i.opened_at, i.id) < (${place.at}, ${place.id}::uuid)`);
  const rows = await readRows<ListRow>(
    ctx,
    Prisma.sql`
    ${LIST_FROM} WHERE ${Prisma.join(where, " AND ")} ORDER BY i.opened_at DESC, i.id DESC LIMIT ${filter.limit + 1}`,
  );
  return pageOf("incidents", rows, filter.limit, (row) => ({ at: row.opened_at, id: row.id }), presentRow);
}

export interface BoardColumn {
  status: Status;
  total: number;
  items: IncidentRow[];
}

const PER_COLUMN = 50;

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
