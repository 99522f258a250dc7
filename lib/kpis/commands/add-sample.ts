import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict, invalidField, notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import type { KpiSample } from "#prisma";
import { sampleRecorded } from "../events.ts";
import { canAddSample } from "../policy.ts";
import { audienceFor, findKpi, getSample, type Sight, sampleScope, serviceIn, sightOf } from "../queries.ts";
import type { AddSample, SampleDto } from "../schema/samples.ts";
import { holdName, insertSample, isEffective } from "./internal.ts";

/** The sample a correction names, if it still counts. @throws not_found, conflict */
async function replacedBy(tx: Tx, sight: Sight, key: string, id: string): Promise<KpiSample> {
  await holdName(tx, `kpi-sample:${id}`);
  const old = await tx.kpiSample.findFirst({
    where: { id, kpiKey: key, AND: [sampleScope(sight, null)] },
  });
  if (!old) throw notFound("value");
  if (!(await isEffective(tx, old))) throw conflict("This value was corrected or taken back already.");
  return old;
}

/** A little ahead of us is a clock that differs; more is a mistake. */
const AHEAD_MS = 5 * 60_000;

/**
 * A value by hand or by token (S-077). A correction is a new row that names the old one and takes its instant and
 * service unless told otherwise.
 * @throws not_found, forbidden, invalid for the future, conflict when the old value no longer counts
 */
export async function addSample(ctx: Ctx, input: AddSample & { key: string }): Promise<SampleDto> {
  return inTransaction(ctx, async (tx) => {
    const inside = within(ctx, tx);
    const kpi = await findKpi(inside, input.key);
    const sight = await sightOf(inside);
    const old = input.correctsId ? await replacedBy(tx, sight, kpi.key, input.correctsId) : null;
    const serviceId = input.serviceId === undefined ? (old?.serviceId ?? null) : input.serviceId;
    const service = serviceIn(sight, serviceId ?? undefined);
    permit(canAddSample(ctx.actor, kpi, service?.teamId ?? null));
    if (old?.serviceId) permit(canAddSample(ctx.actor, kpi, serviceIn(sight, old.serviceId)?.teamId ?? null));
    if (kpi.archivedAt) throw conflict("This KPI is archived and takes no more values.");
    const at = input.at ? new Date(input.at) : (old?.at ?? ctx.now);
    if (at.getTime() > ctx.now.getTime() + AHEAD_MS) throw invalidField("at", "This lies in the future.");
    const row = await insertSample(tx, ctx, {
      at,
      kpiKey: kpi.key,
      serviceId,
      value: input.value,
      source: ctx.actor.kind === "token" ? "api" : "person",
      sourceId: ctx.actor.tokenId,
      part: input.part || (old?.part ?? ""),
      note: input.note,
      byId: ctx.actor.userId,
      correctsId: old?.id ?? null,
      isVoid: false,
    });
    await recordAudit(tx, ctx, {
      action: old ? "kpi.correct-sample" : "kpi.add-sample",
      subject: { kind: "kpi", id: kpi.key },
      teamId: service?.teamId ?? null,
      detail: { sampleId: row.id, value: row.value, at: at.toISOString(), correctsId: row.correctsId },
    });
    await emit(tx, ctx, sampleRecorded(old ? "corrected" : "recorded", row, audienceFor(sight, service)));
    return getSample(inside, kpi.key, row.id);
  });
}
