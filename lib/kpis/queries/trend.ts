import type { Ctx } from "#lib/platform/context.ts";
import { together } from "#lib/platform/db.ts";
import type { BucketUnit } from "#lib/platform/time.ts";
import type { KpiDefinition } from "#prisma";
import { judge, type Target, trendLabel } from "../model/judgement.ts";
import { change, type KpiDirection } from "../model.ts";
import { findKpi, type SeenService, type Sight, serviceIn, sightOf } from "../queries.ts";
import type { PointDto, TrendDto, TrendQuery } from "../schema/trend.ts";
import type { JudgedBy } from "../schema.ts";
import { markedIncidents } from "./incidents.ts";
import { type Frame, frameOf, NOTHING, type Series } from "./period.ts";
import { sampleClasses } from "./samples.ts";
import { seriesFor } from "./series.ts";
import { judgeFor } from "./targets.ts";

/** What every question about one KPI starts from. */
export interface Question {
  kpi: KpiDefinition;
  sight: Sight;
  service: SeenService | null;
  frame: Frame;
  judgedBy: JudgedBy;
}

interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  serviceId?: string | undefined;
  asOf?: string | undefined;
  bucket?: BucketUnit | undefined;
}

/** @throws not_found for the KPI or the service, invalid for the period */
export async function questionOf(ctx: Ctx, key: string, asked: Asked): Promise<Question> {
  const kpi = await findKpi(ctx, key);
  const sight = await sightOf(ctx);
  const service = serviceIn(sight, asked.serviceId);
  const { from, to, asOf } = asked;
  const zone = ctx.actor.zone;
  const frame = frameOf({
    now: ctx.now,
    zone,
    windowDays: kpi.windowDays,
    from,
    to,
    asOf,
    unit: asked.bucket,
  });
  const judgedBy = (await judgeFor(ctx, service))(kpi);
  return { kpi, sight, service, frame, judgedBy };
}

export const toTarget = (by: JudgedBy): Target => ({
  target: by.target,
  targetMax: by.targetMax,
  comparator: by.comparator as Target["comparator"],
});

function pointsOf(frame: Frame, series: Series, target: number | null): PointDto[] {
  return series.buckets.map((figure, index) => ({
    at: (frame.edges[index] ?? frame.period.from).toISOString(),
    to: (frame.edges[index + 1] ?? frame.period.to).toISOString(),
    value: figure.value,
    target,
    count: figure.count,
  }));
}

const iso = (period: { from: Date; to: Date }) => ({
  from: period.from.toISOString(),
  to: period.to.toISOString(),
});

/**
 * One KPI over time: points with their target, the value and verdict of the whole period, the period before, and what
 * the chart marks. Missing data is null.
 * @throws not_found, invalid
 */
export async function getTrend(ctx: Ctx, key: string, query: TrendQuery): Promise<TrendDto> {
  const { kpi, sight, service, frame, judgedBy } = await questionOf(ctx, key, query);
  const [all, incidents, classes] = await together(ctx, [
    () => seriesFor(ctx, [kpi], frame, sight, service),
    () => markedIncidents(ctx, frame, sight, service),
    () => sampleClasses(ctx, kpi, frame, sight, service),
  ]);
  const series = all.get(kpi.key) ?? { total: NOTHING, previous: NOTHING, buckets: [] };
  const points = pointsOf(frame, series, judgedBy.target);
  const target = toTarget(judgedBy);
  const verdict = (value: number | null) => judge(target, value, kpi.unit);
  const values = points.map((point) => point.value);
  return {
    key: kpi.key,
    name: kpi.name,
    unit: kpi.unit,
    aggregation: kpi.aggregation,
    direction: kpi.direction,
    source: kpi.source,
    period: iso(frame.period),
    bucket: frame.unit,
    zone: frame.zone,
    asOf: frame.asOf.toISOString(),
    value: series.total.value,
    count: series.total.count,
    status: verdict(series.total.value),
    judgedBy,
    points,
    previous: { ...iso(frame.previous), ...series.previous },
    change: change(series.total.value, series.previous.value),
    label: trendLabel(values, kpi.direction as KpiDirection),
    measured: values.filter((value) => value !== null).length,
    missed: values.filter((value) => verdict(value) === "missed").length,
    statistics: series.statistics ?? null,
    readings: series.readings ?? null,
    classes: series.classes ?? classes,
    incidents,
  };
}
