import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { canAccept } from "../policy.ts";
import type { SwapDto } from "../schema/swaps.ts";
import { announceSwap, carryOut, getSwapForUpdate, moveSwap, requireState } from "./swaps.ts";

/**
 * Accepts the offer that was made; where the schedule wants a lead's word, it waits for that.
 * @throws not_found, forbidden, conflict with the request as it is now
 */
export async function acceptSwap(ctx: Ctx, input: { id: string }): Promise<SwapDto> {
  return inTransaction(ctx, async (tx) => {
    const locked = await getSwapForUpdate(tx, ctx, input.id);
    const { row, swap } = locked;
    permit(canAccept(ctx.actor, { ...swap, teamId: row.teamId }));
    await requireState(tx, ctx, swap, ["offered"]);
    const after = await moveSwap(tx, ctx, swap, {
      state: row.needsApproval ? "agreed" : "done",
      decidedById: ctx.actor.userId,
    });
    if (after.state === "done") await carryOut(tx, ctx, row, after);
    await recordAudit(tx, ctx, {
      action: "schedule.accept-swap",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      before: swap,
      after,
    });
    return announceSwap(tx, ctx, locked, after, {
      people: [swap.userId, swap.offeredById],
      title: `${row.name}: the offer to cover was accepted`,
    });
  });
}
