import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";
import { sharePct } from "../model/statistics.ts";
import type { SeenService, Sight } from "../queries.ts";
import { type Figure, type Frame, type Series, seriesFrom } from "./period.ts";
import { isoEdges } from "./samples.ts";

export const INCIDENT_KPIS = ["mtta", "mttr", "incidents-by-severity", "respond-in-time"] as const;
export type IncidentKpi = (typeof INCIDENT_KPIS)[number];

/** The asker's teams, or one service; the same for every viewer of the same teams: privacy is a reason, not a scope. */
function scopeSql(sight: Sight, service: SeenService | null): Prisma.Sql {
  const teams = Prisma.sql`i.team_id = ANY(${[...sight.teams.keys()]}::uuid[])`;
  return service ? Prisma.sql`${teams} AND i.service_id = ${service.id}::uuid` : teams;
}

/**
 * What an incident looked like at an instant, from its timeline: its last resolution until then, and how long it stood
 * resolved before reopenings that came later and so do not count yet.
 */
function historySql(asOf: string): Prisma.Sql {
  return Prisma.sql`LEFT JOIN LATERAL (
    WITH h AS (
      SELECT e.at, e.data->>'from' AS f, e.data->>'to' AS t, coalesce((e.data->>'reopened')::boolean, false) AS r,
        (e.data->>'to' = 'resolved' OR (e.data->>'to' = 'closed' AND e.data->>'from' <> 'resolved')) AS ends
      FROM timeline_entries e WHERE e.incident_id = i.id AND e.kind = 'status')
    SELECT bool_or(h.r AND h.at > ${asOf}::timestamptz) AS reopened_later,
      max(h.at) FILTER (WHERE h.ends AND h.at <= ${asOf}::timestamptz) AS ended_at,
      max(h.at) FILTER (WHERE h.r AND h.at <= ${asOf}::timestamptz) AS reopened_at,
      max(h.at) FILTER (WHERE h.t IN ('cancelled', 'merged')) AS aside_at,
      coalesce(sum(round(extract(epoch FROM h.at - (SELECT max(b.at) FROM h b WHERE b.ends AND b.at < h.at))))
        FILTER (WHERE h.r AND h.f IN ('resolved', 'closed') AND h.at > ${asOf}::timestamptz), 0) AS stood_later
    FROM h) past ON true`;
}

/**
 * Every incident opened in the frame, with why it is left out, if it is, and its times as they were known at `asOf`.
 * `ack` and `res` are seconds (null: not yet), `respond` is in-time, late or open (null: no clock).
 */
export function incidentFacts(
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
  from: Date = frame.previous.from,
): Prisma.Sql {
  const asOf = frame.asOf.toISOString();
  const at = Prisma.sql`${asOf}::timestamptz`;
  const past = frame.historic;
  const resolved = past
    ? Prisma.sql`CASE WHEN past.reopened_later
        THEN CASE WHEN past.ended_at > coalesce(past.reopened_at, '-infinity') THEN past.ended_at END
        WHEN i.resolved_at <= ${at} THEN i.resolved_at END`
    : Prisma.sql`i.resolved_at`;
  const stood = past
    ? Prisma.sql`(i.resolved_seconds - coalesce(past.stood_later, 0))`
    : Prisma.sql`i.resolved_seconds`;
  const still = past
    ? Prisma.sql`coalesce(past.aside_at, i.cancelled_at, i.updated_at) <= ${at}`
    : Prisma.sql`true`;
  return Prisma.sql`SELECT f.*, extract(epoch FROM f.ack_at - f.opened_at)::float8 AS ack,
      CASE WHEN f.res_at IS NOT NULL
        THEN greatest(0, extract(epoch FROM f.res_at - f.opened_at) - f.stood)::float8 END AS res,
      CASE WHEN f.due IS NULL THEN NULL WHEN f.breached <= ${at} OR coalesce(f.ended, ${at}) > f.due THEN 'late'
        WHEN f.ended IS NOT NULL THEN 'in-time' ELSE 'open' END AS respond
    FROM (
      SELECT i.id, i.number, i.title, i.severity, i.opened_at, i.declared_by_id, i.acknowledged_by_id,
        CASE WHEN i.status = 'cancelled' AND ${still} THEN 'cancelled'
          WHEN (i.merged_into_id IS NOT NULL OR i.status = 'merged') AND ${still} THEN 'merged'
          WHEN i.is_private THEN 'private' WHEN i.is_exercise THEN 'exercise' END AS reason,
        CASE WHEN coalesce(i.first_ack_at, i.resolved_at) <= ${at} THEN coalesce(i.first_ack_at, i.resolved_at) END AS ack_at,
        ${resolved} AS res_at, ${stood} AS stood,
        (i.clocks->'respond'->>'dueAt')::timestamptz AS due,
        (i.clocks->'respond'->>'breachedAt')::timestamptz AS breached,
        CASE WHEN (i.clocks->'respond'->>'endedAt')::timestamptz <= ${at}
          THEN (i.clocks->'respond'->>'endedAt')::timestamptz END AS ended
      FROM incidents i ${past ? historySql(asOf) : Prisma.empty}
      WHERE i.opened_at >= ${from.toISOString()}::timestamptz
        AND i.opened_at < ${frame.period.to.toISOString()}::timestamptz AND ${scopeSql(sight, service)}) f`;
}

interface Row {
  n: number | null;
  inside: boolean | null;
  total: number;
  acks: number;
  ack_median: number | null;
  ack_p95: number | null;
  ack_mean: number | null;
  ends: number;
  res_median: number | null;
  res_p95: number | null;
  res_mean: number | null;
  in_time: number;
  late: number;
  p0: number;
  p1: number;
  p2: number;
  p3: number;
  p4: number;
}

const LEVELS = ["P0", "P1", "P2", "P3", "P4"] as const;

function classesOf(row: Row | undefined): Array<{ part: string; count: number }> {
  if (!row) return [];
  const counts = [row.p0, row.p1, row.p2, row.p3, row.p4];
  return LEVELS.map((part, index) => ({ part, count: counts[index] ?? 0 }));
}

const FIGURE: Record<IncidentKpi, (row: Row) => Figure> = {
  mtta: (row) => ({ value: row.ack_median, count: row.acks }),
  mttr: (row) => ({ value: row.res_median, count: row.ends }),
  "incidents-by-severity": (row) => ({ value: row.total, count: row.total }),
  "respond-in-time": (row) => ({
    value: sharePct(row.in_time, row.in_time + row.late),
    count: row.in_time + row.late,
  }),
};

/** The first incident there is: before it nothing is known, after it no incident means zero. */
async function knownSince(ctx: Ctx, sight: Sight, service: SeenService | null): Promise<Date | null> {
  const [row] = await reader(ctx).$queryRaw<Array<{ at: Date | null }>>`
    SELECT i.opened_at AS at FROM incidents i WHERE ${scopeSql(sight, service)} ORDER BY i.opened_at LIMIT 1`;
  return row?.at ?? null;
}

/** A count is zero once counting has begun; before that it is missing. */
function fillZeros(series: Series, frame: Frame, since: Date | null): Series {
  const zero = (figure: Figure, until: Date): Figure =>
    figure.value === null && since !== null && since < until ? { value: 0, count: 0 } : figure;
  return {
    ...series,
    total: zero(series.total, frame.period.to),
    previous: zero(series.previous, frame.previous.to),
    buckets: series.buckets.map((figure, index) => zero(figure, frame.edges[index + 1] ?? frame.period.to)),
  };
}

/** MTTA, MTTR, count by severity and responded in time, straight from the incidents (G-05), in one pass. */
export async function incidentSeries(
  ctx: Ctx,
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
): Promise<Record<IncidentKpi, Series>> {
  const rows = await reader(ctx).$queryRaw<Row[]>`
    SELECT n, inside, count(*)::int AS total,
      count(ack)::int AS acks, percentile_cont(0.5) WITHIN GROUP (ORDER BY ack) AS ack_median,
      percentile_disc(0.95) WITHIN GROUP (ORDER BY ack) AS ack_p95, avg(ack) AS ack_mean,
      count(res)::int AS ends, percentile_cont(0.5) WITHIN GROUP (ORDER BY res) AS res_median,
      percentile_disc(0.95) WITHIN GROUP (ORDER BY res) AS res_p95, avg(res) AS res_mean,
      count(*) FILTER (WHERE respond = 'in-time')::int AS in_time, count(*) FILTER (WHERE respond = 'late')::int AS late,
      count(*) FILTER (WHERE severity = 'P0')::int AS p0, count(*) FILTER (WHERE severity = 'P1')::int AS p1,
      count(*) FILTER (WHERE severity = 'P2')::int AS p2, count(*) FILTER (WHERE severity = 'P3')::int AS p3,
      count(*) FILTER (WHERE severity = 'P4')::int AS p4
    FROM (
      SELECT facts.ack, facts.res, facts.respond, facts.severity, b.n, b.n > 1 AS inside
      FROM (${incidentFacts(frame, sight, service)}) facts
      CROSS JOIN LATERAL (SELECT width_bucket(facts.opened_at, ${isoEdges(frame)}::timestamptz[]) AS n) b
      WHERE facts.reason IS NULL
    ) counted
    GROUP BY GROUPING SETS ((n), (inside))`;
  const whole = rows.find((row) => row.n === null && row.inside === true);
  const of = (key: IncidentKpi) => seriesFrom(frame, rows, FIGURE[key]);
  const since = await knownSince(ctx, sight, service);
  return {
    mtta: {
      ...of("mtta"),
      statistics: whole
        ? { median: whole.ack_median, p95: whole.ack_p95, mean: whole.ack_mean, count: whole.acks }
        : null,
    },
    mttr: {
      ...of("mttr"),
      statistics: whole
        ? { median: whole.res_median, p95: whole.res_p95, mean: whole.res_mean, count: whole.ends }
        : null,
    },
    "incidents-by-severity": {
      ...fillZeros(of("incidents-by-severity"), frame, since),
      classes: classesOf(whole),
    },
    "respond-in-time": of("respond-in-time"),
  };
}

/** P0 and P1 opened in the period, newest first, at most 30: the marks above a chart. */
export async function markedIncidents(
  ctx: Ctx,
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
): Promise<Array<{ id: string; number: number; severity: string; openedAt: string }>> {
  const rows = await reader(ctx).$queryRaw<
    Array<{ id: string; number: number; severity: string; opened_at: Date }>
  >`
    SELECT i.id::text, i.number, i.severity, i.opened_at FROM incidents i
    WHERE i.opened_at >= ${frame.period.from.toISOString()}::timestamptz
      AND i.opened_at < ${frame.period.to.toISOString()}::timestamptz AND i.severity IN ('P0', 'P1')
      AND NOT i.is_private AND NOT i.is_exercise AND i.status NOT IN ('cancelled', 'merged')
      AND ${scopeSql(sight, service)}
    ORDER BY i.opened_at DESC LIMIT 30`;
  return rows.map(({ opened_at, ...row }) => ({ ...row, openedAt: opened_at.toISOString() }));
}
