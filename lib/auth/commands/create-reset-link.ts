import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { randomSecret, sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { publicUrl } from "#lib/platform/env.ts";
import { emit } from "#lib/platform/events.ts";
import { resetAsked } from "../events.ts";
import { canHelpAccounts } from "../policy.ts";
import { getUserForUpdate } from "./internal.ts";

/** Makes a one-time link with which the person sets a new password; good for an hour. Shown once, stored hashed. */
export async function createResetLink(
  ctx: Ctx,
  input: { userId: string },
): Promise<{ url: string; expiresAt: string }> {
  return inTransaction(ctx, async (tx) => {
    const user = await getUserForUpdate(tx, input.userId);
    permit(canHelpAccounts(ctx.actor));
    const secret = randomSecret();
    const expiresAt = new Date(ctx.now.getTime() + 3_600_000);
    await tx.passwordReset.create({
      data: {
        userId: user.id,
        tokenHash: sha256(secret),
        createdById: ctx.actor.userId,
        expiresAt,
        createdAt: ctx.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, { action: "auth.create-reset-link", subject: { kind: "user", id: user.id } });
    await emit(tx, ctx, { ...resetAsked(user.id), name: "auth.reset-made" });
    return { url: `${publicUrl()}/reset?token=${secret}`, expiresAt: expiresAt.toISOString() };
  });
}
