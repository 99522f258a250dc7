import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { randomSecret, sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { publicUrl } from "#lib/platform/env.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { invitationChanged } from "../events.ts";
import { INVITATION_DAYS } from "../model.ts";
import { canInvite } from "../policy.ts";
import type { Invite } from "../schema.ts";
import { getTeamForUpdate, requireOpenTeam } from "./internal.ts";

/**
 * Makes a one-time link by which somebody joins, good for seven days. The secret is in this answer and nowhere else.
 * @throws conflict when the address belongs to somebody who is here already
 */
export async function invite(
  ctx: Ctx,
  input: Invite,
): Promise<{ id: string; url: string; expiresAt: string }> {
  // A repeated key must not answer a secret again.
  const { idempotency: _unused, ...own } = ctx;
  return inTransaction(own, async (tx) => {
    const teamId = input.teamId ?? null;
    const team = teamId ? await getTeamForUpdate(tx, own, teamId) : null;
    permit(canInvite(ctx.actor, { role: input.role, teamId }));
    if (team) requireOpenTeam(team);
    const known = await tx.user.findUnique({
      where: { email: input.email },
      select: { name: true, deactivatedAt: true },
    });
    if (known)
      throw conflict(
        known.deactivatedAt
          ? `${known.name} had an account with this address. An administrator can reactivate it.`
          : `${known.name} is here already; add them to the team instead.`,
      );
    const id = uuidv7();
    const secret = randomSecret();
    const expiresAt = new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000);
    const { email, name, role, teamKind } = input;
    await tx.invitation.create({
      data: {
        id,
        email,
        name,
        role,
        teamId,
        teamKind,
        tokenHash: sha256(secret),
        invitedById: personId(ctx),
        expiresAt,
        createdAt: ctx.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, own, {
      action: "invitation.create",
      subject: { kind: "invitation", id },
      teamId,
      detail: { email, role, teamKind },
    });
    await emit(tx, own, invitationChanged("made", { id, teamId, invitedById: ctx.actor.userId }));
    return { id, url: `${publicUrl()}/invite?token=${secret}`, expiresAt: expiresAt.toISOString() };
  });
}
