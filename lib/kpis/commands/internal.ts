import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { invalidField, notFound, stale } from "#lib/platform/errors.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { KpiDefinition, KpiSample } from "#prisma";
import { getKpi } from "../queries.ts";
import type { KpiDto } from "../schema/definitions.ts";

export const presentAfter = (tx: Tx, ctx: Ctx, key: string): Promise<KpiDto> => getKpi(within(ctx, tx), key);

/** The definition, locked. @throws not_found, stale when `version` is given and no longer true */
export async function getKpiForUpdate(
  tx: Tx,
  ctx: Ctx,
  key: string,
  version?: number,
): Promise<KpiDefinition> {
  await tx.$queryRaw`SELECT key FROM kpi_definitions WHERE key = ${key} FOR UPDATE`;
  const row = await tx.kpiDefinition.findUnique({ where: { key } });
  if (!row) throw notFound("KPI");
  if (version !== undefined && row.version !== version) throw stale("KPI", await presentAfter(tx, ctx, key));
  return row;
}

interface Given {
  target?: number | null | undefined;
  targetMax?: number | null | undefined;
  comparator?: string | null | undefined;
}

export interface TargetColumns {
  target: number | null;
  targetMax: number | null;
  comparator: string | null;
}

/**
 * A whole target from what was given over what was there: a figure with its comparator, or none at all.
 * @throws invalid when half of it is missing
 */
export function targetFrom(given: Given, before: TargetColumns): TargetColumns {
  const target = given.target === undefined ? before.target : given.target;
  const comparator = given.comparator === undefined ? before.comparator : given.comparator;
  const targetMax = given.targetMax === undefined ? before.targetMax : given.targetMax;
  if (target === null) return { target: null, targetMax: null, comparator: null };
  if (comparator === null)
    throw invalidField("comparator", "Say how the target is compared, for example lt.");
  if (comparator !== "between") return { target, targetMax: null, comparator };
  if (targetMax === null) throw invalidField("targetMax", "Give the upper end of the range.");
  if (targetMax < target) throw invalidField("targetMax", "The upper end must not lie below the lower one.");
  return { target, targetMax, comparator };
}

export interface NewSample {
  at: Date;
  kpiKey: string;
  serviceId: string | null;
  value: number;
  source: "person" | "reading" | "api";
  sourceId: string | null;
  part: string;
  note: string;
  byId: string | null;
  correctsId: string | null;
  isVoid: boolean;
}

/** One more row; what it replaces stays as it was. */
export function insertSample(tx: Tx, ctx: Ctx, sample: NewSample): Promise<KpiSample> {
  return tx.kpiSample.create({ data: { id: uuidv7(), ...sample, recordedAt: ctx.now } });
}

/** Whether nothing has replaced the sample or taken it back. */
export async function isEffective(tx: Tx, sample: KpiSample): Promise<boolean> {
  if (sample.isVoid) return false;
  return (await tx.kpiSample.count({ where: { correctsId: sample.id } })) === 0;
}

/** One writer at a time for whatever this names; ends with the transaction. */
export async function holdName(tx: Tx, name: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended(${name}, 11))) l`;
}
