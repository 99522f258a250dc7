import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { runHandedOver } from "../events.ts";
import { canHandOverRun, canWorkRun } from "../policy.ts";
import { readRun } from "../queries/run.ts";
import type { RunDto } from "../schema/runs.ts";
import { getRunForUpdate, hearersOf, requireOpen } from "./internal.ts";

/**
 * Gives an open run to another member of its team.
 * @throws not_found · forbidden · conflict when closed · invalid at `userId` for somebody who cannot work it
 */
export async function handOverRun(ctx: Ctx, id: string, input: { userId: string }): Promise<RunDto> {
  return inTransaction(ctx, async (tx) => {
    const run = await getRunForUpdate(tx, ctx, id);
    permit(canWorkRun(ctx.actor, run));
    requireOpen(run);
    permit(canHandOverRun(ctx.actor, run));
    const to = await tx.membership.findFirst({
      where: {
        teamId: run.teamId,
        userId: input.userId,
        kind: { in: ["member", "lead", "deputy"] },
        user: { deactivatedAt: null, role: { not: "viewer" } },
      },
      select: { userId: true },
    });
    if (!to) throw invalidField("userId", "Choose a member of the team who can work checklists.");
    await tx.checklistRun.update({
      where: { id },
      data: { ownerId: to.userId, ownedAt: ctx.now, version: { increment: 1 }, updatedAt: ctx.now },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.hand-over-run",
      subject: { kind: "checklist-run", id },
      teamId: run.teamId,
      before: { ownerId: run.ownerId },
      after: { ownerId: to.userId },
    });
    const hearers = hearersOf({ ...run, ownerId: to.userId });
    await emit(tx, ctx, runHandedOver({ ...run, version: run.version + 1 }, hearers, { toId: to.userId }));
    return readRun(within(ctx, tx), id);
  });
}
