import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction, pool, type Tx } from "#lib/platform/db.ts";
import { beginRun, factsIn } from "../commands/internal.ts";
import { type SubjectRoom, subjectRooms } from "../commands/subjects.ts";
import { figuresOf, putWatch } from "../commands/watch.ts";
import { startWatch } from "../model/watch.ts";
import { isUrgent, LATE_MS } from "../model.ts";
import { pathFor } from "../queries/choose.ts";
import { fireAllDue } from "./engine.ts";

/** One invariant found broken. */
export interface Finding {
  rule: "overdue" | "runs-on" | "unattended" | "page-untold" | "fired-early" | "policy-lacks";
  /** What it is about: kind and id. */
  subject: { kind: string; id: string };
  words: string;
  repaired: boolean;
}

/** An urgent subject this old must have an escalation. */
const SETTLE_MS = 60_000;
const ago = (ctx: Ctx, ms: number) => new Date(ctx.now.getTime() - ms);

interface RunRow {
  id: string;
  subject_kind: string;
  subject_id: string;
  cause: string;
}

/** Levels that should have fired: the auditor fires them itself, whatever the engines do. */
export async function findOverdue(): Promise<Finding[]> {
  const overdue = async () =>
    (
      await pool().query<RunRow>(
        `SELECT id::text, subject_kind, subject_id::text, cause FROM escalations
         WHERE ended_at IS NULL AND next_at < app_now() - interval '${LATE_MS / 1000} seconds' ORDER BY next_at LIMIT 1000`,
      )
    ).rows;
  const before = await overdue();
  if (before.length === 0) return [];
  await fireAllDue();
  const still = new Set((await overdue()).map((row) => row.id));
  return before.map((row) => ({
    rule: "overdue",
    subject: { kind: row.subject_kind, id: row.subject_id },
    words: `A level was more than ${LATE_MS / 1000} s late.`,
    repaired: !still.has(row.id),
  }));
}

/** Causes whose escalation must not outlive an acknowledgement; the others begin after one. */
const BEFORE_ACK = ["opened", "raised", "impact", "reopened", "merged", "repaired"];

/** Escalations that still run although their subject is over, or somebody has it. */
export async function findRunningOn(ctx: Ctx): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const room of subjectRooms()) {
    const rows = await db().escalation.findMany({
      where: { subjectKind: room.kind, endedAt: null, startedAt: { lt: ago(ctx, 5000) } },
      select: { id: true, subjectId: true },
      take: 5000,
    });
    const standing = await room.standingOf(db(), [...new Set(rows.map((row) => row.subjectId))]);
    for (const row of rows)
      if (standing.get(row.subjectId) !== "open")
        found.push(...(await endRunningOn(ctx, room, row.subjectId)));
  }
  return found;
}

async function endRunningOn(ctx: Ctx, room: SubjectRoom, id: string): Promise<Finding[]> {
  return inTransaction(ctx, async (tx) => {
    if ((await room.hold(tx, id)) === "busy") return [];
    // Asked again under the lock: a moment ago somebody may have been about to end it.
    const standing = (await room.standingOf(tx, [id])).get(id) ?? "over";
    const causes = standing === "had" ? BEFORE_ACK : undefined;
    if (standing === "open") return [];
    const ended = await tx.escalation.updateMany({
      where: {
        subjectKind: room.kind,
        subjectId: id,
        endedAt: null,
        ...(causes ? { cause: { in: causes } } : {}),
      },
      data: { endedAt: ctx.now, endReason: "repaired", nextAt: null, version: { increment: 1 } },
    });
    if (standing === "over")
      await tx.escalationWatch.deleteMany({ where: { subjectKind: room.kind, subjectId: id } });
    if (ended.count === 0) return [];
    const words = "An escalation still ran although somebody had it or it was over.";
    return [{ rule: "runs-on", subject: { kind: room.kind, id }, words, repaired: true }];
  });
}

const isAttended = async (tx: Tx, kind: string, id: string) =>
  (await tx.escalation.count({
    where: { subjectKind: kind, subjectId: id, endedAt: null, targetKind: "path", nextAt: { not: null } },
  })) > 0;

/** Urgent subjects that nobody has and nobody is called about: an escalation begins. */
export async function findUnattended(ctx: Ctx): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const room of subjectRooms())
    for (const id of await room.openUrgent(db(), ago(ctx, SETTLE_MS)))
      if (!(await isAttended(db(), room.kind, id))) found.push(...(await attend(ctx, room, id)));
  return found;
}

async function attend(ctx: Ctx, room: SubjectRoom, id: string): Promise<Finding[]> {
  return inTransaction(ctx, async (tx) => {
    if ((await room.hold(tx, id)) !== "held" || (await isAttended(tx, room.kind, id))) return [];
    const facts = await room.factsOf(tx, id);
    const standing = (await room.standingOf(tx, [id])).get(id);
    if (!facts || standing !== "open" || !isUrgent(facts.severity)) return [];
    const path = await pathFor({ ...ctx, tx }, facts, ctx.now);
    await putWatch(tx, ctx, facts, path, startWatch(figuresOf(path), new Date(facts.openedAt)));
    await beginRun(tx, ctx, { facts, cause: "repaired", reason: "", path });
    const words = `${facts.severity} without a running escalation: one was started.`;
    return [{ rule: "unattended", subject: { kind: room.kind, id }, words, repaired: true }];
  });
}

interface Untold extends RunRow {
  user_id: string;
  round: number;
  step: number;
  facts: unknown;
}

/** Pages without a message: the person is told now. */
export async function findUntold(ctx: Ctx): Promise<Finding[]> {
  const { rows } = await pool().query<Untold>(
    `SELECT e.id::text, e.subject_kind, e.subject_id::text, e.cause, p.user_id::text, p.round, p.step, e.facts
     FROM escalation_pages p JOIN escalations e ON e.id = p.escalation_id JOIN users u ON u.id = p.user_id
     WHERE p.notification_id IS NULL AND e.ended_at IS NULL AND u.deactivated_at IS NULL AND p.at > app_now() - interval '1 day'
     LIMIT 1000`,
  );
  for (const row of rows) await tellAgain(ctx, row);
  return rows.map((row) => ({
    rule: "page-untold",
    subject: { kind: row.subject_kind, id: row.subject_id },
    words: "Somebody was paged without a message: they have it now.",
    repaired: true,
  }));
}

async function tellAgain(ctx: Ctx, row: Untold): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const facts = factsIn(row.facts);
    const told = await notifyPeople(tx, ctx, [row.user_id], {
      kind: "escalation",
      urgency: "critical",
      title: facts.title,
      body: facts.isPrivate ? "" : facts.body,
      url: facts.url,
      subject: facts.subject,
      dedupKey: `escalation:${row.id}:${row.round}:${row.step}:again`,
      severity: facts.severity,
      escalationId: row.id,
      late: true,
      isPrivate: facts.isPrivate,
    });
    const notificationId = told.get(row.user_id);
    if (notificationId)
      await tx.$executeRaw`UPDATE escalation_pages SET notification_id = ${notificationId}::uuid
        WHERE escalation_id = ${row.id}::uuid AND round = ${row.round} AND step = ${row.step} AND user_id = ${row.user_id}::uuid`;
  });
}

/** Levels that fired before their time, or people with two messages of one level: nothing mends that, it is raised. */
export async function findWrongFirings(): Promise<Finding[]> {
  const { rows } = await pool().query<RunRow & { early: boolean }>(
    `SELECT e.id::text, e.subject_kind, e.subject_id::text, e.cause, true AS early
     FROM escalation_steps s JOIN escalations e ON e.id = s.escalation_id
     WHERE s.fired_at > app_now() - interval '2 minutes' AND s.fired_at < s.planned_at
     UNION ALL
     SELECT e.id::text, e.subject_kind, e.subject_id::text, e.cause, false
     FROM escalations e JOIN LATERAL (
       SELECT 1 FROM notifications n WHERE n.escalation_id = e.id AND n.at > app_now() - interval '2 minutes'
         AND n.dedup_key NOT LIKE '%:again'
       GROUP BY n.user_id, split_part(n.dedup_key, ':', 3), split_part(n.dedup_key, ':', 4) HAVING count(*) > 1 LIMIT 1) twice ON true
     LIMIT 100`,
  );
  return rows.map((row) => ({
    rule: "fired-early",
    subject: { kind: row.subject_kind, id: row.subject_id },
    words: row.early ? "A level fired before its time." : "Somebody was told twice by one level.",
    repaired: false,
  }));
}
