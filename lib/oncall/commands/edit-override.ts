import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { scheduleEvent } from "../events.ts";
import { canOverride } from "../policy.ts";
import type { EditOverride, OverrideDto } from "../schema/overrides.ts";
import { getScheduleForUpdate, requireCandidates, requireInUse } from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";
import { getOverride, presentOne, putOverride, requireFree, scheduledIn, tellPeople } from "./overrides.ts";

/**
 * Changes an override that is not over. What has passed of one that runs stays: it ends now, and the rest begins.
 * @throws not_found, forbidden, stale, invalid, conflict
 */
export async function editOverride(
  ctx: Ctx,
  input: EditOverride & { id: string; overrideId: string },
): Promise<OverrideDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id);
    permit(canOverride(ctx.actor, row.teamId));
    requireInUse(row);
    const before = await getOverride(tx, ctx, row.id, input.overrideId, input.version);
    const to = new Date(input.to);
    const runs = before.fromAt < ctx.now;
    const wanted = new Date(input.from);
    const from = wanted < ctx.now && !runs ? ctx.now : runs ? before.fromAt : wanted;
    if (to <= ctx.now) throw invalidField("to", "This is over already; take the override back instead.");
    if (input.userId) await requireCandidates(tx, row.teamId, [{ id: input.userId, path: "userId" }]);
    await requireFree(tx, ctx, row.id, { from, to }, before.id);
    const replaced = await scheduledIn(tx, row.id, { from: ctx.now, to });
    const split = runs && input.userId !== before.userId;
    const after = await tx.scheduleOverride.update({
      where: { id: before.id },
      data: split
        ? { toAt: ctx.now, version: { increment: 1 } }
        : { userId: input.userId, fromAt: from, toAt: to, reason: input.reason, version: { increment: 1 } },
    });
    const fresh = split
      ? await putOverride(tx, ctx, row.id, {
          userId: input.userId,
          from: ctx.now,
          to,
          kind: before.kind,
          reason: input.reason,
          requestId: before.requestId,
        })
      : after;
    await layOutShifts(tx, ctx, row);
    await recordAudit(tx, ctx, {
      action: "schedule.change-override",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      before,
      after: fresh,
    });
    await tellPeople(tx, ctx, row, [...replaced, before.userId, fresh.userId], {
      kind: "oncall.override",
      title: `${row.name}: who is on call was changed`,
      body: input.reason,
    });
    await emit(tx, ctx, scheduleEvent("override-changed", row, audience, { overrideId: fresh.id }));
    return presentOne(tx, ctx, fresh);
  });
}
