import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { scheduleEvent } from "../events.ts";
import { inOrder, NOTICE_ORDER, type NoticeTimes } from "../model/notice.ts";
import { canEditSchedule } from "../policy.ts";
import type { EditSchedule, ScheduleDto } from "../schema/schedules.ts";
import {
  getScheduleForUpdate,
  presentSchedule,
  requireChannel,
  requireInUse,
  requireName,
} from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";

/** When its people are told, with what stays as it was. @throws invalid */
function noticeTimes(row: NoticeTimes, input: EditSchedule): NoticeTimes {
  const either = (given: number | null | undefined, stands: number | null) =>
    given === undefined ? stands : given;
  const times = {
    noticeFirstMinutes: either(input.noticeFirstMinutes, row.noticeFirstMinutes),
    noticeLastMinutes: either(input.noticeLastMinutes, row.noticeLastMinutes),
  };
  const path = input.noticeLastMinutes === undefined ? "noticeFirstMinutes" : "noticeLastMinutes";
  if (!inOrder(times)) throw invalidField(path, NOTICE_ORDER);
  return times;
}

/** What a schedule is called, where it stands among the team's lines, and how it hands over. @throws not_found, forbidden, stale, invalid, conflict */
export async function editSchedule(ctx: Ctx, input: EditSchedule & { id: string }): Promise<ScheduleDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id, input.version);
    permit(canEditSchedule(ctx.actor, row.teamId));
    requireInUse(row);
    if (input.channelId !== undefined) await requireChannel(tx, row.teamId, input.channelId);
    if (input.name !== undefined) await requireName(tx, row.teamId, input.name, row.id);
    const times = noticeTimes(row, input);
    const after = await tx.schedule.update({
      where: { id: row.id },
      data: {
        name: input.name ?? row.name,
        about: input.about ?? row.about,
        ordinal: input.ordinal ?? row.ordinal,
        needsApproval: input.needsApproval ?? row.needsApproval,
        graceMinutes: input.graceMinutes ?? row.graceMinutes,
        channelId: input.channelId === undefined ? row.channelId : input.channelId,
        ...times,
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    // Another grace time moves when the pager comes to whom.
    if (after.graceMinutes !== row.graceMinutes) await layOutShifts(tx, ctx, after);
    await recordAudit(tx, ctx, {
      action: "schedule.edit",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, scheduleEvent("edited", after, audience));
    return presentSchedule(tx, ctx, row.id);
  });
}
