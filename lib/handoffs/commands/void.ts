import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { handoffEvent } from "../events.ts";
import { PENDING } from "../model.ts";
import { canFollow } from "../policy.ts";
import { getHandoffForUpdate } from "./internal.ts";

/**
 * Ends a contract whose shift is gone, is somebody else's by now, or was taken by one tap: void. One whose shift is over
 * without an acceptance is a fact to be seen: expired.
 */
export async function voidHandoff(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    permit(canFollow(ctx.actor));
    const { row, audience, teamIds } = await getHandoffForUpdate(tx, ctx, id);
    if (!(PENDING as readonly string[]).includes(row.state)) return;
    const shifts = await tx.shift.findMany({
      where: { id: { in: row.shifts.map((shift) => shift.shiftId) }, userId: row.toUserId },
    });
    const open = shifts.filter((shift) => shift.acceptedAt === null);
    if (open.some((shift) => shift.toAt > ctx.now)) return;
    const taken = shifts.some((shift) => shift.acceptedAt !== null);
    const after = await tx.handoff.update({
      where: { id: row.id },
      data: { state: open.length > 0 ? "expired" : "void", version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "handoff.void",
      subject: { kind: "handoff", id: row.id },
      teamId: teamIds[0] ?? null,
      before: row,
      after,
      detail: { taken },
    });
    await emit(tx, ctx, handoffEvent("voided", after, audience));
  });
}
