import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { settingFor } from "#lib/services/queries.ts";
import type { KpiDefinition, KpiSample } from "#prisma";
import { sampleRecorded } from "../events.ts";
import { canTakeReading } from "../policy.ts";
import { audienceFor, sightOf } from "../queries.ts";
import { holdName, insertSample, isEffective } from "./internal.ts";

export interface Reading {
  runId: string;
  itemKey: string;
  metric: string | null;
  /** The KPI the item names, if it names one. */
  kpiKey: string | null;
  /** Null: taken back. */
  value: number | null;
  at: Date;
  serviceId: string | null;
  byId: string | null;
}

/** The KPI a reading belongs to: the one its item names, else the one of its metric with the service's statistic. */
async function kpiFor(tx: Tx, reading: Reading): Promise<KpiDefinition | null> {
  if (reading.kpiKey) {
    const named = await tx.kpiDefinition.findUnique({ where: { key: reading.kpiKey } });
    if (named) return named.source === "computed" ? null : named;
  }
  if (!reading.metric) return null;
  const service = reading.serviceId
    ? await tx.service.findUnique({ where: { id: reading.serviceId }, select: { profileKey: true } })
    : null;
  const candidates = await tx.kpiDefinition.findMany({
    where: { metric: reading.metric, archivedAt: null, source: { not: "computed" } },
    orderBy: [{ ordinal: "asc" }, { key: "asc" }],
  });
  const { value } = await settingFor(tx, "response_target_statistic", reading.serviceId);
  const statistic = String(value);
  const fits = (kpi: KpiDefinition) =>
    (kpi.profileKey === null ? 1 : kpi.profileKey === service?.profileKey ? 0 : 4) +
    (statistic.startsWith(kpi.aggregation) ? 0 : 2);
  const [best] = [...candidates].sort((a, b) => fits(a) - fits(b));
  return best ?? null;
}

async function standing(tx: Tx, reading: Reading): Promise<KpiSample | null> {
  const rows = await tx.kpiSample.findMany({
    where: { sourceId: reading.runId, part: reading.itemKey, source: "reading" },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
  });
  for (const row of rows) if (await isEffective(tx, row)) return row;
  return null;
}

/** A reading's news may come twice or late: what is newer stands. */
const isOld = (reading: Reading, last: KpiSample | null): boolean => last !== null && last.at > reading.at;

/**
 * A reading of a checklist becomes a sample (S-003). The same news again changes nothing; another value for the same
 * item of the same run replaces the old one; taken back, it counts for nothing.
 * @returns the sample that stands, or null
 */
export async function takeReading(ctx: Ctx, reading: Reading): Promise<KpiSample | null> {
  return inTransaction(ctx, async (tx) => {
    permit(canTakeReading(ctx.actor));
    await holdName(tx, `reading:${reading.runId}:${reading.itemKey}`);
    const old = await standing(tx, reading);
    if (isOld(reading, old) || (old && old.value === reading.value)) return old;
    if (reading.value === null && !old) return null;
    const kpi = reading.value === null ? null : await kpiFor(tx, reading);
    const kpiKey = kpi?.key ?? old?.kpiKey;
    if (!kpiKey || (!kpi && reading.value !== null)) return null;
    const row = await insertSample(tx, ctx, {
      at: reading.at,
      kpiKey,
      serviceId: reading.serviceId,
      value: reading.value ?? old?.value ?? 0,
      source: "reading",
      sourceId: reading.runId,
      part: reading.itemKey,
      note: "",
      byId: reading.byId,
      correctsId: old?.id ?? null,
      isVoid: reading.value === null,
    });
    await recordAudit(tx, ctx, {
      action: "kpi.take-reading",
      subject: { kind: "kpi", id: kpiKey },
      detail: { sampleId: row.id, runId: reading.runId, itemKey: reading.itemKey, value: reading.value },
    });
    const sight = await sightOf(within(ctx, tx));
    const service = row.serviceId ? (sight.services.get(row.serviceId) ?? null) : null;
    const what = row.isVoid ? "voided" : old ? "corrected" : "recorded";
    await emit(tx, ctx, sampleRecorded(what, row, audienceFor(sight, service)));
    return row.isVoid ? null : row;
  });
}
