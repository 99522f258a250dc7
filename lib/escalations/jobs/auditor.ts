import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { log, reportError } from "#lib/platform/log.ts";
import type { Prisma } from "#prisma";
import { sendHeartbeat } from "./heartbeat.ts";
import {
  type Finding,
  findOverdue,
  findRunningOn,
  findUnattended,
  findUntold,
  findWrongFirings,
} from "./invariants.ts";
import { findLacking } from "./lacks.ts";

const WEEK_MS = 7 * 86_400_000;

/** Administrators are told once an hour of each rule that stays broken; leads hear of their policies themselves. */
async function tellAdmins(ctx: Ctx, findings: Finding[]): Promise<void> {
  const raised = findings.filter((one) => one.rule !== "policy-lacks");
  if (raised.length === 0) return;
  const admins = await db().user.findMany({
    where: { role: "admin", deactivatedAt: null },
    select: { id: true },
  });
  const hour = ctx.now.toISOString().slice(0, 13);
  await inTransaction(ctx, async (tx) => {
    for (const rule of new Set(raised.map((one) => one.rule))) {
      const of = raised.filter((one) => one.rule === rule);
      const mended = of.every((one) => one.repaired);
      await notifyPeople(
        tx,
        ctx,
        admins.map((admin) => admin.id),
        {
          kind: "escalation-auditor",
          urgency: mended ? "normal" : "high",
          title: `Escalations: ${of[0]?.words ?? rule}${of.length > 1 ? ` (${of.length} times)` : ""}`,
          body: mended ? "The auditor has put it right." : "The auditor could not put it right.",
          url: "/settings/escalations",
          subject: { kind: "escalation-auditor", id: rule },
          dedupKey: `auditor:${rule}:${mended}:${hour}`,
        },
      );
    }
  });
}

/** One rule that fails must not keep the others, nor the heartbeat's silence, from being judged. */
async function collect(
  rules: ReadonlyArray<() => Promise<Finding[]>>,
): Promise<{ findings: Finding[]; broken: number }> {
  const findings: Finding[] = [];
  let broken = 0;
  for (const rule of rules) {
    try {
      findings.push(...(await rule()));
    } catch (error) {
      broken += 1;
      reportError(error, { auditor: true });
    }
  }
  return { findings, broken };
}

/**
 * Looks over the invariants, independently of the engine: repairs what it can, raises the rest, and alone sends the
 * heartbeat. Runs every minute; running it twice changes nothing.
 */
export async function runAuditor(ctx: Ctx): Promise<{ findings: Finding[]; heartbeat: string }> {
  const { findings, broken } = await collect([
    findOverdue,
    () => findRunningOn(ctx),
    () => findUnattended(ctx),
    () => findUntold(ctx),
    findWrongFirings,
    () => findLacking(ctx),
  ]);
  const healthy = broken === 0 && findings.every((one) => one.repaired || one.rule === "policy-lacks");
  const heartbeat = await sendHeartbeat(healthy, ctx.now);
  if (findings.length > 0) log().warn({ findings: findings.length }, "the auditor found something");
  await db().auditorRun.create({
    data: {
      id: uuidv7(),
      at: ctx.now,
      findings: findings as unknown as Prisma.InputJsonValue,
      heartbeat: heartbeat.outcome,
      answer: heartbeat.answer,
    },
    select: { id: true },
  });
  await db().auditorRun.deleteMany({ where: { at: { lt: new Date(ctx.now.getTime() - WEEK_MS) } } });
  await db().escalationEngine.deleteMany({
    where: { cycleAt: { lt: new Date(ctx.now.getTime() - 86_400_000) } },
  });
  await tellAdmins(ctx, findings);
  return { findings, heartbeat: heartbeat.outcome };
}
