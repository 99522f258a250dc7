import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { canPlanTimeOff } from "../policy.ts";
import { presentTimeOff } from "../queries/time-off.ts";
import type { TimeOffDto } from "../schema/swaps.ts";
import { getScheduleForUpdate, teamsOf } from "./internal.ts";
import { announceSwap, moveSwap, WAITING } from "./swaps.ts";

/** Takes time off back, with the requests of it that nobody has answered. @throws not_found, forbidden */
export async function cancelTimeOff(ctx: Ctx, input: { id: string }): Promise<TimeOffDto> {
  return inTransaction(ctx, async (tx) => {
    const off = await tx.timeOff.findUnique({ where: { id: input.id } });
    // Whose it is stays between them and their leads: not found and not yours are one answer.
    const may = off && canPlanTimeOff(ctx.actor, off.userId, await teamsOf(tx, off.userId));
    if (!off || may !== true) throw notFound("time off");
    permit(may);
    if (off.cancelledAt) return presentTimeOff(within(ctx, tx), off);
    const after = await tx.timeOff.update({ where: { id: off.id }, data: { cancelledAt: ctx.now } });
    const open = await tx.coverRequest.findMany({
      where: { timeOffId: off.id, state: { in: [...WAITING] } },
      orderBy: { scheduleId: "asc" },
    });
    for (const swap of open) {
      const locked = await getScheduleForUpdate(tx, ctx, swap.scheduleId);
      const ended = await moveSwap(tx, ctx, swap, { state: "withdrawn", decidedById: ctx.actor.userId });
      await announceSwap(tx, ctx, locked, ended, {
        people: [swap.offeredById],
        title: `${locked.row.name}: a request was taken back`,
      });
    }
    if (off.userId !== ctx.actor.userId)
      await notifyPeople(tx, ctx, [off.userId], {
        kind: "oncall.time-off",
        urgency: "normal",
        title: `${ctx.actor.name} took your time off back`,
        body: "Your shifts in it are yours, except those that somebody has taken.",
        url: "/on-call/mine",
        subject: { kind: "user", id: off.userId },
      });
    await recordAudit(tx, ctx, {
      action: "time-off.cancel",
      subject: { kind: "user", id: off.userId },
      before: off,
      after,
    });
    return presentTimeOff(within(ctx, tx), after);
  });
}
