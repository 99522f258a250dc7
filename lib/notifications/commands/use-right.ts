import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import type { AcknowledgeRight } from "../queries/link.ts";

/**
 * Uses a right up, in the transaction of what it was for.
 * @returns false when somebody was faster, or its time ran out
 */
export async function useUpRight(tx: Tx, ctx: Ctx, right: AcknowledgeRight): Promise<boolean> {
  const done = await tx.acknowledgeLink.updateMany({
    where: { id: right.id, usedAt: null, expiresAt: { gt: ctx.now } },
    data: { usedAt: ctx.now },
  });
  return done.count === 1;
}
