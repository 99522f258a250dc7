import { cancelPages, notifyPeople } from "#lib/notifications/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { watchAfterAck, watchNextAt } from "../model/watch.ts";
import type { Subject } from "./internal.ts";
import { figuresOf, getWatch, saveWatch } from "./watch.ts";

export interface End {
  /** What ended it: acknowledged, mitigated, resolved … */
  reason: string;
  /** What those it called are told: who took it. */
  title: string;
  url: string;
}

/** The running escalations of a subject and those they took the place of. */
async function withForerunners(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<Array<{ id: string }>>`
    WITH RECURSIVE chain AS (
      SELECT id FROM escalations WHERE id = ANY(${ids}::uuid[])
      UNION SELECT e.id FROM escalations e JOIN chain c ON e.successor_id = c.id)
    SELECT id::text FROM chain`;
  return rows.map((row) => row.id);
}

/**
 * Ends every running escalation of a subject, in its own transaction: after this commits no further step of them
 * fires. What has not gone out yet is taken back; everyone they have paged is told.
 * @returns the highest level that had called the person who ends it, from 0; null when none had
 */
export async function endAll(tx: Tx, ctx: Ctx, subject: Subject, end: End): Promise<number | null> {
  const running = await tx.$queryRaw<Array<{ id: string }>>`
    UPDATE escalations SET ended_at = greatest(${ctx.now}, app_now()), end_reason = ${end.reason},
      ended_by_id = ${ctx.actor.userId}::uuid, next_at = NULL, version = version + 1
    WHERE subject_kind = ${subject.kind} AND subject_id = ${subject.id}::uuid AND ended_at IS NULL
    RETURNING id::text`;
  if (running.length === 0) return null;
  const all = await withForerunners(
    tx,
    running.map((one) => one.id),
  );
  const pages = await tx.escalationPage.findMany({
    where: { escalationId: { in: all } },
    select: { userId: true, step: true, escalation: { select: { targetKind: true } } },
  });
  await cancelPages(tx, ctx, all);
  const others = pages.map((page) => page.userId).filter((id) => id !== ctx.actor.userId);
  await notifyPeople(tx, ctx, others, {
    kind: "escalation-ended",
    urgency: "normal",
    title: end.title,
    url: end.url,
    subject,
  });
  const mine = pages.filter(
    (page) => page.userId === ctx.actor.userId && page.escalation.targetKind === "path",
  );
  return mine.length > 0 ? Math.max(...mine.map((page) => page.step)) : null;
}

/** Somebody has it: nothing is called any more, and from now its watch runs. */
export async function acknowledgeEscalations(tx: Tx, ctx: Ctx, subject: Subject, end: End): Promise<void> {
  const level = await endAll(tx, ctx, subject, end);
  const row = await getWatch(tx, subject);
  if (!row) return;
  const watch = watchAfterAck(row.watch, figuresOf(row.path), level, ctx.now);
  await saveWatch(tx, row, watch, watchNextAt(watch));
}

/** Mitigated, resolved, cancelled, merged or lowered below paging: nothing is called, nothing is waited for. */
export async function settleEscalations(tx: Tx, ctx: Ctx, subject: Subject, end: End): Promise<void> {
  await endAll(tx, ctx, subject, end);
  await tx.escalationWatch.deleteMany({ where: { subjectKind: subject.kind, subjectId: subject.id } });
}
