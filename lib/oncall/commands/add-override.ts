import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { scheduleEvent } from "../events.ts";
import { canOverride } from "../policy.ts";
import type { AddOverride, OverrideDto } from "../schema/overrides.ts";
import { getScheduleForUpdate, requireAhead, requireCandidates, requireInUse } from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";
import { presentOne, putOverride, scheduledIn, tellPeople } from "./overrides.ts";

/**
 * Puts one person, or in words nobody, on call for a span, above all rules. A beginning in the past means now. Both who
 * goes and who comes are told.
 * @throws not_found, forbidden, invalid, conflict with the override that is in the way
 */
export async function addOverride(ctx: Ctx, input: AddOverride & { id: string }): Promise<OverrideDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id);
    permit(canOverride(ctx.actor, row.teamId));
    requireInUse(row);
    const span = requireAhead(ctx, input);
    if (input.userId) await requireCandidates(tx, row.teamId, [{ id: input.userId, path: "userId" }]);
    const replaced = await scheduledIn(tx, row.id, span);
    const made = await putOverride(tx, ctx, row.id, {
      userId: input.userId,
      ...span,
      kind: "override",
      reason: input.reason,
    });
    await layOutShifts(tx, ctx, row);
    await recordAudit(tx, ctx, {
      action: "schedule.override",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      after: made,
    });
    await tellPeople(tx, ctx, row, [...replaced, made.userId], {
      kind: "oncall.override",
      title: `${row.name}: who is on call was changed`,
      body: input.reason,
    });
    await emit(tx, ctx, scheduleEvent("override-added", row, audience, { overrideId: made.id }));
    return presentOne(tx, ctx, made);
  });
}
