import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { runSignedOff } from "../events.ts";
import { canSignOffRun, canWorkRun } from "../policy.ts";
import { readRun } from "../queries/run.ts";
import type { RunDto } from "../schema/runs.ts";
import { getRunForUpdate, hearersOf } from "./internal.ts";

/**
 * The second signature of a template that asks for one.
 * @throws not_found · forbidden, also for the person who completed it · conflict when it is not the moment
 */
export async function signOffRun(ctx: Ctx, id: string): Promise<RunDto> {
  return inTransaction(ctx, async (tx) => {
    const run = await getRunForUpdate(tx, ctx, id);
    const me = personId(ctx);
    permit(canWorkRun(ctx.actor, run));
    const may = canSignOffRun(ctx.actor, run);
    const ownWork =
      run.state === "completed" && run.signedOffAt === null && run.signOff && run.completedById === me;
    if (ownWork) permit(may);
    if (may !== true) throw conflict(may.because, await readRun(within(ctx, tx), id));
    await tx.checklistRun.update({
      where: { id },
      data: { signedOffAt: ctx.now, signedOffById: me, version: { increment: 1 }, updatedAt: ctx.now },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.sign-off-run",
      subject: { kind: "checklist-run", id },
      teamId: run.teamId,
      after: { signedOffById: me },
    });
    await emit(tx, ctx, runSignedOff({ ...run, version: run.version + 1 }, hearersOf(run)));
    return readRun(within(ctx, tx), id);
  });
}
