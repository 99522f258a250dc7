import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { runSkipped } from "../events.ts";
import { canWorkRun } from "../policy.ts";
import { readRun } from "../queries/run.ts";
import type { RunDto } from "../schema/runs.ts";
import { getRunForUpdate, hearersOf, requireOpen } from "./internal.ts";

/** Leaves a run out, with a reason that is kept. @throws not_found · forbidden · conflict when closed */
export async function skipRun(ctx: Ctx, id: string, input: { reason: string }): Promise<RunDto> {
  return inTransaction(ctx, async (tx) => {
    const run = await getRunForUpdate(tx, ctx, id);
    permit(canWorkRun(ctx.actor, run));
    requireOpen(run);
    await tx.checklistRun.update({
      where: { id },
      data: { state: "skipped", skippedReason: input.reason, version: { increment: 1 }, updatedAt: ctx.now },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.skip-run",
      subject: { kind: "checklist-run", id },
      teamId: run.teamId,
      before: { state: run.state },
      after: { state: "skipped" },
      detail: { reason: input.reason },
    });
    await emit(tx, ctx, runSkipped({ ...run, version: run.version + 1 }, hearersOf(run)));
    return readRun(within(ctx, tx), id);
  });
}
