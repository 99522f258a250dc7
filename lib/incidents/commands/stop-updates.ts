import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { serviceChanged } from "#lib/services/events.ts";
import { getService } from "#lib/services/queries/services.ts";
import { canStopUpdates } from "../policy.ts";

const serviceFacts = (tx: Tx, id: string) =>
  tx.service.findUniqueOrThrow({
    where: { id },
    select: { id: true, version: true, team: { select: { id: true, visibility: true } } },
  });

/**
 * Ends one's own stakeholder updates of a service, as a person of the portal (S-039). Doing it again, or never having
 * received any, changes nothing.
 * @throws not_found for a service one does not see
 */
export async function stopUpdates(ctx: Ctx, input: { serviceId: string }): Promise<{ receives: false }> {
  return inTransaction(ctx, async (tx) => {
    permit(canStopUpdates(ctx.actor));
    const service = await getService(within(ctx, tx), input.serviceId);
    const [left] = await tx.stakeholder.updateManyAndReturn({
      where: { serviceId: service.id, userId: personId(ctx), leftAt: null },
      data: { leftAt: ctx.now },
      select: { id: true },
    });
    if (!left) return { receives: false };
    await recordAudit(tx, ctx, {
      action: "service.leave-updates",
      subject: { kind: "service", id: service.id },
      teamId: service.team.id,
      detail: { stakeholderId: left.id },
    });
    await emit(tx, ctx, serviceChanged("changed", await serviceFacts(tx, service.id)));
    return { receives: false };
  });
}
