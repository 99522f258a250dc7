import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { invitationChanged } from "../events.ts";
import { canRevokeInvitation } from "../policy.ts";

/** Takes an invitation back: its link stops working. @throws conflict when it was accepted meanwhile */
export async function revokeInvitation(
  ctx: Ctx,
  input: { id: string },
): Promise<{ id: string; revokedAt: string }> {
  return inTransaction(ctx, async (tx) => {
    const invitation = await tx.invitation.findUnique({ where: { id: input.id } });
    // Who may not take it back may not know of it either.
    if (!invitation || canRevokeInvitation(ctx.actor, invitation) !== true) throw notFound("invitation");
    permit(canRevokeInvitation(ctx.actor, invitation));
    const done = await tx.invitation.updateMany({
      where: { id: invitation.id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    if (done.count === 0 && !invitation.revokedAt) throw conflict("This invitation was accepted already.");
    await recordAudit(tx, ctx, {
      action: "invitation.revoke",
      subject: { kind: "invitation", id: invitation.id },
      teamId: invitation.teamId,
    });
    await emit(tx, ctx, invitationChanged("revoked", invitation));
    return { id: invitation.id, revokedAt: (invitation.revokedAt ?? ctx.now).toISOString() };
  });
}
