import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { serviceChanged } from "../events.ts";
import { canManageServices } from "../policy.ts";
import { getService } from "../queries/services.ts";
import type { ServiceDto } from "../schema.ts";
import { getServiceForUpdate, requireInUse } from "./internal.ts";

/** Takes a service out of use; its history stays. @throws conflict when it is archived already */
export async function archiveService(ctx: Ctx, input: { id: string }): Promise<ServiceDto> {
  return inTransaction(ctx, async (tx) => {
    const before = await getServiceForUpdate(tx, ctx, input.id);
    permit(canManageServices(ctx.actor, before.teamId));
    requireInUse(before);
    const after = await tx.service.update({
      where: { id: before.id },
      data: { archivedAt: ctx.now, version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "service.archive",
      subject: { kind: "service", id: after.id },
      teamId: before.teamId,
    });
    await emit(tx, ctx, serviceChanged("archived", { ...after, team: before.team }));
    return getService(within(ctx, tx), after.id);
  });
}
