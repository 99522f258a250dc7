import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { scheduleEvent } from "../events.ts";
import { canOverride } from "../policy.ts";
import type { OverrideDto } from "../schema/overrides.ts";
import { getScheduleForUpdate } from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";
import { getOverride, presentOne, scheduledIn, tellPeople } from "./overrides.ts";

/** Takes an override back: the rules judge again. One that runs ends now, what has passed of it stays. @throws not_found, forbidden, conflict */
export async function cancelOverride(
  ctx: Ctx,
  input: { id: string; overrideId: string },
): Promise<OverrideDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id);
    permit(canOverride(ctx.actor, row.teamId));
    const before = await getOverride(tx, ctx, row.id, input.overrideId);
    const runs = before.fromAt < ctx.now;
    const after = await tx.scheduleOverride.update({
      where: { id: before.id },
      data: {
        ...(runs ? { toAt: ctx.now } : { cancelledAt: ctx.now }),
        version: { increment: 1 },
      },
    });
    if (!row.archivedAt) await layOutShifts(tx, ctx, row);
    await recordAudit(tx, ctx, {
      action: "schedule.cancel-override",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      before,
      after,
    });
    const back = await scheduledIn(tx, row.id, { from: ctx.now, to: before.toAt });
    await tellPeople(tx, ctx, row, [...back, before.userId], {
      kind: "oncall.override",
      title: `${row.name}: an override was taken back`,
      body: before.reason,
    });
    await emit(tx, ctx, scheduleEvent("override-cancelled", row, audience, { overrideId: row.id }));
    return presentOne(tx, ctx, after);
  });
}
