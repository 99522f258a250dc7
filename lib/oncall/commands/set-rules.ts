import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { scheduleEvent } from "../events.ts";
import { canEditSchedule } from "../policy.ts";
import type { SetRules } from "../schema/rules.ts";
import type { ScheduleDto } from "../schema/schedules.ts";
import {
  getScheduleForUpdate,
  presentSchedule,
  requireAheadInstant,
  requireInUse,
  requireLayers,
} from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";
import { addRules } from "./rules.ts";

/**
 * New rules from now, or from a later instant on. Shifts that have passed stay what they were; rules planned for later
 * are replaced by these from where these begin.
 * @throws not_found, forbidden, stale, invalid, conflict
 */
export async function setRules(ctx: Ctx, input: SetRules & { id: string }): Promise<ScheduleDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id, input.version);
    permit(canEditSchedule(ctx.actor, row.teamId));
    requireInUse(row);
    const zone = input.zone ?? row.zone;
    const layers = await requireLayers(tx, row.teamId, { zone, layers: input.layers });
    const validFrom = requireAheadInstant(ctx, input.validFrom);
    const rules = await addRules(tx, ctx, row.id, { zone, layers, validFrom, reason: input.reason });
    const after = await tx.schedule.update({
      where: { id: row.id },
      data: { zone, version: { increment: 1 }, updatedAt: ctx.now },
    });
    await layOutShifts(tx, ctx, after);
    await recordAudit(tx, ctx, {
      action: "schedule.set-rules",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
      detail: { number: rules.number, validFrom: validFrom.toISOString(), layers, reason: input.reason },
    });
    await emit(tx, ctx, scheduleEvent("rules-set", after, audience));
    return presentSchedule(tx, ctx, row.id);
  });
}
