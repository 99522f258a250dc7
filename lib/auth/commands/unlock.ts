import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { passwordChanged } from "../events.ts";
import { canHelpAccounts } from "../policy.ts";
import { getUserForUpdate } from "./internal.ts";

/** Unlocks an account at once (G-10). */
export async function unlockAccount(ctx: Ctx, input: { userId: string }): Promise<{ unlocked: boolean }> {
  return inTransaction(ctx, async (tx) => {
    const user = await getUserForUpdate(tx, input.userId);
    permit(canHelpAccounts(ctx.actor));
    const gone = await tx.signInGuard.deleteMany({ where: { emailHash: sha256(user.email) } });
    await tx.knownDevice.updateMany({ where: { userId: user.id }, data: { failures: 0 } });
    await recordAudit(tx, ctx, { action: "auth.unlock", subject: { kind: "user", id: user.id } });
    await emit(tx, ctx, { ...passwordChanged(user.id), name: "auth.unlocked" });
    return { unlocked: gone.count > 0 };
  });
}
