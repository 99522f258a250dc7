import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { canOffer } from "../policy.ts";
import type { SwapDto, TakeSwap } from "../schema/swaps.ts";
import { requireCandidates } from "./internal.ts";
import { announceSwap, carryOut, getSwapForUpdate, moveSwap, requireState } from "./swaps.ts";

/**
 * "I take it." Whoever was asked by name has so agreed; where everybody was asked, whose shift it is accepts the offer.
 * @throws not_found, forbidden, conflict with the request as it is now
 */
export async function offerSwap(ctx: Ctx, input: TakeSwap & { id: string }): Promise<SwapDto> {
  return inTransaction(ctx, async (tx) => {
    const locked = await getSwapForUpdate(tx, ctx, input.id);
    const { row, swap } = locked;
    const by = input.userId ?? personId(ctx);
    permit(canOffer(ctx.actor, { ...swap, teamId: row.teamId }, by));
    await requireState(tx, ctx, swap, ["open"]);
    await requireCandidates(tx, row.teamId, [{ id: by, path: "userId" }]);
    // Asked by name (or by a lead for both): nothing is left to agree on.
    const agreed = swap.toUserId !== null;
    const state = agreed ? (row.needsApproval ? "agreed" : "done") : "offered";
    const after = await moveSwap(tx, ctx, swap, { state, offeredById: by });
    if (state === "done") await carryOut(tx, ctx, row, after);
    await recordAudit(tx, ctx, {
      action: "schedule.offer-swap",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      before: swap,
      after,
    });
    return announceSwap(tx, ctx, locked, after, {
      people: [swap.userId, by],
      title: state === "done" ? `${row.name}: the shift is covered` : `${row.name}: somebody offers to cover`,
    });
  });
}
