import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { scheduleEvent } from "../events.ts";
import { canEditSchedule } from "../policy.ts";
import type { AddTemporary } from "../schema/rules.ts";
import type { ScheduleDto } from "../schema/schedules.ts";
import {
  getScheduleForUpdate,
  presentSchedule,
  requireAhead,
  requireInUse,
  requireLayers,
} from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";
import { addRules } from "./rules.ts";

/**
 * Rules that replace all others for a span: a launch, an election night, the holidays. Overrides still lie above them.
 * @throws not_found, forbidden, stale, invalid, conflict with the temporary schedule that is in the way
 */
export async function addTemporary(ctx: Ctx, input: AddTemporary & { id: string }): Promise<ScheduleDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id, input.version);
    permit(canEditSchedule(ctx.actor, row.teamId));
    requireInUse(row);
    const span = requireAhead(ctx, input);
    const zone = input.zone ?? row.zone;
    const layers = await requireLayers(tx, row.teamId, { zone, layers: input.layers });
    const rival = await tx.scheduleRules.findFirst({
      where: {
        scheduleId: row.id,
        temporary: true,
        cancelledAt: null,
        validFrom: { lt: span.to },
        validTo: { gt: span.from },
      },
    });
    if (rival)
      throw conflict(
        `A temporary schedule stands from ${rival.validFrom.toISOString()} to ${rival.validTo?.toISOString()} already.`,
        await presentSchedule(tx, ctx, row.id),
      );
    const rules = await addRules(tx, ctx, row.id, {
      zone,
      layers,
      validFrom: span.from,
      validTo: span.to,
      reason: input.reason,
    });
    const after = await tx.schedule.update({
      where: { id: row.id },
      data: { version: { increment: 1 }, updatedAt: ctx.now },
    });
    await layOutShifts(tx, ctx, after);
    await recordAudit(tx, ctx, {
      action: "schedule.add-temporary",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      detail: { rulesId: rules.id, ...span, layers, reason: input.reason },
    });
    await emit(tx, ctx, scheduleEvent("temporary-added", after, audience));
    return presentSchedule(tx, ctx, row.id);
  });
}
