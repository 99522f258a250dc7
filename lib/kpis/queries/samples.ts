import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { localDate } from "#lib/platform/time.ts";
import { type KpiDefinition, Prisma } from "#prisma";
import { aggregate } from "../model/statistics.ts";
import { type Aggregation, bucketise, type KpiDirection } from "../model.ts";
import type { SeenService, Sight } from "../queries.ts";
import { allEdges, type Figure, type Frame, NOTHING, type Series, seriesFrom } from "./period.ts";

type Kpi = Pick<KpiDefinition, "key" | "aggregation" | "direction">;

/** The values a person may see: of no service and of services they see, or of the one that is named. */
export function sampleScopeSql(sight: Sight, service: SeenService | null): Prisma.Sql {
  if (service) return Prisma.sql`s.service_id = ${service.id}::uuid`;
  return Prisma.sql`(s.service_id IS NULL OR s.service_id = ANY(${[...sight.services.keys()]}::uuid[]))`;
}

/** What counts as known at an instant: neither taken back nor replaced until then. */
export function effectiveSql(asOf: Date): Prisma.Sql {
  const at = asOf.toISOString();
  return Prisma.sql`s.recorded_at <= ${at}::timestamptz AND NOT s.is_void AND NOT EXISTS (
    SELECT 1 FROM kpi_samples c WHERE c.corrects_id = s.id AND c.recorded_at <= ${at}::timestamptz)`;
}

export const isoEdges = (frame: Frame): string[] => allEdges(frame).map((edge) => edge.toISOString());

interface Row {
  key: string;
  n: number | null;
  inside: boolean | null;
  count: number;
  mean: number | null;
  median: number | null;
  sum: number | null;
  most: number | null;
  least: number | null;
  newest: number | null;
  raw_count: number;
  raw_p95: number | null;
}

/** Percentiles and the newest value cost a sort, so they are asked only for the KPIs that need them. */
function aggregates(kpis: Kpi[]): Prisma.Sql {
  const keysOf = (...kinds: string[]) =>
    kpis.filter((kpi) => kinds.includes(kpi.aggregation)).map((kpi) => kpi.key);
  const middle = keysOf("median", "p95");
  const high = keysOf("p95");
  const last = keysOf("last");
  return Prisma.sql`count(*)::int AS count, avg(value) AS mean, sum(value) AS sum, max(value) AS most, min(value) AS least,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY value) FILTER (WHERE key = ANY(${middle})) AS median,
    (array_agg(value ORDER BY at DESC, id DESC) FILTER (WHERE key = ANY(${last})))[1] AS newest,
    count(*) FILTER (WHERE source = 'api')::int AS raw_count,
    percentile_disc(0.95) WITHIN GROUP (ORDER BY value)
      FILTER (WHERE source = 'api' AND key = ANY(${high})) AS raw_p95`;
}

/** A p95 KPI has raw values (pushed one by one), or readings that are percentiles already: never mixed. */
function figureOf(kpi: Kpi, raw: boolean): (row: Row) => Figure {
  return (row) => {
    const value: Record<string, number | null> = {
      avg: row.mean,
      ratio: row.mean,
      median: row.median,
      sum: row.sum,
      "count-by-class": row.sum,
      count: row.count,
      max: row.most,
      last: row.newest,
    };
    if (kpi.aggregation !== "p95") return { value: value[kpi.aggregation] ?? null, count: row.count };
    if (!raw) return { value: row.median, count: row.count };
    return row.raw_count === 0 ? NOTHING : { value: row.raw_p95, count: row.raw_count };
  };
}

function seriesOf(kpi: Kpi, frame: Frame, rows: Row[]): Series {
  const raw = rows.some((row) => row.raw_count > 0);
  const series = seriesFrom(frame, rows, figureOf(kpi, raw));
  if (kpi.aggregation !== "p95" || raw) return series;
  const whole = rows.find((row) => row.n === null && row.inside === true);
  if (!whole) return series;
  const worst = kpi.direction === "higher_is_better" ? whole.least : whole.most;
  return { ...series, readings: { worst, median: whole.median } };
}

/** Counts per user and day need the local day, which is told in one place and not in SQL: from the raw values. */
async function perUserSeries(
  ctx: Ctx,
  kpi: Kpi,
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
): Promise<Series> {
  const edges = allEdges(frame);
  const rows = await reader(ctx).$queryRaw<Array<{ at: Date; value: number; part: string }>>`
    SELECT s.at, s.value, s.part FROM kpi_samples s
    WHERE s.kpi_key = ${kpi.key} AND s.at >= ${frame.previous.from.toISOString()}::timestamptz
      AND s.at < ${frame.period.to.toISOString()}::timestamptz
      AND ${sampleScopeSql(sight, service)} AND ${effectiveSql(frame.asOf)}
    ORDER BY s.at LIMIT 200000`;
  const dayOf = (at: Date) => localDate(at, frame.zone);
  const kind = kpi.aggregation as Aggregation;
  const [before, ...buckets] = bucketise(rows, edges, kind, dayOf);
  const inside = rows.filter((row) => row.at >= frame.period.from);
  return {
    total: { value: aggregate(kind, inside, dayOf), count: inside.length },
    previous: before ?? NOTHING,
    buckets: buckets.map(({ value, count }) => ({ value, count })),
  };
}

/** Every KPI made of samples over the frame, in one query; those without values are there with nothing. */
export async function sampleSeries(
  ctx: Ctx,
  kpis: Kpi[],
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
): Promise<Map<string, Series>> {
  const perUser = kpis.filter((kpi) => kpi.aggregation === "max-per-user-per-day");
  const plain = kpis.filter((kpi) => kpi.aggregation !== "max-per-user-per-day");
  const rows =
    plain.length === 0
      ? []
      : await reader(ctx).$queryRaw<Row[]>`
    SELECT key, n, inside, ${aggregates(plain)}
    FROM (
      SELECT s.kpi_key AS key, s.id, s.at, s.value, s.source, b.n, b.n > 1 AS inside
      FROM kpi_samples s CROSS JOIN LATERAL (SELECT width_bucket(s.at, ${isoEdges(frame)}::timestamptz[]) AS n) b
      WHERE s.kpi_key = ANY(${plain.map((kpi) => kpi.key)})
        AND s.at >= ${frame.previous.from.toISOString()}::timestamptz
        AND s.at < ${frame.period.to.toISOString()}::timestamptz
        AND ${sampleScopeSql(sight, service)} AND ${effectiveSql(frame.asOf)}
    ) counted
    GROUP BY GROUPING SETS ((key, n), (key, inside))`;
  const found = new Map(
    plain.map((kpi) => [
      kpi.key,
      seriesOf(
        kpi,
        frame,
        rows.filter((row) => row.key === kpi.key),
      ),
    ]),
  );
  for (const kpi of perUser) found.set(kpi.key, await perUserSeries(ctx, kpi, frame, sight, service));
  return found;
}

/** Totals per class in the period, most first (S-084). */
export async function sampleClasses(
  ctx: Ctx,
  kpi: Kpi,
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
): Promise<Array<{ part: string; count: number }>> {
  if (kpi.aggregation !== "count-by-class") return [];
  return reader(ctx).$queryRaw<Array<{ part: string; count: number }>>`
    SELECT s.part, sum(s.value) AS count FROM kpi_samples s
    WHERE s.kpi_key = ${kpi.key} AND s.at >= ${frame.period.from.toISOString()}::timestamptz
      AND s.at < ${frame.period.to.toISOString()}::timestamptz
      AND ${sampleScopeSql(sight, service)} AND ${effectiveSql(frame.asOf)}
    GROUP BY s.part ORDER BY count DESC, s.part LIMIT 50`;
}

/** The newest value of each KPI up to an instant, for cards whose period has none. */
export async function newestSamples(
  ctx: Ctx,
  keys: string[],
  frame: Frame,
  sight: Sight,
  service: SeenService | null,
): Promise<Map<string, { value: number; at: string }>> {
  if (keys.length === 0) return new Map();
  const rows = await reader(ctx).$queryRaw<Array<{ key: string; value: number; at: Date }>>`
    SELECT k.key, x.value, x.at FROM unnest(${keys}::text[]) AS k(key) CROSS JOIN LATERAL (
      SELECT s.value, s.at FROM kpi_samples s
      WHERE s.kpi_key = k.key AND s.at < ${frame.period.to.toISOString()}::timestamptz
        AND ${sampleScopeSql(sight, service)} AND ${effectiveSql(frame.asOf)}
      ORDER BY s.at DESC LIMIT 1) x`;
  return new Map(rows.map((row) => [row.key, { value: row.value, at: row.at.toISOString() }]));
}

export const worstFirst = (direction: string): boolean => (direction as KpiDirection) !== "higher_is_better";
