import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { runCompleted } from "../events.ts";
import type { Gap } from "../model/completion.ts";
import { onTime, runState } from "../model/run.ts";
import { canWorkRun } from "../policy.ts";
import { completionGapsOf } from "../queries/items.ts";
import { readRun } from "../queries/run.ts";
import type { RunDto } from "../schema/runs.ts";
import { getRunForUpdate, hearersOf, requireOpen } from "./internal.ts";

const GAPS: Record<Gap, string> = {
  unanswered: "Not answered yet.",
  note: "This reading needs a note.",
  reason: "Say why it does not apply.",
};

/**
 * Signs a run: every required item answered, a note on every warning and critical reading. A missed run can still be
 * completed and then reads so. Completing it again is no error for the person who did.
 * @throws not_found · forbidden · conflict when closed · invalid with one entry an open item, at `items.<key>`
 */
export async function completeRun(ctx: Ctx, id: string): Promise<RunDto> {
  return inTransaction(ctx, async (tx) => {
    const inside = within(ctx, tx);
    const run = await getRunForUpdate(tx, ctx, id);
    const me = personId(ctx);
    permit(canWorkRun(ctx.actor, run));
    if (run.state === "completed" && run.completedById === me) return readRun(inside, id);
    requireOpen(run);
    const gaps = await completionGapsOf(tx, run);
    if (gaps.length > 0) {
      const errors = gaps.map((one) => ({ path: `items.${one.key}`, message: GAPS[one.gap] }));
      const notes = gaps.filter((one) => one.gap === "note").length;
      const open = gaps.length - notes;
      const missing = [open > 0 ? `${open} open` : "", notes > 0 ? `${notes} without a note` : ""].filter(
        Boolean,
      );
      throw new AppError("invalid", `This run is not complete: ${missing.join(", ")}.`, { errors });
    }
    const times = { ...run, state: "completed" as const, completedAt: ctx.now };
    const owner = run.ownerId ?? me;
    await tx.checklistRun.update({
      where: { id },
      data: {
        state: "completed",
        completedAt: ctx.now,
        completedById: me,
        ownerId: owner,
        ownedAt: run.ownedAt ?? ctx.now,
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.complete-run",
      subject: { kind: "checklist-run", id },
      teamId: run.teamId,
      before: { state: run.state },
      after: { state: runState(times, ctx.now) },
    });
    const facts = { onTime: onTime(times), missed: runState(times, ctx.now) === "missed-completed" };
    await emit(
      tx,
      ctx,
      runCompleted({ ...run, version: run.version + 1 }, hearersOf({ ...run, ownerId: owner }), facts),
    );
    return readRun(inside, id);
  });
}
