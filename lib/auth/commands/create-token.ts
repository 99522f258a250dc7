import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { randomSecret, sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { tokenChanged } from "../events.ts";
import { canManageOwnAccount } from "../policy.ts";

export interface NewToken {
  name: string;
  scopes: string[];
  expiresInDays?: number | undefined;
}

/** Makes an API token that acts as its maker, within its scopes. The secret is in this answer and nowhere else. */
export async function createToken(
  ctx: Ctx,
  input: NewToken,
): Promise<{ id: string; secret: string; prefix: string }> {
  // A repeated key must not answer a secret again: tokens are not remembered under an Idempotency-Key.
  const { idempotency: _unused, ...own } = ctx;
  return inTransaction(own, async (tx) => {
    permit(canManageOwnAccount(ctx.actor));
    const userId = personId(ctx);
    const id = uuidv7();
    const secret = `ek_api_${randomSecret()}`;
    const prefix = secret.slice(0, 12);
    const expiresAt = input.expiresInDays
      ? new Date(ctx.now.getTime() + input.expiresInDays * 86_400_000)
      : null;
    await tx.apiToken.create({
      data: {
        id,
        name: input.name,
        scopes: input.scopes,
        prefix,
        tokenHash: sha256(secret),
        userId,
        expiresAt,
        createdAt: ctx.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "token.create",
      subject: { kind: "token", id },
      detail: { name: input.name, scopes: input.scopes },
    });
    await emit(tx, ctx, tokenChanged(userId, id));
    return { id, secret, prefix };
  });
}
