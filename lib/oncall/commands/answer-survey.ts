import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { scheduleEvent } from "../events.ts";
import { canAnswerSurvey } from "../policy.ts";
import type { AnswerSurvey, SurveyDto } from "../schema/coverage.ts";

/** An answer counts so long after the end, in days; the last one does. */
const OPEN_DAYS = 14;

/**
 * How a shift of one's own was: sleep, load, a few words. Somebody else's is as if it were not there.
 * @throws not_found, conflict while it runs, and when it has long been over
 */
export async function answerSurvey(ctx: Ctx, input: AnswerSurvey & { id: string }): Promise<SurveyDto> {
  return inTransaction(ctx, async (tx) => {
    await tx.$queryRaw`SELECT id FROM shifts WHERE id = ${input.id}::uuid FOR UPDATE`;
    const shift = await tx.shift.findFirst({
      where: { id: input.id, userId: ctx.actor.userId ?? input.id },
      include: { schedule: true },
    });
    if (!shift) throw notFound("shift");
    permit(canAnswerSurvey(ctx.actor, shift));
    if (shift.toAt > ctx.now) throw conflict("Your shift still runs; say how it was at its end.");
    if (shift.toAt < addMinutes(ctx.now, -OPEN_DAYS * 1440))
      throw conflict(`This shift ended more than ${OPEN_DAYS} days ago.`);
    const survey = { sleep: input.sleep, load: input.load, words: input.words };
    await tx.shift.update({ where: { id: shift.id }, data: { survey }, select: { id: true } });
    await recordAudit(tx, ctx, {
      action: "shift.survey",
      subject: { kind: "schedule", id: shift.scheduleId },
      teamId: shift.schedule.teamId,
      detail: { shiftId: shift.id, ...survey },
    });
    await emit(tx, ctx, scheduleEvent("surveyed", shift.schedule, { users: [shift.userId ?? ""] }));
    return survey;
  });
}
