import { recordAudit } from "#lib/audit/commands/record.ts";
import { teamAudience } from "#lib/people/events.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { scheduleEvent } from "../events.ts";
import { canEditSchedule } from "../policy.ts";
import type { CreateSchedule, ScheduleDto } from "../schema/schedules.ts";
import { presentSchedule, requireChannel, requireLayers, requireName } from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";
import { addRules } from "./rules.ts";

/**
 * A new line of on-call of a team (S-052), laid out at once. Without layers nobody is on call by it, and the team's
 * lead is rung.
 * @throws invalid, forbidden, conflict
 */
export async function createSchedule(ctx: Ctx, input: CreateSchedule): Promise<ScheduleDto> {
  return inTransaction(ctx, async (tx) => {
    const team = await tx.team.findFirst({
      where: { AND: [{ id: input.teamId, archivedAt: null }, visibleTeams(ctx.actor)] },
    });
    if (!team) throw invalidField("teamId", "There is no such team, or you may not see it.");
    permit(canEditSchedule(ctx.actor, team.id));
    const zone = input.zone ?? team.zone;
    const layers = await requireLayers(tx, team.id, { zone, layers: input.layers });
    await requireChannel(tx, team.id, input.channelId);
    await requireName(tx, team.id, input.name, null);
    const lines = await tx.schedule.count({ where: { teamId: team.id, archivedAt: null } });
    const row = await tx.schedule.create({
      data: {
        id: uuidv7(),
        teamId: team.id,
        name: input.name,
        about: input.about,
        zone,
        ordinal: input.ordinal ?? lines,
        needsApproval: input.needsApproval,
        graceMinutes: input.graceMinutes,
        channelId: input.channelId,
        noticeFirstMinutes: input.noticeFirstMinutes,
        noticeLastMinutes: input.noticeLastMinutes,
        startsAt: ctx.now,
        isDemo: team.isDemo,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    await addRules(tx, ctx, row.id, { zone, layers, validFrom: ctx.now, reason: "" });
    await layOutShifts(tx, ctx, row);
    await recordAudit(tx, ctx, {
      action: "schedule.create",
      subject: { kind: "schedule", id: row.id },
      teamId: team.id,
      after: { ...row, layers },
    });
    await emit(tx, ctx, scheduleEvent("created", row, teamAudience(team)));
    return presentSchedule(tx, ctx, row.id);
  });
}
