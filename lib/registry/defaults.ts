import { DEFAULT_SEVERITIES } from "#lib/incidents/model/severity.ts";
import { SEVERITIES } from "#lib/incidents/model.ts";
import { loadComputedKpis } from "#lib/kpis/commands/load-computed.ts";
import { db } from "#lib/platform/db.ts";

/**
 * What every installation has, whatever profile it loads: severities and the computed KPIs (settings have their
 * defaults in code). Safe to run at each start: what people changed stays.
 */
export async function loadDefaults(): Promise<void> {
  await db().severityLevel.createMany({
    data: SEVERITIES.map((level) => ({ level, ...DEFAULT_SEVERITIES[level] })),
    skipDuplicates: true,
  });
  await db().$transaction((tx) => loadComputedKpis(tx));
}
