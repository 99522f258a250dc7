import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { canApprove } from "../policy.ts";
import type { SwapDto } from "../schema/swaps.ts";
import { announceSwap, carryOut, getSwapForUpdate, moveSwap, requireState } from "./swaps.ts";

/** A lead's word where the schedule wants it: the shifts change hands. @throws not_found, forbidden, conflict */
export async function approveSwap(ctx: Ctx, input: { id: string }): Promise<SwapDto> {
  return inTransaction(ctx, async (tx) => {
    const locked = await getSwapForUpdate(tx, ctx, input.id);
    const { row, swap } = locked;
    permit(canApprove(ctx.actor, { ...swap, teamId: row.teamId }));
    await requireState(tx, ctx, swap, ["agreed"]);
    const after = await moveSwap(tx, ctx, swap, { state: "done", decidedById: ctx.actor.userId });
    await carryOut(tx, ctx, row, after);
    await recordAudit(tx, ctx, {
      action: "schedule.approve-swap",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      before: swap,
      after,
    });
    return announceSwap(tx, ctx, locked, after, {
      people: [swap.userId, swap.offeredById],
      title: `${row.name}: the cover is approved`,
    });
  });
}
