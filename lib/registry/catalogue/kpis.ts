import { DEFAULT_WINDOW_DAYS } from "#lib/kpis/model.ts";
import { canonicalJson, sha256 } from "#lib/platform/crypto.ts";
import type { KpiDefinition } from "#prisma";
import type { CatalogueContent, CatalogueItem } from "../catalogue-file.ts";
import { EDITED_HERE, type Keeper, type Load, type Outcome } from "./outcome.ts";

type Kpi = CatalogueContent["kpis"][number];

/** Computed ones stand first. */
const FIRST_ORDINAL = 100;

/** Metrics that some checklist of the catalogue reads. */
function measuredMetrics(content: CatalogueContent): Set<string> {
  const metrics = new Set<string>();
  const walk = (items: CatalogueContent["checklists"][number]["sections"][number]["items"]) => {
    for (const item of items) {
      if (item.measure?.metric) metrics.add(item.measure.metric);
      if (item.items) walk(item.items);
    }
  };
  for (const list of [...content.checklists, ...content.deploymentChecklists])
    for (const section of list.sections) walk(section.items);
  return metrics;
}

function kpiForm(kpi: Kpi, measured: ReadonlySet<string>) {
  return {
    name: kpi.name,
    group: kpi.group,
    metric: kpi.metric,
    unit: kpi.unit,
    aggregation: kpi.aggregation as string,
    windowDays: kpi.windowDays ?? DEFAULT_WINDOW_DAYS,
    target: kpi.target,
    comparator: (kpi.comparator ?? null) as string | null,
    direction: kpi.direction as string,
    source: measured.has(kpi.metric) ? "readings" : "manual",
    sourceText: kpi.source,
    formula: kpi.note ?? "",
    profileKey: kpi.profile ?? null,
  };
}

async function keepKpi(
  load: Load,
  item: CatalogueItem,
  row: KpiDefinition | undefined,
  wanted: { form: ReturnType<typeof kpiForm>; ordinal: number },
): Promise<Outcome> {
  const { tx, ctx } = load;
  const { form, ordinal } = wanted;
  const catalogueHash = sha256(canonicalJson(form));
  if (!row) {
    const stamp = { createdAt: ctx.now, updatedAt: ctx.now };
    await tx.kpiDefinition.create({ data: { key: item.key, ...form, ordinal, catalogueHash, ...stamp } });
    return { fate: "made" };
  }
  if (row.source === "computed")
    return { fate: "skipped", why: "The portal computes a KPI with this key itself." };
  if (row.catalogueHash === null)
    return { fate: "kept", why: "A KPI with this key was made here; that stays." };
  if (row.editedHere) return { fate: "kept", why: EDITED_HERE };
  if (row.catalogueHash === catalogueHash) return { fate: "unchanged" };
  if (row.archivedAt) return { fate: "kept", why: "It is archived here; that stays." };
  await tx.kpiDefinition.update({
    where: { key: item.key },
    data: { ...form, catalogueHash, version: { increment: 1 }, updatedAt: ctx.now },
  });
  return { fate: "updated" };
}

/** KPI definitions; a target of null is only tracked (S-076). */
export const keepKpis: Keeper = async (load, items) => {
  const rows = await load.tx.kpiDefinition.findMany({
    where: { key: { in: items.map((item) => item.key) } },
  });
  const measured = measuredMetrics(load.catalogue.content);
  const order = new Map(load.catalogue.content.kpis.map((kpi, index) => [kpi.key, FIRST_ORDINAL + index]));
  const outcomes: Outcome[] = [];
  for (const item of items) {
    const row = rows.find((one) => one.key === item.key);
    const wanted = {
      form: kpiForm(item.content as Kpi, measured),
      ordinal: order.get(item.key) ?? FIRST_ORDINAL,
    };
    outcomes.push(await keepKpi(load, item, row, wanted));
  }
  return outcomes;
};
