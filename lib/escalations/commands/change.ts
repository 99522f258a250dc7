import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import type { Escalation } from "#prisma";
import { startWatch, watchAfterAck } from "../model/watch.ts";
import { advance, type EscalationFacts, isUrgent, type Path } from "../model.ts";
import { pathFor, policyFor } from "../queries/choose.ts";
import { beginRun, factsIn, pathIn, replacePath, runOf, type Subject, saveRun } from "./internal.ts";
import { type End, settleEscalations } from "./stop.ts";
import { figuresOf, getWatch, putWatch } from "./watch.ts";

/** What the messages may say has changed: title, severity, whether it is private. What runs says the new from now on. */
export async function refreshFacts(tx: Tx, facts: EscalationFacts): Promise<void> {
  const fresh = JSON.stringify(facts);
  const { kind, id } = facts.subject;
  await tx.$executeRaw`UPDATE escalations SET facts = facts || ${fresh}::jsonb, severity = ${facts.severity}
    WHERE subject_kind = ${kind} AND subject_id = ${id}::uuid AND ended_at IS NULL`;
  await tx.$executeRaw`UPDATE escalation_watches SET facts = facts || ${fresh}::jsonb, severity = ${facts.severity}
    WHERE subject_kind = ${kind} AND subject_id = ${id}::uuid`;
}

/** The path that runs for a subject, locked. */
async function runningPath(tx: Tx, subject: Subject): Promise<Escalation | null> {
  await tx.$queryRaw`SELECT 1 AS held FROM escalations
    WHERE subject_kind = ${subject.kind} AND subject_id = ${subject.id}::uuid AND ended_at IS NULL FOR UPDATE`;
  return tx.escalation.findFirst({
    where: { subjectKind: subject.kind, subjectId: subject.id, endedAt: null, targetKind: "path" },
  });
}

/**
 * Raised: the new severity's path begins; if somebody has it already, only the new severity's timers do.
 * @param acknowledged whether somebody has it
 */
export async function raiseEscalation(
  tx: Tx,
  ctx: Ctx,
  facts: EscalationFacts,
  change: { from: string; acknowledged: boolean },
): Promise<void> {
  const reader = within(ctx, tx);
  const path = isUrgent(facts.severity)
    ? await pathFor(reader, facts, ctx.now)
    : await policyFor(reader, facts, ctx.now);
  if (!path) return;
  const began = {
    cause: "raised",
    reason: `raised from ${change.from}`,
    words: { prefix: "Raised" },
  } as const;
  await beginAnew(tx, ctx, facts, path, { ...began, acknowledged: change.acknowledged });
}

/**
 * Its impact was judged anew (S-041). What pages or watches already goes on: its levels ask for the impact when they
 * fire. Where nothing does, a policy whose bounds are reached now begins.
 */
export async function reconsiderEscalation(
  tx: Tx,
  ctx: Ctx,
  facts: EscalationFacts,
  change: { acknowledged: boolean },
): Promise<void> {
  if (await getWatch(tx, facts.subject)) return;
  const path = await policyFor(within(ctx, tx), facts, ctx.now);
  if (!path) return;
  const began = { cause: "impact", reason: "its impact was judged", words: { prefix: "Impact" } } as const;
  await beginAnew(tx, ctx, facts, path, { ...began, ...change });
}

type Beginning = {
  cause: "raised" | "impact";
  reason: string;
  words: { prefix: string };
  acknowledged: boolean;
};

async function beginAnew(
  tx: Tx,
  ctx: Ctx,
  facts: EscalationFacts,
  path: Path,
  change: Beginning,
): Promise<void> {
  const before = await getWatch(tx, facts.subject);
  const fresh = {
    ...startWatch(figuresOf(path), ctx.now),
    highest: change.acknowledged ? (before?.watch.highest ?? -1) : -1,
  };
  const watch = change.acknowledged
    ? watchAfterAck(fresh, figuresOf(path), before?.watch.ackLevel ?? null, ctx.now)
    : fresh;
  await putWatch(tx, ctx, facts, path, watch);
  if (change.acknowledged) return;
  const { cause, reason, words } = change;
  await beginRun(tx, ctx, { facts, cause, reason, path, words });
}

/** Lowered: what the new severity does not have ends; what it has goes on as it is. */
export async function lowerEscalation(tx: Tx, ctx: Ctx, facts: EscalationFacts, end: End): Promise<void> {
  const stays = isUrgent(facts.severity) || (await policyFor(within(ctx, tx), facts, ctx.now)) !== null;
  if (!stays) await settleEscalations(tx, ctx, facts.subject, end);
}

/** The target goes on from the earlier deadline; without a path of its own it takes over the source's where it stands. */
async function joinPaths(tx: Tx, ctx: Ctx, source: Escalation, target: EscalationFacts): Promise<string> {
  const own = await runningPath(tx, target.subject);
  if (own && own.nextAt !== null && own.severity <= source.severity) {
    await saveRun(tx, own, advance(runOf(own), { kind: "joined", at: source.nextAt }, ctx.now).run);
    return own.id;
  }
  // Its number alone: whoever sees the target need not see the source.
  const reason = `goes on from ${factsIn(source.facts).title.split(":", 1)[0]}`;
  const began = await beginRun(tx, ctx, {
    facts: target,
    cause: "merged",
    reason,
    path: pathIn(source.path),
    run: runOf(source),
  });
  return began.id;
}

/** One subject becomes part of another (see the rules of merging). The source's own escalation ends either way. */
export async function mergeEscalations(
  tx: Tx,
  ctx: Ctx,
  source: Subject,
  target: { facts: EscalationFacts; acknowledged: boolean; raisedFrom: string | null },
  end: End,
): Promise<void> {
  const running = target.acknowledged ? null : await runningPath(tx, source);
  if (running) {
    if (!(await getWatch(tx, target.facts.subject))) {
      const path = pathIn(running.path);
      await putWatch(
        tx,
        ctx,
        target.facts,
        path,
        startWatch(figuresOf(path), new Date(target.facts.openedAt)),
      );
    }
    const by = await joinPaths(tx, ctx, running, target.facts);
    await replacePath(tx, ctx, source, { by, because: "merged" });
  }
  await settleEscalations(tx, ctx, source, end);
  const raised =
    target.raisedFrom !== null && (target.acknowledged || !(await runningPath(tx, target.facts.subject)));
  if (raised)
    await raiseEscalation(tx, ctx, target.facts, {
      from: target.raisedFrom ?? "",
      acknowledged: target.acknowledged,
    });
}
