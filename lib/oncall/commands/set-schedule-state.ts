import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { scheduleEvent } from "../events.ts";
import { canEditSchedule } from "../policy.ts";
import type { ScheduleDto } from "../schema/schedules.ts";
import { getScheduleForUpdate, presentSchedule, requireName } from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";

/** What was planned ahead goes, what runs ends now; what has passed stays. */
async function endShifts(tx: Tx, ctx: Ctx, scheduleId: string): Promise<void> {
  await tx.shift.deleteMany({ where: { scheduleId, fromAt: { gte: ctx.now } } });
  await tx.$executeRaw`UPDATE shifts SET to_at = ${ctx.now}, takes_at = CASE WHEN takes_at < ${ctx.now} THEN takes_at END
    WHERE schedule_id = ${scheduleId}::uuid AND to_at > ${ctx.now} AND from_at < ${ctx.now}`;
}

/**
 * Archives a schedule (its pager falls back to the team's next line, or its lead; services that named it go by their
 * team's again), or brings it back.
 * @throws not_found, forbidden, conflict
 */
export async function setScheduleState(
  ctx: Ctx,
  input: { id: string; to: "archived" | "restored" },
): Promise<ScheduleDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id);
    permit(canEditSchedule(ctx.actor, row.teamId));
    const archive = input.to === "archived";
    if (archive === (row.archivedAt !== null)) return presentSchedule(tx, ctx, row.id);
    if (!archive) await requireName(tx, row.teamId, row.name, row.id);
    const team = await tx.team.findUnique({ where: { id: row.teamId }, select: { archivedAt: true } });
    if (!archive && team?.archivedAt) throw conflict("Its team is archived. Restore the team first.");
    const after = await tx.schedule.update({
      where: { id: row.id },
      data: { archivedAt: archive ? ctx.now : null, version: { increment: 1 }, updatedAt: ctx.now },
    });
    if (archive) {
      await endShifts(tx, ctx, row.id);
      await tx.service.updateMany({ where: { scheduleId: row.id }, data: { scheduleId: null } });
    } else await layOutShifts(tx, ctx, after);
    await recordAudit(tx, ctx, {
      action: archive ? "schedule.archive" : "schedule.restore",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, scheduleEvent(input.to, after, audience));
    return presentSchedule(tx, ctx, row.id);
  });
}
