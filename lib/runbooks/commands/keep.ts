import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { runbookEvent } from "../events.ts";
import { canEditRunbook, canReviewRunbook } from "../policy.ts";
import type { RunbookDto } from "../queries.ts";
import { getRunbookForUpdate, presentAfter } from "./internal.ts";

/** Somebody read it and found it right; `reviewBy` (YYYY-MM-DD) sets the next time. @throws not_found, forbidden */
export async function reviewRunbook(
  ctx: Ctx,
  input: { id: string; reviewBy?: string | undefined },
): Promise<RunbookDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getRunbookForUpdate(tx, ctx, input.id);
    permit(canReviewRunbook(ctx.actor, row.teamId));
    if (row.archivedAt)
      throw conflict("This runbook is archived. Restore it first.", await presentAfter(tx, ctx, row.id));
    const reviewBy = input.reviewBy ? new Date(`${input.reviewBy}T00:00:00Z`) : null;
    const after = await tx.runbook.update({
      where: { id: row.id },
      data: { reviewedAt: ctx.now, reviewBy },
    });
    await recordAudit(tx, ctx, {
      action: "runbook.review",
      subject: { kind: "runbook", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, runbookEvent("reviewed", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}

/** Takes it out of lists and suggestions, or puts it back. @throws not_found, forbidden */
export async function archiveRunbook(
  ctx: Ctx,
  input: { id: string; archived: boolean },
): Promise<RunbookDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getRunbookForUpdate(tx, ctx, input.id);
    permit(canEditRunbook(ctx.actor, row.teamId));
    const archivedAt = input.archived ? (row.archivedAt ?? ctx.now) : null;
    const after = await tx.runbook.update({ where: { id: row.id }, data: { archivedAt } });
    await recordAudit(tx, ctx, {
      action: input.archived ? "runbook.archive" : "runbook.restore",
      subject: { kind: "runbook", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, runbookEvent(input.archived ? "archived" : "restored", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
