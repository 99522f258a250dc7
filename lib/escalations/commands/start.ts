import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { callPath, defaultPath } from "../model/definition.ts";
import { startWatch, watchAfterAck, watchAfterStart } from "../model/watch.ts";
import { type EscalationFacts, isUrgent, type Path } from "../model.ts";
import { pathFor, policyFor } from "../queries/choose.ts";
import { peopleOf } from "../queries/reach.ts";
import { beginRun, type Words } from "./internal.ts";
import { figuresOf, getWatch, putWatch, saveWatch } from "./watch.ts";

export interface Opening {
  cause: "opened" | "reopened";
  reason: string;
  words?: Partial<Words>;
  /** Somebody has it from the first moment ("I am on it"). */
  taken?: boolean;
  /** Reopened by its commander: the time since opening no longer counts. */
  backstop?: boolean;
}

/** The path that pages for a subject: P2 to P4 have one only where a policy says so; null: their owner is told, no more. */
async function pagingPath(tx: Tx, ctx: Ctx, facts: EscalationFacts): Promise<Path | null> {
  const reader = within(ctx, tx);
  return isUrgent(facts.severity) ? pathFor(reader, facts, ctx.now) : policyFor(reader, facts, ctx.now);
}

/** A subject has opened, or opened again: its escalation row is written and its first level fires in this transaction. */
export async function openEscalation(
  tx: Tx,
  ctx: Ctx,
  facts: EscalationFacts,
  opening: Opening,
): Promise<void> {
  const path = await pagingPath(tx, ctx, facts);
  if (!path) return;
  const figures = figuresOf(path);
  const fresh = startWatch(
    opening.backstop === false ? { ...figures, backstopSeconds: null } : figures,
    ctx.now,
  );
  const watch = opening.taken ? watchAfterAck(fresh, figures, null, ctx.now) : fresh;
  await putWatch(tx, ctx, facts, path, watch);
  if (opening.taken) return;
  const { cause, reason, words } = opening;
  await beginRun(tx, ctx, { facts, cause, reason, path, ...(words ? { words } : {}) });
}

/** The owners of a P2, P3 or P4 for which nothing pages; whoever declared it knows. */
export async function ownersToTell(ctx: Ctx, facts: EscalationFacts): Promise<string[]> {
  if (isUrgent(facts.severity) || (await policyFor(ctx, facts, ctx.now))) return [];
  const [level] = defaultPath(facts.teamId, facts.severity, null).levels;
  const owners = level ? await peopleOf(ctx, level, facts) : [];
  return owners.map((owner) => owner.userId).filter((id) => id !== facts.declaredById);
}

/** Tells owners that it is there, each once. */
export async function tellOwners(tx: Tx, ctx: Ctx, facts: EscalationFacts, userIds: string[]): Promise<void> {
  const { kind, id } = facts.subject;
  await notifyPeople(tx, ctx, userIds, {
    kind: "incident-owned",
    urgency: facts.severity === "P2" ? "high" : "normal",
    title: facts.title,
    body: facts.isPrivate ? "" : facts.body,
    url: facts.url,
    subject: facts.subject,
    severity: facts.severity,
    isPrivate: facts.isPrivate,
    dedupKey: `owned:${kind}:${id}:${facts.openedAt}`,
  });
}

export type ByHandTarget = { level: number } | { userId: string } | { teamId: string } | null;

async function callLevel(
  tx: Tx,
  ctx: Ctx,
  facts: EscalationFacts,
  call: { reason: string; words: Words; level: number | null },
): Promise<void> {
  const found = await getWatch(tx, facts.subject);
  const path = found?.path ?? (await pagingPath(tx, ctx, facts));
  if (!path) throw invalidField("to", `A ${facts.severity} has no levels here: choose a person or a team.`);
  if (call.level !== null && (call.level < 1 || call.level > path.levels.length))
    throw invalidField("to.level", `The path has ${path.levels.length} levels.`);
  if (found) await saveWatch(tx, found, watchAfterStart(found.watch));
  else
    await putWatch(tx, ctx, facts, path, startWatch({ ...figuresOf(path), backstopSeconds: null }, ctx.now));
  const above = Math.min((found?.watch.highest ?? -1) + 1, path.levels.length - 1);
  const from = call.level === null ? above : call.level - 1;
  await beginRun(tx, ctx, { facts, cause: "by-hand", reason: call.reason, path, from, words: call.words });
}

/**
 * Escalates by hand, with a reason (S-051): the next level (or a named one), a person, or another team by its own path.
 * @throws invalid when nobody could be called there
 */
export async function callByHand(
  tx: Tx,
  ctx: Ctx,
  facts: EscalationFacts,
  call: { reason: string; words: Words; to: ByHandTarget },
): Promise<string[]> {
  const { to, reason, words } = call;
  const cause = "by-hand" as const;
  if (to === null || "level" in to) {
    await callLevel(tx, ctx, facts, { reason, words, level: to?.level ?? null });
    return [];
  }
  if ("userId" in to) {
    const user = await tx.user.findFirst({
      where: { id: to.userId, deactivatedAt: null },
      select: { id: true },
    });
    if (!user) throw invalidField("to.userId", "There is no such person, or they are no longer active.");
    const path = callPath(facts.teamId, { kind: "user", id: to.userId }, facts.severity);
    const run = { facts, cause, reason, path, words, targetKind: "user" as const, targetId: to.userId };
    return (await beginRun(tx, ctx, run)).called;
  }
  const team = await tx.team.findFirst({ where: { id: to.teamId, archivedAt: null }, select: { id: true } });
  if (!team) throw invalidField("to.teamId", "There is no such team.");
  const theirs = { severity: facts.severity, teamId: team.id, serviceId: null };
  const path = isUrgent(facts.severity)
    ? await pathFor(within(ctx, tx), theirs, ctx.now)
    : callPath(team.id, { kind: "team", id: team.id }, facts.severity);
  const run = { facts, cause, reason, path, words, targetKind: "team" as const, targetId: team.id };
  return (await beginRun(tx, ctx, run)).called;
}
