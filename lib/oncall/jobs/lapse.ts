import { recordAudit } from "#lib/audit/commands/record.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { getSwapForUpdate, moveSwap, WAITING } from "../commands/swaps.ts";
import { scheduleEvent } from "../events.ts";

/**
 * Closes what was asked for and nobody answered until its time was over: a fact kept, told to nobody any more.
 * @returns how many were closed
 */
export async function lapseRequests(ctx: Ctx): Promise<number> {
  const over = await db().coverRequest.findMany({
    where: { state: { in: [...WAITING] }, toAt: { lte: ctx.now } },
    select: { id: true },
    take: 500,
  });
  let closed = 0;
  for (const { id } of over)
    closed += await inTransaction(ctx, async (tx) => {
      const { row, audience, swap } = await getSwapForUpdate(tx, ctx, id);
      if (!WAITING.some((state) => state === swap.state)) return 0;
      const after = await moveSwap(tx, ctx, swap, { state: "lapsed" });
      await recordAudit(tx, ctx, {
        action: "schedule.lapse-swap",
        subject: { kind: "schedule", id: row.id },
        teamId: row.teamId,
        before: swap,
        after,
      });
      await emit(tx, ctx, scheduleEvent("swap-changed", row, audience, { requestId: id }));
      return 1;
    });
  return closed;
}
