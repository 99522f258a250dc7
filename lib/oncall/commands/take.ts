import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { scheduleEvent } from "../events.ts";
import { isPending, needsFullHandoff } from "../model/pager.ts";
import { canTake } from "../policy.ts";
import { onCallAt } from "../queries/schedules.ts";
import type { OnCallDto } from "../schema/on-call.ts";
import { getScheduleForUpdate, requireInUse } from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";
import { clearSpan, putOverride, tellPeople } from "./overrides.ts";
import { takePager } from "./take-pager.ts";

const stretchOf = (shift: { fromAt: Date; toAt: Date; source: string }) => ({
  from: shift.fromAt,
  to: shift.toAt,
  source: shift.source,
});

/**
 * "I have it", one tap. Of one's own shift that waits it takes the pager (covers under four hours; longer ones are
 * handed over by their contract). Of a colleague's running shift it takes the rest, and the pager with it, at once.
 * @throws not_found, forbidden, conflict with who is on call now
 */
export async function takeShift(ctx: Ctx, input: { id: string }): Promise<OnCallDto> {
  return inTransaction(ctx, async (tx) => {
    const me = personId(ctx);
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id);
    permit(canTake(ctx.actor, row.teamId));
    requireInUse(row);
    const now = () => onCallAt(within(ctx, tx), row.id, undefined);
    const running = await tx.shift.findFirst({
      where: { scheduleId: row.id, fromAt: { lte: ctx.now }, toAt: { gt: ctx.now } },
    });
    if (!running) throw conflict("This schedule has no shift now.", await now());
    const own = running.userId === me;
    if (own && !isPending(running, ctx.now)) return now();
    const before = await tx.shift.findFirst({ where: { scheduleId: row.id, toAt: running.fromAt } });
    if (own && needsFullHandoff(stretchOf(running), before && stretchOf(before)))
      throw conflict("This shift is handed over: accept the handoff, then the pager is yours.", await now());
    if (!own) {
      const span = { from: ctx.now, to: running.toAt };
      await clearSpan(tx, ctx, row.id, span);
      await putOverride(tx, ctx, row.id, { userId: me, ...span, kind: "cover", reason: "Took the pager" });
      await layOutShifts(tx, ctx, row);
    }
    const mine = await tx.shift.findFirst({
      where: { scheduleId: row.id, fromAt: { lte: ctx.now }, toAt: { gt: ctx.now } },
      select: { id: true },
    });
    const taken = await takePager(tx, ctx, mine ? [mine.id] : []);
    await recordAudit(tx, ctx, {
      action: "schedule.take",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      detail: { shifts: taken.map((shift) => shift.id), from: own ? null : running.userId },
    });
    await tellPeople(tx, ctx, row, [running.userId], {
      kind: "oncall.taken",
      title: `${row.name}: ${ctx.actor.name} has the pager`,
      body: "",
    });
    await emit(tx, ctx, scheduleEvent("taken", row, audience));
    return now();
  });
}
