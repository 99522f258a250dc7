import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { sampleRecorded } from "../events.ts";
import { canAddSample } from "../policy.ts";
import { audienceFor, findKpi, getSample, sampleScope, serviceIn, sightOf } from "../queries.ts";
import type { SampleDto } from "../schema/samples.ts";
import { holdName, insertSample, isEffective } from "./internal.ts";

/** Takes a value back, with the reason; the row stays and counts for nothing. @throws not_found, forbidden, conflict */
export async function voidSample(
  ctx: Ctx,
  input: { key: string; id: string; reason: string },
): Promise<SampleDto> {
  return inTransaction(ctx, async (tx) => {
    const inside = within(ctx, tx);
    const kpi = await findKpi(inside, input.key);
    const sight = await sightOf(inside);
    await holdName(tx, `kpi-sample:${input.id}`);
    const old = await tx.kpiSample.findFirst({
      where: { id: input.id, kpiKey: kpi.key, AND: [sampleScope(sight, null)] },
    });
    if (!old) throw notFound("value");
    const service = serviceIn(sight, old.serviceId ?? undefined);
    permit(canAddSample(ctx.actor, kpi, service?.teamId ?? null));
    if (!(await isEffective(tx, old))) throw conflict("This value was corrected or taken back already.");
    const row = await insertSample(tx, ctx, {
      at: old.at,
      kpiKey: kpi.key,
      serviceId: old.serviceId,
      value: old.value,
      source: ctx.actor.kind === "token" ? "api" : "person",
      sourceId: ctx.actor.tokenId,
      part: old.part,
      note: input.reason,
      byId: ctx.actor.userId,
      correctsId: old.id,
      isVoid: true,
    });
    await recordAudit(tx, ctx, {
      action: "kpi.void-sample",
      subject: { kind: "kpi", id: kpi.key },
      teamId: service?.teamId ?? null,
      detail: { sampleId: old.id, value: old.value, reason: input.reason },
    });
    await emit(tx, ctx, sampleRecorded("voided", row, audienceFor(sight, service)));
    return getSample(inside, kpi.key, old.id);
  });
}
