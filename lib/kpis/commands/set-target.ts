import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField, notFound, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { kpiChanged } from "../events.ts";
import { canSetTarget } from "../policy.ts";
import { serviceIn, sightOf } from "../queries.ts";
import type { KpiDto, SetTarget } from "../schema/definitions.ts";
import { getKpiForUpdate, presentAfter, targetFrom } from "./internal.ts";

const NO_TARGET = { target: null, targetMax: null, comparator: null };

/** A service's own target (C-01), from now on named wherever the KPI is judged for it. @throws not_found, forbidden, stale, invalid */
export async function setTarget(
  ctx: Ctx,
  input: SetTarget & { key: string; serviceId: string },
): Promise<KpiDto> {
  return inTransaction(ctx, async (tx) => {
    const kpi = await getKpiForUpdate(tx, ctx, input.key);
    const service = serviceIn(await sightOf(within(ctx, tx)), input.serviceId);
    if (!service) throw notFound("service");
    permit(canSetTarget(ctx.actor, service.teamId));
    const id = { kpiKey: kpi.key, serviceId: service.id };
    const before = await tx.kpiTarget.findUnique({ where: { kpiKey_serviceId: id } });
    if (input.version !== undefined && input.version !== before?.version) {
      throw stale("target", await presentAfter(tx, ctx, kpi.key));
    }
    const figures = targetFrom(input, before ?? NO_TARGET);
    if (figures.target === null) throw invalidField("target", "Give a target, or remove the service's own.");
    const after = await tx.kpiTarget.upsert({
      where: { kpiKey_serviceId: id },
      create: { ...id, ...figures, updatedAt: ctx.now },
      update: { ...figures, version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "kpi.set-target",
      subject: { kind: "kpi", id: kpi.key },
      teamId: service.teamId,
      before: before ?? {},
      after,
    });
    await emit(tx, ctx, kpiChanged(kpi));
    return presentAfter(tx, ctx, kpi.key);
  });
}

/** Back to the profile's preset, or the KPI's own target. @throws not_found, forbidden */
export async function removeTarget(ctx: Ctx, input: { key: string; serviceId: string }): Promise<KpiDto> {
  return inTransaction(ctx, async (tx) => {
    const kpi = await getKpiForUpdate(tx, ctx, input.key);
    const service = serviceIn(await sightOf(within(ctx, tx)), input.serviceId);
    if (!service) throw notFound("service");
    permit(canSetTarget(ctx.actor, service.teamId));
    const id = { kpiKey: kpi.key, serviceId: service.id };
    const before = await tx.kpiTarget.findUnique({ where: { kpiKey_serviceId: id } });
    if (!before) throw notFound("target");
    await tx.kpiTarget.delete({ where: { kpiKey_serviceId: id } });
    await recordAudit(tx, ctx, {
      action: "kpi.remove-target",
      subject: { kind: "kpi", id: kpi.key },
      teamId: service.teamId,
      detail: { target: before.target, comparator: before.comparator },
    });
    await emit(tx, ctx, kpiChanged(kpi));
    return presentAfter(tx, ctx, kpi.key);
  });
}
