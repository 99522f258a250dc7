import { canonicalJson, sha256 } from "#lib/platform/crypto.ts";
import { db } from "#lib/platform/db.ts";
import { readCatalogue } from "#lib/registry/catalogue-file.ts";

/** The KPI definitions and metrics the demo's samples belong to, as the catalogue has them; what is there stays. */
export async function loadDemoCatalogue(): Promise<void> {
  const { content } = readCatalogue();
  await db().profile.createMany({
    data: content.profiles.map(({ key, name, about, stack }) => ({ key, name, about, stack: [...stack] })),
    skipDuplicates: true,
  });
  await db().metric.createMany({
    data: content.metrics.map(({ key, name, unit, direction, formula }) => ({
      key,
      name,
      unit,
      direction,
      formula: formula ?? "",
    })),
    skipDuplicates: true,
  });
  const wanted = content.kpis.filter((kpi) => !kpi.profile || kpi.profile === "payments-saas");
  await db().kpiDefinition.createMany({
    data: wanted.map((kpi, index) => ({
      key: kpi.key,
      name: kpi.name,
      group: kpi.group,
      metric: kpi.metric,
      unit: kpi.unit,
      aggregation: kpi.aggregation,
      windowDays: kpi.windowDays ?? 30,
      target: kpi.target ?? null,
      comparator: kpi.comparator ?? null,
      direction: kpi.direction,
      source: "api",
      sourceText: kpi.source,
      profileKey: kpi.profile ?? null,
      catalogueHash: sha256(canonicalJson(kpi)),
      ordinal: 100 + index,
    })),
    skipDuplicates: true,
  });
}
