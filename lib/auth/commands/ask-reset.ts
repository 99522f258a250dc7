import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { resetAsked } from "../events.ts";
import { canUseSecret } from "../policy.ts";

/** Asks for a reset link by mail. The answer is the same whether the address is known or not, and takes as long. */
export async function askReset(ctx: Ctx, input: { email: string }, address: string): Promise<{ sent: true }> {
  await limitTries("ask-reset", address, 10, 600);
  await inTransaction(ctx, async (tx) => {
    const user = await tx.user.findUnique({
      where: { email: input.email },
      select: { id: true, deactivatedAt: true },
    });
    permit(canUseSecret(true));
    await recordAudit(tx, ctx, {
      action: "auth.ask-reset",
      subject: { kind: "user", id: user?.id ?? null },
      detail: { email: input.email, address },
    });
    await emit(tx, ctx, resetAsked(user && !user.deactivatedAt ? user.id : null));
  });
  return { sent: true };
}
