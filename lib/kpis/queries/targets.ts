import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { formatMeasure, formatTarget } from "#lib/platform/format.ts";
import { type ThresholdRow, thresholdsOf } from "#lib/services/queries.ts";
import type { KpiDefinition, KpiTarget } from "#prisma";
import type { Target } from "../model/judgement.ts";
import { spokenUnit } from "../model/words.ts";
import type { KpiComparator, KpiDirection } from "../model.ts";
import type { SeenService } from "../queries.ts";
import type { JudgedBy } from "../schema.ts";

type Kpi = Pick<
  KpiDefinition,
  "key" | "metric" | "aggregation" | "unit" | "direction" | "target" | "targetMax" | "comparator"
>;

/** "< 500 ms", "10 to 20 %"; empty when there is none. */
export function targetText(target: Target, rawUnit: string): string {
  const unit = spokenUnit(rawUnit);
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

/** A figure of the services room as a target of this KPI. */
function thresholdTarget(row: ThresholdRow, kpi: Kpi): Target {
  const fallback: KpiComparator = (kpi.direction as KpiDirection) === "higher_is_better" ? "gt" : "lt";
  return { target: row.target, comparator: (kpi.comparator as KpiComparator | null) ?? fallback };
}

/** The row of exactly this statistic, else the one whose guide names none. */
function rowFor(rows: ThresholdRow[], kpi: Kpi): ThresholdRow | undefined {
  const of = rows.filter((row) => row.metric === kpi.metric && row.target !== null);
  const called = (row: ThresholdRow) => row.aggregation.replaceAll("_", "-");
  return (
    of.find((row) => called(row) === kpi.aggregation) ??
    of.find((row) => row.aggregation === "" || row.aggregation === "unspecified")
  );
}

/** What a person reads about where the figure comes from. */
const OWN = "the KPI's own target";

export type Judge = (kpi: Kpi) => JudgedBy;

/**
 * By which figure each KPI is judged for a service: the service's own target, else its setting or the preset of its
 * profile (C-01, C-03), else the installation's setting, else the KPI's.
 */
export async function judgeFor(ctx: Ctx, service: SeenService | null): Promise<Judge> {
  if (!service) return (kpi) => judged(asTarget(kpi), kpi.unit, OWN);
  const tx = reader(ctx);
  const own = await tx.kpiTarget.findMany({ where: { serviceId: service.id } });
  const rows = await thresholdsOf(tx, service.id);
  const profile = await tx.profile.findUnique({ where: { key: service.profileKey }, select: { name: true } });
  const ownOf = new Map<string, KpiTarget>(own.map((one) => [one.kpiKey, one]));
  const preset = `the preset of “${profile?.name ?? service.profileKey}”, unchanged for ${service.name}`;
  return (kpi) => {
    const set = ownOf.get(kpi.key);
    if (set) return judged(asTarget(set), kpi.unit, `set for ${service.name}`);
    const row = rowFor(rows, kpi);
    const source = row?.sources.target ?? "default";
    if (!row || source === "default")
      return judged(asTarget(kpi), kpi.unit, `${OWN}, unchanged for ${service.name}`);
    const from =
      source === "service"
        ? `set for ${service.name}`
        : source === "installation"
          ? `the installation's setting, unchanged for ${service.name}`
          : preset;
    return judged(thresholdTarget(row, kpi), kpi.unit, from);
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
