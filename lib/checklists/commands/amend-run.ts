import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, invalid } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { runAmended } from "../events.ts";
import { canAmendRun, canWorkRun } from "../policy.ts";
import { completionGapsOf } from "../queries/items.ts";
import { readRun } from "../queries/run.ts";
import type { AmendRun } from "../schema/items.ts";
import type { RunDto } from "../schema/runs.ts";
import { getRunForUpdate, hearersOf } from "./internal.ts";
import { answerFacts, recordAnswer } from "./record-answer.ts";

/**
 * Changes answers of a signed run, with a reason. What stood there before stays readable, and the run stays complete:
 * an amendment may not open an item again.
 * @throws not_found · forbidden · conflict when it is not completed · invalid at the field
 */
export async function amendRun(ctx: Ctx, id: string, input: AmendRun): Promise<RunDto> {
  return inTransaction(ctx, async (tx) => {
    const run = await getRunForUpdate(tx, ctx, id);
    permit(canWorkRun(ctx.actor, run));
    const may = canAmendRun(ctx.actor, run);
    if (may !== true) throw conflict(may.because, { state: run.state, version: run.version });
    let done = 0;
    const changes: Record<string, unknown> = {};
    for (const [index, { key, ...given }] of input.items.entries()) {
      const one = await recordAnswer(tx, ctx, run, key, given, input.reason, `items.${index}.`);
      done += one.done;
      if (one.changed) changes[key] = { from: answerFacts(one.before), to: answerFacts(one.after) };
    }
    const gaps = await completionGapsOf(tx, run);
    const opened = input.items.flatMap(({ key }, index) =>
      gaps.some((gap) => gap.key === key)
        ? [
            {
              path: `items.${index}.value`,
              message: "A signed run stays complete: answer it, with a note on a breach.",
            },
          ]
        : [],
    );
    if (opened.length > 0) throw invalid(opened);
    await tx.checklistRun.update({
      where: { id },
      data: { itemsDone: run.itemsDone + done, version: { increment: 1 }, updatedAt: ctx.now },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.amend-run",
      subject: { kind: "checklist-run", id },
      teamId: run.teamId,
      detail: { reason: input.reason, answers: changes },
    });
    await emit(tx, ctx, runAmended({ ...run, version: run.version + 1 }, hearersOf(run)));
    return readRun(within(ctx, tx), id);
  });
}
