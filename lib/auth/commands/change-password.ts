import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { hashPassword, passwordFits } from "#lib/platform/password.ts";
import { passwordChanged } from "../events.ts";
import { canManageOwnAccount } from "../policy.ts";
import { endSessions, getUserForUpdate } from "./internal.ts";

/** Changes one's own password and ends every other session (Q13). */
export async function changePassword(
  ctx: Ctx,
  input: { current: string; password: string },
): Promise<{ ended: number }> {
  permit(canManageOwnAccount(ctx.actor));
  const userId = personId(ctx);
  await limitTries("confirm-password", userId, 5, 300);
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (tx) => {
    const user = await getUserForUpdate(tx, userId);
    permit(canManageOwnAccount(ctx.actor));
    if (!(await passwordFits(user.passwordHash, input.current)))
      throw invalidField("current", "This is not your password now.");
    await tx.user.update({
      where: { id: userId },
      data: { passwordHash, passwordChangedAt: ctx.now },
      select: { id: true },
    });
    const ended = await endSessions(tx, ctx, userId, "password-changed", ctx.actor.sessionId);
    await tx.passwordReset.updateMany({ where: { userId, usedAt: null }, data: { usedAt: ctx.now } });
    await recordAudit(tx, ctx, {
      action: "auth.change-password",
      subject: { kind: "user", id: userId },
      detail: { ended },
    });
    await emit(tx, ctx, passwordChanged(userId));
    return { ended };
  });
}
