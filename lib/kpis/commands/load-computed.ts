import type { Tx } from "#lib/platform/db.ts";
import { COMPUTED_KPIS } from "../model/computed.ts";

/**
 * The computed KPIs of every installation. Safe to run at each start: what is ours (name, unit, formula) follows the
 * code, what people may change (target, window) stays.
 */
export async function loadComputedKpis(tx: Tx): Promise<void> {
  for (const [ordinal, kpi] of COMPUTED_KPIS.entries()) {
    const ours = {
      name: kpi.name,
      group: kpi.group,
      unit: kpi.unit,
      aggregation: kpi.aggregation,
      direction: kpi.direction,
      formula: kpi.formula,
      source: "computed",
      ordinal,
    };
    const { key, target, comparator, windowDays } = kpi;
    await tx.kpiDefinition.upsert({
      where: { key },
      create: { key, target, comparator, windowDays, ...ours },
      update: ours,
      select: { key: true },
    });
  }
}
