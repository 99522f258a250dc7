import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { formatMeasure, formatTarget } from "#lib/platform/format.ts";
import type { KpiDefinition, KpiTarget, ThresholdPreset } from "#prisma";
import type { KpiComparator, KpiDirection, Target } from "../model.ts";
import type { SeenService } from "../queries.ts";
import type { JudgedBy } from "../schema.ts";

type Kpi = Pick<
  KpiDefinition,
  "key" | "metric" | "aggregation" | "unit" | "direction" | "target" | "targetMax" | "comparator"
>;

/** "< 500 ms", "10 to 20 %"; empty when there is none. */
export function targetText(target: Target, unit: string): string {
  if (!target.comparator || typeof target.target !== "number") return "";
  if (target.comparator === "between") {
    return `${formatMeasure(target.target, unit)} to ${formatMeasure(target.targetMax ?? target.target, unit)}`;
  }
  return formatTarget(target.comparator, target.target, unit);
}

const judged = (target: Target, unit: string, from: string): JudgedBy => ({
  comparator: target.comparator ?? null,
  target: target.target ?? null,
  targetMax: target.targetMax ?? null,
  text: targetText(target, unit),
  from,
});

function presetTarget(preset: ThresholdPreset | undefined, kpi: Kpi): Target | null {
  const figures = preset?.figures as { target?: unknown } | undefined;
  if (typeof figures?.target !== "number") return null;
  const fallback: KpiComparator = (kpi.direction as KpiDirection) === "higher_is_better" ? "gt" : "lt";
  return { target: figures.target, comparator: (kpi.comparator as KpiComparator | null) ?? fallback };
}

/** What a person reads about where the figure comes from. */
const OWN = "the KPI's own target";

export type Judge = (kpi: Kpi) => JudgedBy;

/**
 * By which figure each KPI is judged for a service: the service's own target, else the preset of its profile (C-01,
 * C-03), else the KPI's.
 */
export async function judgeFor(ctx: Ctx, service: SeenService | null): Promise<Judge> {
  if (!service) return (kpi) => judged(asTarget(kpi), kpi.unit, OWN);
  const tx = reader(ctx);
  const [own, presets, profile] = await Promise.all([
    tx.kpiTarget.findMany({ where: { serviceId: service.id } }),
    tx.thresholdPreset.findMany({ where: { profileKey: service.profileKey } }),
    tx.profile.findUnique({ where: { key: service.profileKey }, select: { name: true } }),
  ]);
  const ownOf = new Map<string, KpiTarget>(own.map((one) => [one.kpiKey, one]));
  return (kpi) => {
    const set = ownOf.get(kpi.key);
    if (set) return judged(asTarget(set), kpi.unit, `set for ${service.name}`);
    const preset = presets.find(
      (one) => one.metric === kpi.metric && one.aggregation.replaceAll("_", "-") === kpi.aggregation,
    );
    const target = presetTarget(preset, kpi);
    if (!target) return judged(asTarget(kpi), kpi.unit, `${OWN}, unchanged for ${service.name}`);
    const name = profile?.name ?? service.profileKey;
    return judged(target, kpi.unit, `the preset of “${name}”, unchanged for ${service.name}`);
  };
}

/** A row's figures as the model judges by them. */
export const asTarget = (row: {
  target: number | null;
  targetMax: number | null;
  comparator: string | null;
}): Target => ({
  target: row.target,
  targetMax: row.targetMax,
  comparator: row.comparator as KpiComparator | null,
});
