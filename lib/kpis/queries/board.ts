import type { Ctx, Decision } from "#lib/platform/context.ts";
import { together } from "#lib/platform/db.ts";
import { canAddSample, canEditKpi } from "../policy.ts";
import { type ServiceChoices, serviceChoices } from "../queries.ts";
import type { EvidenceDto } from "../schema/evidence.ts";
import type { BoardQuery, OverviewDto } from "../schema/overview.ts";
import type { PointDto, TrendDto } from "../schema/trend.ts";
import { getEvidence } from "./evidence.ts";
import { getOverview } from "./overview.ts";
import { frameOf } from "./period.ts";
import { getTrend } from "./trend.ts";

/** One KPI opened: its trend, the period before point by point when asked for, and its evidence. */
export interface Opened {
  trend: TrendDto;
  before: PointDto[] | null;
  evidence: EvidenceDto;
  addSample: Decision;
}

export interface Board {
  overview: OverviewDto;
  services: ServiceChoices;
  opened: Opened | null;
  createKpi: Decision;
  /** Whether the asker may record values at all. */
  recordAny: boolean;
}

async function openKpi(ctx: Ctx, query: BoardQuery, overview: OverviewDto, key: string): Promise<Opened> {
  const { asOf, service: serviceId } = query;
  const { zone } = ctx.actor;
  const { period } = frameOf({ now: ctx.now, zone, windowDays: overview.days, asOf });
  const asked = { from: period.from.toISOString(), serviceId, asOf };
  const [trend, evidence] = await together(ctx, [
    () => getTrend(ctx, key, asked),
    () => getEvidence(ctx, key, asked),
  ]);
  const { from, to } = trend.previous;
  const before = query.compare
    ? await getTrend(ctx, key, { from, to, serviceId, asOf, bucket: bucketOf(trend) })
    : null;
  const kpi = overview.cards.find((card) => card.key === key) ?? trend;
  return { trend, evidence, before: before?.points ?? null, addSample: canAddSample(ctx.actor, kpi, null) };
}

const bucketOf = (trend: TrendDto) => trend.bucket as "hour" | "day" | "week" | "month";

/**
 * Everything the KPI page shows. An unknown KPI in the address opens nothing.
 * @throws not_found for a service one does not see, invalid for an instant in the future
 */
export async function readBoard(ctx: Ctx, query: BoardQuery): Promise<Board> {
  const overview = await getOverview(ctx, { serviceId: query.service, days: query.days });
  const key = overview.cards.some((card) => card.key === query.kpi) ? query.kpi : undefined;
  return {
    overview,
    services: await serviceChoices(ctx),
    opened: key ? await openKpi(ctx, query, overview, key) : null,
    createKpi: canEditKpi(ctx.actor),
    recordAny: canAddSample(ctx.actor, { source: "manual" }, null) === true,
  };
}
