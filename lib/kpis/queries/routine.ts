import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { endOfLocalDay, localDate, wallToInstant } from "#lib/platform/time.ts";
import { Prisma } from "#prisma";
import { sharePct } from "../model/statistics.ts";
import type { SeenService, Sight } from "../queries.ts";
import { allEdges, type Figure, type Frame, NOTHING, type Series, seriesFrom } from "./period.ts";
import { isoEdges } from "./samples.ts";

export const ROUTINE_KPIS = [
  "checklist-completion",
  "checklist-on-time",
  "checklist-missed",
  "postmortems-on-time",
  "actions-on-time",
  "handoffs-in-time",
] as const;
export type RoutineKpi = (typeof ROUTINE_KPIS)[number];

/** One thing that fell due: when, whether it was met, and how it is called. */
export interface DueFact {
  id: string;
  label: string;
  url: string;
  due_at: Date;
  done_at: Date | null;
  reason: string | null;
  good: boolean;
}

const scopeSql = (alias: string, sight: Sight, service: SeenService | null): Prisma.Sql => {
  const table = Prisma.raw(alias);
  const teams = Prisma.sql`${table}.team_id = ANY(${[...sight.teams.keys()]}::uuid[])`;
  return service ? Prisma.sql`${teams} AND ${table}.service_id = ${service.id}::uuid` : teams;
};

/** Runs by the instant that counts: due for completion and on time, missed for missed. */
function runFacts(
  key: RoutineKpi,
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
  from: Date,
): Prisma.Sql {
  const asOf = Prisma.sql`${frame.asOf.toISOString()}::timestamptz`;
  const done = Prisma.sql`CASE WHEN r.completed_at <= ${asOf} THEN r.completed_at END`;
  const when = key === "checklist-missed" ? Prisma.sql`r.missed_at` : Prisma.sql`r.due_at`;
  const good = {
    "checklist-completion": Prisma.sql`d.done_at IS NOT NULL`,
    "checklist-on-time": Prisma.sql`coalesce(d.done_at <= d.due_at, false)`,
    "checklist-missed": Prisma.sql`coalesce(d.done_at < d.due_at, false)`,
  }[key as "checklist-completion"];
  return Prisma.sql`SELECT d.*, ${good} AS good FROM (
    SELECT r.id::text, t.title || ' (RUN-' || r.number || ')' AS label, '/checklists/runs/' || r.id AS url,
      ${when} AS due_at, ${done} AS done_at,
      CASE WHEN r.state = 'skipped' THEN 'skipped' WHEN r.state = 'not-measured' THEN 'not measured' END AS reason
    FROM checklist_runs r JOIN checklist_templates t ON t.id = r.template_id
    WHERE ${when} >= ${from.toISOString()}::timestamptz AND ${when} < ${frame.period.to.toISOString()}::timestamptz
      AND ${scopeSql("r", sight, service)}) d`;
}

function postmortemFacts(frame: Frame, sight: Sight, service: SeenService | null, from: Date): Prisma.Sql {
  const asOf = Prisma.sql`${frame.asOf.toISOString()}::timestamptz`;
  return Prisma.sql`SELECT d.*, coalesce(d.done_at <= d.due_at, false) AS good FROM (
    SELECT p.id::text, p.title AS label, '/postmortems/' || p.id AS url, p.due_at,
      CASE WHEN p.published_at <= ${asOf} THEN p.published_at END AS done_at,
      CASE WHEN p.is_private OR i.is_private THEN 'private' END AS reason
    FROM postmortems p LEFT JOIN incidents i ON i.id = p.incident_id
    WHERE p.due_at >= ${from.toISOString()}::timestamptz AND p.due_at < ${frame.period.to.toISOString()}::timestamptz
      AND ${scopeSql("p", sight, service)}) d`;
}

/** Handoffs by the end of their grace time; of one whose schedules are not all in sight nothing is told. */
function handoffFacts(frame: Frame, sight: Sight, service: SeenService | null, from: Date): Prisma.Sql {
  const asOf = Prisma.sql`${frame.asOf.toISOString()}::timestamptz`;
  const teams = Prisma.sql`s.team_id = ANY(${[...sight.teams.keys()]}::uuid[])`;
  // A service has the pager of the schedule it names, else of every line of its team.
  const own = service
    ? Prisma.sql`AND EXISTS (SELECT 1 FROM handoff_shifts x JOIN schedules s ON s.id = x.schedule_id
        JOIN services v ON v.id = ${service.id}::uuid AND v.team_id = s.team_id
        WHERE x.handoff_id = h.id AND coalesce(v.schedule_id, s.id) = s.id)`
    : Prisma.empty;
  return Prisma.sql`SELECT d.*, coalesce(d.done_at <= d.due_at, false) AS good FROM (
    SELECT h.id::text, coalesce(f.name || ' to ', '') || t.name AS label, '/on-call/handoffs/' || h.id AS url,
      h.grace_ends_at AS due_at, CASE WHEN h.accepted_at <= ${asOf} THEN h.accepted_at END AS done_at,
      CASE WHEN h.from_user_id IS NULL THEN 'nobody handed over' END AS reason
    FROM handoffs h JOIN users t ON t.id = h.to_user_id LEFT JOIN users f ON f.id = h.from_user_id
    WHERE h.state <> 'void' AND h.grace_ends_at >= ${from.toISOString()}::timestamptz
      AND h.grace_ends_at < least(${frame.period.to.toISOString()}::timestamptz, ${asOf})
      AND EXISTS (SELECT 1 FROM handoff_shifts x WHERE x.handoff_id = h.id)
      AND NOT EXISTS (SELECT 1 FROM handoff_shifts x JOIN schedules s ON s.id = x.schedule_id
        WHERE x.handoff_id = h.id AND NOT ${teams}) ${own}) d`;
}

/** What fell due for a KPI from `from` to the end of the frame, as SQL; actions are the exception, see below. */
export function dueFacts(
  key: Exclude<RoutineKpi, "actions-on-time">,
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
  from: Date = frame.previous.from,
): Prisma.Sql {
  if (key === "handoffs-in-time") return handoffFacts(frame, sight, service, from);
  return key === "postmortems-on-time"
    ? postmortemFacts(frame, sight, service, from)
    : runFacts(key, frame, sight, service, from);
}

interface ActionRow {
  id: string;
  title: string;
  team_id: string;
  due_on: Date;
  done_at: Date | null;
  state: string;
  hidden: boolean;
}

/** An action is due at the end of its day where its team works: told by the one place that knows zones, not by SQL. */
export async function actionFacts(
  ctx: Ctx,
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
  from: Date = frame.previous.from,
): Promise<DueFact[]> {
  const first = localDate(new Date(from.getTime() - 2 * 86_400_000), "UTC");
  const last = localDate(new Date(frame.period.to.getTime() + 2 * 86_400_000), "UTC");
  const rows = await reader(ctx).$queryRaw<ActionRow[]>`
    SELECT a.id::text, a.title, a.team_id::text, a.due_on, a.done_at, a.state,
      EXISTS (SELECT 1 FROM incidents i LEFT JOIN postmortems p ON p.incident_id = i.id
        WHERE i.is_private AND a.source_id IN (i.id, p.id)) AS hidden
    FROM action_items a WHERE a.due_on >= ${first}::date AND a.due_on <= ${last}::date
      AND ${scopeSql("a", sight, service)} ORDER BY a.due_on, a.id LIMIT 100000`;
  const ends = new Map<string, Date>();
  const endOf = (day: string, zone: string): Date => {
    const key = `${day} ${zone}`;
    const known = ends.get(key) ?? endOfLocalDay(wallToInstant(`${day}T12:00`, zone), zone);
    ends.set(key, known);
    return known;
  };
  return rows.flatMap((row) => {
    const zone = sight.teams.get(row.team_id)?.zone ?? "UTC";
    const due = endOf(row.due_on.toISOString().slice(0, 10), zone);
    if (due < from || due >= frame.period.to) return [];
    const done = row.done_at && row.done_at <= frame.asOf ? row.done_at : null;
    const reason = row.hidden ? "private" : row.state === "waived" ? "waived" : null;
    return [
      {
        id: row.id,
        label: row.title,
        url: `/actions?action=${row.id}`,
        due_at: due,
        done_at: done,
        reason,
        good: done !== null && done <= due,
      },
    ];
  });
}

const share = (good: number, count: number): Figure => ({ value: sharePct(good, count), count });

async function actionSeries(
  ctx: Ctx,
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
): Promise<Series> {
  const facts = (await actionFacts(ctx, frame, sight, service)).filter((fact) => fact.reason === null);
  const between = (from: Date, to: Date): Figure => {
    const inside = facts.filter((fact) => fact.due_at >= from && fact.due_at < to);
    return inside.length === 0 ? NOTHING : share(inside.filter((fact) => fact.good).length, inside.length);
  };
  const edges = allEdges(frame);
  const [before, ...buckets] = edges
    .slice(0, -1)
    .map((edge, index) => between(edge, edges[index + 1] ?? edge));
  return { total: between(frame.period.from, frame.period.to), previous: before ?? NOTHING, buckets };
}

interface Row {
  n: number | null;
  inside: boolean | null;
  count: number;
  good: number;
}

/** One of the KPIs of routine and learning over the frame: what fell due, and how much of it was met. */
export async function routineSeries(
  ctx: Ctx,
  key: RoutineKpi,
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
): Promise<Series> {
  if (key === "actions-on-time") return actionSeries(ctx, frame, sight, service);
  const rows = await reader(ctx).$queryRaw<Row[]>`
    SELECT n, inside, count(*)::int AS count, count(*) FILTER (WHERE good)::int AS good
    FROM (
      SELECT facts.good, b.n, b.n > 1 AS inside FROM (${dueFacts(key, frame, sight, service)}) facts
      CROSS JOIN LATERAL (SELECT width_bucket(facts.due_at, ${isoEdges(frame)}::timestamptz[]) AS n) b
      WHERE facts.reason IS NULL
    ) counted
    GROUP BY GROUPING SETS ((n), (inside))`;
  const figure = (row: Row): Figure =>
    key === "checklist-missed"
      ? { value: row.count - row.good, count: row.count }
      : share(row.good, row.count);
  return seriesFrom(frame, rows, figure);
}
