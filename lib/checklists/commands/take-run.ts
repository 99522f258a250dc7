import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { runTaken } from "../events.ts";
import { canTakeRun, canWorkRun } from "../policy.ts";
import { readRun } from "../queries/run.ts";
import type { RunDto } from "../schema/runs.ts";
import { getRunForUpdate, hearersOf, requireOpen } from "./internal.ts";

/**
 * Makes a run one's own; asking again is no error. What a colleague has started only a lead takes over.
 * @throws not_found · forbidden · conflict when it is a colleague's, or closed
 */
export async function takeRun(ctx: Ctx, id: string): Promise<RunDto> {
  return inTransaction(ctx, async (tx) => {
    const run = await getRunForUpdate(tx, ctx, id);
    const me = personId(ctx);
    permit(canWorkRun(ctx.actor, run));
    requireOpen(run);
    if (run.ownerId === me) return readRun(within(ctx, tx), id);
    const may = canTakeRun(ctx.actor, run);
    if (may !== true) throw conflict(may.because, await readRun(within(ctx, tx), id));
    await tx.checklistRun.update({
      where: { id },
      data: { ownerId: me, ownedAt: ctx.now, version: { increment: 1 }, updatedAt: ctx.now },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.take-run",
      subject: { kind: "checklist-run", id },
      teamId: run.teamId,
      before: { ownerId: run.ownerId },
      after: { ownerId: me },
    });
    await emit(tx, ctx, runTaken({ ...run, version: run.version + 1 }, hearersOf(run)));
    return readRun(within(ctx, tx), id);
  });
}
