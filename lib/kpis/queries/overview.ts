import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { plural } from "#lib/platform/format.ts";
import type { KpiDefinition } from "#prisma";
import { judge, type KpiStatus, trendLabel } from "../model/judgement.ts";
import { change, DEFAULT_WINDOW_DAYS, type KpiDirection } from "../model.ts";
import { type SeenService, serviceIn, sightOf } from "../queries.ts";
import type { CardDto, OverviewDto, OverviewQuery } from "../schema/overview.ts";
import { frameOf, NOTHING, type Series } from "./period.ts";
import { newestSamples } from "./samples.ts";
import { seriesFor } from "./series.ts";
import { type Judge, judgeFor } from "./targets.ts";
import { toTarget } from "./trend.ts";

/** Definitions that concern a service: those of its profile and of none; without a service all. */
async function definitionsFor(ctx: Ctx, service: SeenService | null): Promise<KpiDefinition[]> {
  const profile = service ? { OR: [{ profileKey: null }, { profileKey: service.profileKey }] } : {};
  return reader(ctx).kpiDefinition.findMany({
    where: { archivedAt: null, ...profile },
    orderBy: [{ ordinal: "asc" }, { group: "asc" }, { key: "asc" }],
    take: 500,
  });
}

function changeIs(by: number | null, direction: string): CardDto["changeIs"] {
  if (by === null || (direction as KpiDirection) === "track") return null;
  if (by === 0) return "same";
  return by > 0 === (direction === "higher_is_better") ? "better" : "worse";
}

function cardOf(
  kpi: KpiDefinition,
  series: Series,
  judgeKpi: Judge,
  last: { value: number; at: string } | null,
): CardDto {
  const judgedBy = judgeKpi(kpi);
  const by = change(series.total.value, series.previous.value);
  const spark = series.buckets.map((figure) => figure.value);
  return {
    key: kpi.key,
    name: kpi.name,
    group: kpi.group,
    unit: kpi.unit,
    aggregation: kpi.aggregation,
    source: kpi.source,
    value: series.total.value,
    status: judge(toTarget(judgedBy), series.total.value, kpi.unit),
    judgedBy,
    change: by,
    changeIs: changeIs(by, kpi.direction),
    label: trendLabel(spark, kpi.direction as KpiDirection),
    spark,
    last: series.total.value === null ? last : null,
    everMeasured: series.total.value !== null || series.previous.value !== null || last !== null,
  };
}

/** The order of attention: what has been measured, then what has a target; as defined within. */
const weight = (card: CardDto) => (card.everMeasured ? 0 : 2) + (card.judgedBy.text ? 0 : 1);

/** "Checkout API missed 2 of 8 targets in the last 30 days. One has no data." */
function sentenceOf(who: string, cards: CardDto[], days: number): string {
  const withTarget = cards.filter((card) => card.judgedBy.text && card.everMeasured);
  const of = (status: KpiStatus) => withTarget.filter((card) => card.status === status).length;
  const missed = of("missed");
  const silent = of("no-data");
  const judgedCount = withTarget.length - silent;
  const time = days === 1 ? "today" : `in the last ${days} days`;
  if (withTarget.length === 0) {
    return cards.some((card) => card.everMeasured)
      ? "There are values, but no targets to judge them by."
      : "There are no values yet.";
  }
  const first =
    judgedCount === 0
      ? `Nothing was measured against a target ${time}.`
      : missed === 0
        ? `${who} met ${judgedCount === 1 ? "the one measured target" : `all ${judgedCount} measured targets`} ${time}.`
        : `${who} missed ${missed} of ${plural(withTarget.length, "target")} ${time}.`;
  if (silent === 0 || judgedCount === 0) return first;
  return `${first} ${silent === 1 ? "One has" : `${silent} have`} no data.`;
}

/** Every KPI of a service, or of everything one sees, with verdict, change and sparkline. @throws not_found, invalid */
export async function getOverview(ctx: Ctx, query: OverviewQuery): Promise<OverviewDto> {
  const sight = await sightOf(ctx);
  const service = serviceIn(sight, query.serviceId);
  const days = query.days ?? DEFAULT_WINDOW_DAYS;
  const zone = ctx.actor.zone;
  const frame = frameOf({ now: ctx.now, zone, windowDays: days, to: query.to });
  const kpis = await definitionsFor(ctx, service);
  const [all, judgeKpi] = await together(ctx, [
    () => seriesFor(ctx, kpis, frame, sight, service),
    () => judgeFor(ctx, service),
  ]);
  const seriesOf = (key: string): Series =>
    all.get(key) ?? { total: NOTHING, previous: NOTHING, buckets: [] };
  const silent = kpis.filter((kpi) => kpi.source !== "computed" && seriesOf(kpi.key).total.value === null);
  const newest = await newestSamples(
    ctx,
    silent.map((kpi) => kpi.key),
    frame,
    sight,
    service,
  );
  const cards = kpis.map((kpi) => cardOf(kpi, seriesOf(kpi.key), judgeKpi, newest.get(kpi.key) ?? null));
  const ordered = [...cards].sort((a, b) => weight(a) - weight(b));
  return {
    period: { from: frame.period.from.toISOString(), to: frame.period.to.toISOString() },
    days,
    zone,
    service: service ? { id: service.id, name: service.name } : null,
    sentence: sentenceOf(service?.name ?? "All services together", ordered, days),
    cards: ordered,
  };
}
