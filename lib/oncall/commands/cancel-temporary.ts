import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { scheduleEvent } from "../events.ts";
import { canEditSchedule } from "../policy.ts";
import type { ScheduleDto } from "../schema/schedules.ts";
import { getScheduleForUpdate, presentSchedule } from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";

/** Takes a temporary schedule back; one that runs ends now. @throws not_found, forbidden, conflict */
export async function cancelTemporary(
  ctx: Ctx,
  input: { id: string; rulesId: string },
): Promise<ScheduleDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id);
    permit(canEditSchedule(ctx.actor, row.teamId));
    const before = await tx.scheduleRules.findFirst({
      where: { id: input.rulesId, scheduleId: row.id, temporary: true },
    });
    if (!before) throw notFound("temporary schedule");
    if (before.cancelledAt || (before.validTo && before.validTo <= ctx.now))
      throw conflict("This temporary schedule is over already.", await presentSchedule(tx, ctx, row.id));
    const rules = await tx.scheduleRules.update({
      where: { id: before.id },
      data: before.validFrom < ctx.now ? { validTo: ctx.now } : { cancelledAt: ctx.now },
    });
    const after = await tx.schedule.update({
      where: { id: row.id },
      data: { version: { increment: 1 }, updatedAt: ctx.now },
    });
    if (!row.archivedAt) await layOutShifts(tx, ctx, after);
    await recordAudit(tx, ctx, {
      action: "schedule.cancel-temporary",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      detail: { rulesId: rules.id, reason: rules.reason },
    });
    await emit(tx, ctx, scheduleEvent("temporary-cancelled", after, audience));
    return presentSchedule(tx, ctx, row.id);
  });
}
