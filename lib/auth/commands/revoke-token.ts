import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { tokenChanged } from "../events.ts";
import { canRevokeToken } from "../policy.ts";

/** Ends a token; it answers 401 from the next request on. */
export async function revokeToken(
  ctx: Ctx,
  input: { id: string },
): Promise<{ id: string; revokedAt: string }> {
  return inTransaction(ctx, async (tx) => {
    const token = await tx.apiToken.findUnique({ where: { id: input.id } });
    if (!token || (canRevokeToken(ctx.actor, token) !== true && ctx.actor.role !== "admin"))
      throw notFound("token");
    permit(canRevokeToken(ctx.actor, token));
    const revokedAt = token.revokedAt ?? ctx.now;
    await tx.apiToken.update({ where: { id: token.id }, data: { revokedAt }, select: { id: true } });
    await recordAudit(tx, ctx, {
      action: "token.revoke",
      subject: { kind: "token", id: token.id },
      detail: { name: token.name },
    });
    await emit(tx, ctx, tokenChanged(token.userId, token.id));
    return { id: token.id, revokedAt: revokedAt.toISOString() };
  });
}
