import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { serviceChanged } from "../events.ts";
import { canLeave } from "../policy.ts";

/**
 * Ends somebody's updates of one service by the link in a mail, without signing in. Doing it again changes nothing.
 * @param address whose tries are counted
 * @throws not_found for a secret that was never given out
 */
export async function leaveUpdates(
  ctx: Ctx,
  input: { leave: string },
  address: string,
): Promise<{ service: string }> {
  await limitTries("leave-link", address, 30, 600);
  return inTransaction(ctx, async (tx) => {
    const found = await tx.stakeholder.findUnique({
      where: { tokenHash: sha256(input.leave) },
      include: { service: { include: { team: { select: { id: true, visibility: true } } } } },
    });
    if (!found) throw new AppError("not_found", "This link is not known. Use the one in the newest mail.");
    permit(canLeave(found));
    if (found.leftAt) return { service: found.service.name };
    await tx.stakeholder.update({
      where: { id: found.id },
      data: { leftAt: ctx.now },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "service.leave-updates",
      subject: { kind: "service", id: found.serviceId },
      teamId: found.service.teamId,
      detail: { stakeholderId: found.id },
    });
    await emit(tx, ctx, serviceChanged("changed", found.service));
    return { service: found.service.name };
  });
}
