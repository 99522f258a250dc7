import { recordAudit } from "#lib/audit/commands/record.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import type { Escalation } from "#prisma";
import { fireDue, runOf, saveRun } from "../commands/internal.ts";
import { subjectRoom } from "../commands/subjects.ts";
import { advance } from "../model.ts";

interface Place {
  round: number;
  step: number;
}

/** Whether everybody a level called turned out to be out of reach outside the portal. */
async function nobodyReached(tx: Tx, row: Escalation, at: Place): Promise<boolean> {
  const [count] = await tx.$queryRaw<Array<{ reached: number }>>`
    SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM outbox_events o
        WHERE o.name = 'notification.unreached' AND o.subject_id = p.notification_id::text))::int AS reached
    FROM escalation_pages p
    WHERE p.escalation_id = ${row.id}::uuid AND p.round = ${at.round} AND p.step = ${at.step}`;
  return count?.reached === 0;
}

async function lockRunning(tx: Tx, escalationId: string): Promise<Escalation | null> {
  await tx.$queryRaw`SELECT id FROM escalations WHERE id = ${escalationId}::uuid AND ended_at IS NULL FOR UPDATE`;
  return tx.escalation.findFirst({ where: { id: escalationId, endedAt: null } });
}

/**
 * All channels of a critical page have failed. When nobody of that level was reached, waiting for its end is idle: the
 * next level of the round fires at once. Behind the last level the wait for the next round stays, or it would be a storm.
 */
export async function advanceUnreached(ctx: Ctx, notificationId: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const page = await tx.escalationPage.findFirst({
      where: { notificationId, escalation: { endedAt: null } },
      select: { escalationId: true, round: true, step: true },
    });
    const row = page ? await lockRunning(tx, page.escalationId) : null;
    if (!page || !row || row.round !== page.round || row.step !== page.step + 1) return false;
    if (!(await nobodyReached(tx, row, page))) return false;
    // Somebody works on it just now, perhaps acknowledging: the job is tried again.
    if ((await subjectRoom(row.subjectKind).hold(tx, row.subjectId)) === "busy")
      throw conflict("The subject is being changed.");
    const { run } = advance(runOf(row), { kind: "advanced" }, ctx.now);
    const called = await fireDue(tx, ctx, await saveRun(tx, row, run));
    await recordAudit(tx, ctx, {
      action: "escalation.step",
      subject: { kind: row.subjectKind, id: row.subjectId },
      detail: { escalationId: row.id, called, because: "nobody of the level before could be reached" },
    });
    return true;
  });
}
