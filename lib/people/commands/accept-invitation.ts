import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { hashPassword } from "#lib/platform/password.ts";
import { invitationChanged, personChanged } from "../events.ts";
import { canUseInvitation } from "../policy.ts";
import type { AcceptInvitation } from "../schema.ts";

/**
 * Makes the invited person's account, and their membership, with the secret of the link. It works once, however many
 * try at the same time.
 * @throws forbidden when the link is used, old or taken back; conflict when the address got an account meanwhile
 */
export async function acceptInvitation(
  ctx: Ctx,
  input: AcceptInvitation,
): Promise<{ userId: string; email: string }> {
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (tx) => {
    const [invitation] = await tx.invitation.updateManyAndReturn({
      where: {
        tokenHash: sha256(input.token),
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: ctx.now },
      },
      data: { acceptedAt: ctx.now },
    });
    permit(canUseInvitation(invitation !== undefined));
    if (!invitation) throw conflict("There is no such invitation.");
    const { email, teamId } = invitation;
    const taken = await tx.user.findUnique({ where: { email }, select: { id: true } });
    if (taken) throw conflict("There is an account with this address already. Sign in instead.");
    const userId = uuidv7();
    await tx.user.create({
      data: {
        id: userId,
        email,
        name: input.name,
        zone: input.zone,
        role: invitation.role,
        passwordHash,
        passwordChangedAt: ctx.now,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
      select: { id: true },
    });
    const team = teamId ? await tx.team.findFirst({ where: { id: teamId, archivedAt: null } }) : null;
    if (team) await joinTeam(tx, ctx, team.id, userId, invitation.teamKind);
    await recordAudit(tx, ctx, {
      action: "invitation.accept",
      subject: { kind: "invitation", id: invitation.id },
      actorId: userId,
      teamId,
    });
    await emit(tx, ctx, invitationChanged("accepted", invitation));
    await emit(tx, ctx, personChanged("joined", { id: userId, version: 1 }));
    return { userId, email };
  });
}

/** A deputy's place that was filled meanwhile is no reason to keep somebody out. */
async function joinTeam(tx: Tx, ctx: Ctx, teamId: string, userId: string, wanted: string): Promise<void> {
  const filled =
    wanted === "deputy" && (await tx.membership.count({ where: { teamId, kind: "deputy" } })) > 0;
  await tx.membership.create({
    data: { teamId, userId, kind: filled ? "member" : wanted, createdAt: ctx.now },
  });
}
