import { notifyPeople, postToChannel } from "#lib/notifications/commands/internal.ts";
import type { Message, Urgency } from "#lib/notifications/model.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Escalation, Prisma } from "#prisma";
import {
  advance,
  type Due,
  dueOf,
  type EscalationCause,
  type EscalationFacts,
  isUrgent,
  type Path,
  type Run,
  type Severity,
  startRun,
} from "../model.ts";
import { lastResort, type Reached, reachedNow } from "../queries/reach.ts";
import { subjectRoom } from "./subjects.ts";

export interface Subject {
  kind: string;
  id: string;
}

/** What the messages of one escalation say beside its subject's facts. */
export interface Words {
  /** Before the title: "Raised", "Ines Albrecht calls you". Left out of private ones. */
  prefix: string;
  /** Instead of the subject's own text. */
  note: string;
}

export type RunFacts = EscalationFacts & Partial<Words>;

export const asJson = (value: unknown) => value as Prisma.InputJsonValue;
export const pathIn = (stored: unknown) => stored as Path;
export const factsIn = (stored: unknown) => stored as RunFacts;

/** Where a stored escalation stands, as the model reads it. */
export function runOf(row: Escalation): Run {
  const path = pathIn(row.path);
  return {
    levels: path.levels,
    roundSeconds: path.roundSeconds,
    rounds: path.rounds,
    endless: isUrgent(row.severity as Severity),
    round: row.round,
    step: row.step,
    reached: row.reached,
    highest: row.highest,
    nextAt: row.nextAt,
    ended: row.endedAt !== null,
  };
}

const fieldsOf = (run: Run) => ({
  round: run.round,
  step: run.step,
  reached: run.reached,
  highest: run.highest,
  nextAt: run.nextAt,
});

/**
 * Writes a move under the version it was decided on.
 * @throws conflict when somebody moved it meanwhile: the whole step is rolled back
 */
export async function saveRun(tx: Tx, row: Escalation, run: Run): Promise<Escalation> {
  const data = { ...fieldsOf(run), version: { increment: 1 } };
  const done = await tx.escalation.updateMany({
    where: { id: row.id, version: row.version, endedAt: null },
    data,
  });
  if (done.count !== 1) throw conflict("The escalation moved meanwhile.");
  return { ...row, ...fieldsOf(run), version: row.version + 1 };
}

const URGENCY: Record<Severity, Urgency> = {
  P0: "critical",
  P1: "critical",
  P2: "high",
  P3: "normal",
  P4: "normal",
};

function bodyOf(row: Escalation, due: Due, facts: RunFacts, levels: number): string {
  if (facts.isPrivate) return "";
  const lines: string[] = [];
  if (due.late) lines.push(`Late: this was due at ${due.plannedAt.toISOString().slice(11, 16)} UTC.`);
  if (due.fallback) lines.push("No level of the path reached anybody: you are called instead.");
  else if (row.targetKind === "path" && (due.step > 0 || due.round > 0))
    lines.push(
      `Level ${due.step + 1} of ${levels}${due.round > 0 ? `, round ${due.round + 1}` : ""}: nobody has acknowledged yet.`,
    );
  lines.push(facts.note || facts.body);
  return lines.filter(Boolean).join("\n");
}

/** The message of one level: of a private subject number and severity only. */
function messageOf(row: Escalation, due: Due): Message {
  const facts = factsIn(row.facts);
  const prefix = facts.prefix && !facts.isPrivate ? `${facts.prefix}: ` : "";
  return {
    kind: "escalation",
    urgency: row.cause === "by-hand" ? "critical" : URGENCY[facts.severity],
    title: `${prefix}${facts.title}`,
    body: bodyOf(row, due, facts, pathIn(row.path).levels.length),
    url: facts.url,
    subject: facts.subject,
    dedupKey: `escalation:${row.id}:${due.round}:${due.step}`,
    severity: facts.severity,
    escalationId: row.id,
    late: due.late,
    isPrivate: facts.isPrivate,
  };
}

async function postLevel(tx: Tx, ctx: Ctx, row: Escalation, due: Due): Promise<string[]> {
  const posted: string[] = [];
  for (const target of pathIn(row.path).levels[due.step]?.targets ?? []) {
    if (target.kind !== "channel" || !target.id) continue;
    if (await postToChannel(tx, ctx, target.id, messageOf(row, due))) posted.push(target.id);
  }
  return posted;
}

/** Writes one fired level: its row, its pages, the messages, the subject's record. Its keys refuse a second time. */
async function recordLevel(tx: Tx, ctx: Ctx, row: Escalation, due: Due, people: Reached[]): Promise<void> {
  const channels = await postLevel(tx, ctx, row, due);
  const { round, step } = due;
  await tx.escalationStep.create({
    data: {
      escalationId: row.id,
      round,
      step,
      plannedAt: due.plannedAt,
      firedAt: ctx.now,
      outcome: people.length > 0 ? "paged" : "nobody",
      late: due.late,
      channels,
    },
    select: { step: true },
  });
  const ids = people.map((person) => person.userId);
  const told = ids.length > 0 ? await notifyPeople(tx, ctx, ids, messageOf(row, due)) : new Map();
  await tx.escalationPage.createMany({
    data: people.map((person) => ({
      escalationId: row.id,
      round,
      step,
      userId: person.userId,
      because: person.because,
      notificationId: told.get(person.userId) ?? null,
      at: ctx.now,
    })),
  });
  await subjectRoom(row.subjectKind).called(tx, ctx, row.subjectId, {
    escalationId: row.id,
    level: due.fallback ? null : step + 1,
    round,
    levels: pathIn(row.path).levels.length,
    userIds: ids,
    late: due.late,
    byHand: row.cause === "by-hand" && round === 0,
  });
}

/**
 * Fires what is due of one escalation, which the caller holds: looks the people up, pages them, moves on; a level that
 * reaches nobody is recorded and the next one follows at once.
 * @returns the people called
 */
export async function fireDue(tx: Tx, ctx: Ctx, row: Escalation): Promise<string[]> {
  const path = pathIn(row.path);
  const facts = factsIn(row.facts);
  const called: string[] = [];
  let run = runOf(row);
  let highest = -1;
  // Each pass fires one level; a round's wait is never nothing, so that this ends.
  for (let due = dueOf(run, ctx.now); due; due = dueOf(run, ctx.now)) {
    const level = path.levels[due.step];
    const reader = within(ctx, tx);
    const people = level
      ? await reachedNow(reader, level, path, facts, ctx.now)
      : await lastResort(reader, path.teamId);
    const ids = people.map((person) => person.userId);
    const move = advance(run, { kind: "looked-up", people: ids }, ctx.now);
    await recordLevel(tx, ctx, row, due, people);
    if (level) highest = Math.max(highest, due.step);
    called.push(...ids);
    run = move.run;
  }
  await saveRun(tx, row, run);
  if (row.targetKind === "path" && highest >= 0)
    await tx.$executeRaw`UPDATE escalation_watches SET highest = greatest(highest, ${highest})
      WHERE subject_kind = ${row.subjectKind} AND subject_id = ${row.subjectId}::uuid`;
  return called;
}

export interface NewRun {
  facts: EscalationFacts;
  cause: EscalationCause;
  reason: string;
  path: Path;
  /** path, user or team */
  targetKind?: "path" | "user" | "team";
  targetId?: string | null;
  /** The level it begins at, from 0, at once; absent: from the top, after its wait. */
  from?: number;
  /** Goes on where another stood. */
  run?: Run;
  words?: Partial<Words>;
}

/**
 * Begins an escalation and fires what is due of it at once, in the subject's own transaction: worker or no worker. A
 * path takes the place of the one that runs.
 */
export async function beginRun(tx: Tx, ctx: Ctx, input: NewRun): Promise<{ id: string; called: string[] }> {
  const { facts, path } = input;
  const id = uuidv7();
  const targetKind = input.targetKind ?? "path";
  if (targetKind === "path") await replacePath(tx, ctx, facts.subject, { by: id, because: input.cause });
  const start = {
    endless: isUrgent(facts.severity),
    ...(input.from === undefined ? {} : { from: input.from }),
  };
  const run = input.run ?? startRun(path, start, ctx.now);
  const row = await tx.escalation.create({
    data: {
      id,
      subjectKind: facts.subject.kind,
      subjectId: facts.subject.id,
      cause: input.cause,
      reason: input.reason,
      byId: ctx.actor.userId,
      targetKind,
      targetId: input.targetId ?? null,
      policyId: path.policyId,
      severity: facts.severity,
      path: asJson(path),
      facts: asJson({ ...facts, ...input.words }),
      startedAt: ctx.now,
      ...fieldsOf(run),
    },
  });
  return { id, called: await fireDue(tx, ctx, row) };
}

/** Ends the path that runs, in favour of another; those it called are told by the other's end. */
export async function replacePath(
  tx: Tx,
  ctx: Ctx,
  subject: Subject,
  next: { by: string | null; because: string },
): Promise<void> {
  await tx.$executeRaw`UPDATE escalations SET ended_at = greatest(${ctx.now}, app_now()), end_reason = ${next.because},
      ended_by_id = ${ctx.actor.userId}::uuid, successor_id = ${next.by}::uuid, next_at = NULL, version = version + 1
    WHERE subject_kind = ${subject.kind} AND subject_id = ${subject.id}::uuid AND ended_at IS NULL AND target_kind = 'path'`;
}
