import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { serviceChanged } from "../events.ts";
import { canManageServices } from "../policy.ts";
import { stakeholdersOf } from "../queries/stakeholders.ts";
import type { StakeholderDto } from "../schema.ts";
import { getServiceForUpdate } from "./internal.ts";

/** Takes somebody off a service's updates: their address is forgotten. @throws not_found */
export async function removeStakeholder(
  ctx: Ctx,
  input: { serviceId: string; stakeholderId: string },
): Promise<StakeholderDto[]> {
  return inTransaction(ctx, async (tx) => {
    const service = await getServiceForUpdate(tx, ctx, input.serviceId);
    permit(canManageServices(ctx.actor, service.teamId));
    const gone = await tx.stakeholder.deleteMany({
      where: { id: input.stakeholderId, serviceId: service.id },
    });
    if (gone.count === 0) throw notFound("stakeholder");
    await recordAudit(tx, ctx, {
      action: "service.remove-stakeholder",
      subject: { kind: "service", id: service.id },
      teamId: service.teamId,
      detail: { stakeholderId: input.stakeholderId },
    });
    await emit(tx, ctx, serviceChanged("changed", service));
    return stakeholdersOf(within(ctx, tx), service.id);
  });
}
