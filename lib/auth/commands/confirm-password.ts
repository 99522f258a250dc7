import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { passwordFits } from "#lib/platform/password.ts";
import { passwordChanged } from "../events.ts";
import { canManageOwnAccount } from "../policy.ts";
import { getUserForUpdate } from "./internal.ts";

/** Gives the password again, so that sensitive changes are open for 15 minutes. */
export async function confirmPassword(ctx: Ctx, input: { password: string }): Promise<{ until: string }> {
  const userId = personId(ctx);
  await limitTries("confirm-password", userId, 5, 300);
  return inTransaction(ctx, async (tx) => {
    const user = await getUserForUpdate(tx, userId);
    permit(canManageOwnAccount(ctx.actor));
    if (!(await passwordFits(user.passwordHash, input.password)))
      throw invalidField("password", "This is not your password.");
    await tx.session.updateMany({
      where: { id: ctx.actor.sessionId ?? "", userId },
      data: { passwordAt: ctx.now },
    });
    await recordAudit(tx, ctx, { action: "auth.confirm-password", subject: { kind: "user", id: userId } });
    await emit(tx, ctx, { ...passwordChanged(userId), name: "auth.password-confirmed" });
    return { until: new Date(ctx.now.getTime() + 15 * 60_000).toISOString() };
  });
}
