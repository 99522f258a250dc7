import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { canDecline, canWithdraw } from "../policy.ts";
import type { SwapDto } from "../schema/swaps.ts";
import { announceSwap, getSwapForUpdate, moveSwap, requireState, WAITING } from "./swaps.ts";

/**
 * Declines a request (an offer that a lead or the person asked turns down opens it again for others), or takes it back.
 * @throws not_found, forbidden, conflict with the request as it is now
 */
export async function endSwap(
  ctx: Ctx,
  input: { id: string; to: "declined" | "withdrawn" },
): Promise<SwapDto> {
  return inTransaction(ctx, async (tx) => {
    const locked = await getSwapForUpdate(tx, ctx, input.id);
    const { row, swap } = locked;
    const facts = { ...swap, teamId: row.teamId };
    permit(input.to === "declined" ? canDecline(ctx.actor, facts) : canWithdraw(ctx.actor, facts));
    await requireState(tx, ctx, swap, WAITING);
    const reopens = input.to === "declined" && swap.toUserId === null && swap.state !== "open";
    const after = await moveSwap(tx, ctx, swap, {
      state: reopens ? "open" : input.to,
      offeredById: reopens ? null : swap.offeredById,
      decidedById: ctx.actor.userId,
    });
    await recordAudit(tx, ctx, {
      action: input.to === "declined" ? "schedule.decline-swap" : "schedule.withdraw-swap",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      before: swap,
      after,
    });
    return announceSwap(tx, ctx, locked, after, {
      people: [swap.userId, swap.offeredById, swap.toUserId],
      title:
        input.to === "declined"
          ? `${row.name}: a cover was declined`
          : `${row.name}: a request was taken back`,
    });
  });
}
