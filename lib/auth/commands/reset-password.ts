import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { hashPassword } from "#lib/platform/password.ts";
import { passwordChanged } from "../events.ts";
import { canUseSecret } from "../policy.ts";
import { endSessions, getUserForUpdate } from "./internal.ts";

/** Sets a new password with a reset link's secret; unlocks the account and ends every session. */
export async function resetPassword(
  ctx: Ctx,
  input: { token: string; password: string },
): Promise<{ email: string }> {
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (tx) => {
    const used = await tx.passwordReset.updateManyAndReturn({
      where: { tokenHash: sha256(input.token), usedAt: null, expiresAt: { gt: ctx.now } },
      data: { usedAt: ctx.now },
    });
    const reset = used[0];
    permit(canUseSecret(reset !== undefined));
    const user = await getUserForUpdate(tx, reset?.userId ?? "");
    permit(canUseSecret(user.deactivatedAt === null));
    await tx.user.update({
      where: { id: user.id },
      data: { passwordHash, passwordChangedAt: ctx.now },
      select: { id: true },
    });
    await tx.signInGuard.deleteMany({ where: { emailHash: sha256(user.email) } });
    const ended = await endSessions(tx, ctx, user.id, "password-changed");
    await recordAudit(tx, ctx, {
      action: "auth.reset-password",
      subject: { kind: "user", id: user.id },
      actorId: user.id,
      detail: { ended },
    });
    await emit(tx, ctx, passwordChanged(user.id));
    return { email: user.email };
  });
}
