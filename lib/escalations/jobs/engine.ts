import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, systemCtx } from "#lib/platform/context.ts";
import { inTransaction, pool, type Tx } from "#lib/platform/db.ts";
import { reportError } from "#lib/platform/log.ts";
import { beginRun, factsIn, fireDue } from "../commands/internal.ts";
import { subjectRoom } from "../commands/subjects.ts";
import { figuresOf, readWatch, saveWatch } from "../commands/watch.ts";
import { watchDue } from "../model/watch.ts";
import { isUrgent, startRun } from "../model.ts";

/** How many are worked on at once in one process. */
const LANES = 3;
/** However quiet it is, the engine looks this often. */
const IDLE_MS = 1000;
/** While the database is away. */
const AWAY_MS = 250;

interface Claimed {
  id: string;
  now: Date;
}
/** What came of one claim; `skipped` is left for the next look. */
type Outcome = "fired" | "none" | { skipped: string };
type Claim = (
  tx: Tx,
  except: string[],
) => Promise<{ claimed: Claimed; act: (ctx: Ctx) => Promise<boolean> } | null>;

const ctxAt = (now: Date): Ctx => systemCtx("escalations", now, `engine-${process.pid}`);

/** What the engine does by itself stands in the audit; what a person's write fires stands in theirs. */
async function recordStep(
  tx: Tx,
  ctx: Ctx,
  subject: { kind: string; id: string },
  detail: Record<string, unknown>,
): Promise<void> {
  await recordAudit(tx, ctx, { action: "escalation.step", subject, detail });
}

/**
 * Claims one escalation that is due, the worst and the longest overdue first. Whoever holds one leaves the others to
 * any number of other workers. A subject that somebody works on just now is left for the next look: they may be
 * acknowledging it.
 */
const dueEscalation: Claim = async (tx, except) => {
  const [claimed] = await tx.$queryRaw<Claimed[]>`
    SELECT id::text, app_now() AS now FROM escalations
    WHERE ended_at IS NULL AND next_at <= app_now() AND NOT (id = ANY(${except}::uuid[]))
    ORDER BY severity, next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!claimed) return null;
  const act = async (ctx: Ctx) => {
    const row = await tx.escalation.findUniqueOrThrow({ where: { id: claimed.id } });
    if ((await subjectRoom(row.subjectKind).hold(tx, row.subjectId)) !== "held") return false;
    const called = await fireDue(tx, ctx, row);
    await recordStep(tx, ctx, { kind: row.subjectKind, id: row.subjectId }, { escalationId: row.id, called });
    return true;
  };
  return { claimed, act };
};

/** Claims one watch whose time has come: silence after an acknowledgement, or the backstop. */
const dueWatch: Claim = async (tx, except) => {
  const [claimed] = await tx.$queryRaw<Array<Claimed & { kind: string }>>`
    SELECT subject_id::text AS id, subject_kind AS kind, app_now() AS now FROM escalation_watches
    WHERE next_at <= app_now() AND NOT (subject_id = ANY(${except}::uuid[]))
    ORDER BY severity, next_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!claimed) return null;
  const act = async (ctx: Ctx) => {
    if ((await subjectRoom(claimed.kind).hold(tx, claimed.id)) !== "held") return false;
    await startFromWatch(tx, ctx, { kind: claimed.kind, id: claimed.id });
    return true;
  };
  return { claimed, act };
};

async function startFromWatch(tx: Tx, ctx: Ctx, subject: { kind: string; id: string }): Promise<void> {
  const key = { subjectKind: subject.kind, subjectId: subject.id };
  const found = readWatch(
    await tx.escalationWatch.findUniqueOrThrow({ where: { subjectKind_subjectId: key } }),
  );
  const lastWordAt = await subjectRoom(subject.kind).lastWordAt(tx, subject.id);
  const { watch, start } = watchDue(found.watch, figuresOf(found.path), lastWordAt, ctx.now);
  await saveWatch(tx, found, watch);
  if (!start) return;
  const words = { prefix: start.cause === "backstop" ? "Not mitigated" : "No word" };
  const facts = factsIn(found.row.facts);
  const { cause } = start;
  const run = startRun(found.path, { endless: isUrgent(facts.severity), from: start.from }, start.at);
  const begun = await beginRun(tx, ctx, { facts, cause, reason: "", path: found.path, run, words });
  await recordStep(tx, ctx, subject, { escalationId: begun.id, cause, called: begun.called });
}

/** Claims one and works on it, in one transaction on the database's clock. @throws when nothing could be claimed at all */
async function workOnce(claim: Claim, except: string[]): Promise<Outcome> {
  let id: string | null = null;
  try {
    return await inTransaction(ctxAt(new Date(0)), async (tx) => {
      const due = await claim(tx, except);
      if (!due) return "none";
      id = due.claimed.id;
      return (await due.act(ctxAt(due.claimed.now))) ? "fired" : { skipped: id };
    });
  } catch (error) {
    if (id === null) throw error;
    // One that fails holds nobody else back; the auditor raises what stays overdue.
    reportError(error, { escalation: id });
    return { skipped: id };
  }
}

/** Works through what is due until nothing is left that this process could do. */
async function drain(claim: Claim, stopped: () => boolean): Promise<number> {
  const except: string[] = [];
  let done = 0;
  while (!stopped()) {
    const outcome = await workOnce(claim, except);
    if (outcome === "none") break;
    if (outcome === "fired") done += 1;
    else except.push(outcome.skipped);
  }
  return done;
}

/**
 * Fires everything that is due now, several at once; safe to run in any number of processes.
 * @returns how many moves were made
 */
export async function fireAllDue(stopped: () => boolean = () => false): Promise<number> {
  const first = await Promise.all(Array.from({ length: LANES }, () => drain(dueEscalation, stopped)));
  const watches = await drain(dueWatch, stopped);
  return first.reduce((sum, one) => sum + one, watches);
}

/** Milliseconds until something is due, at most the idle wait. */
async function waitMs(): Promise<number> {
  const { rows } = await pool().query<{ ms: number | null }>(
    `SELECT extract(epoch FROM least(
        (SELECT min(next_at) FROM escalations WHERE ended_at IS NULL AND next_at IS NOT NULL),
        (SELECT min(next_at) FROM escalation_watches WHERE next_at IS NOT NULL)) - app_now())::float * 1000 AS ms`,
  );
  const ms = rows[0]?.ms ?? IDLE_MS;
  // What is due but was skipped is tried again soon, not at once.
  return Math.min(IDLE_MS, Math.max(50, Math.ceil(ms)));
}

/** One cycle, and the sign of life that every page shows. @returns how long to wait until the next, in milliseconds */
export async function engineCycle(workerId: string, stopped: () => boolean): Promise<number> {
  const since = performance.now();
  await fireAllDue(stopped);
  await pool().query(
    `INSERT INTO escalation_engines (worker_id, cycle_at, took_ms) VALUES ($1, app_now(), $2)
     ON CONFLICT (worker_id) DO UPDATE SET cycle_at = excluded.cycle_at, took_ms = excluded.took_ms`,
    [workerId, Math.round(performance.now() - since)],
  );
  return waitMs();
}

export interface Engine {
  /** Something was committed: look now. */
  wake(): void;
  /** Ends after the move in hand. */
  stop(): Promise<void>;
}

/** Starts the engine of one worker process: a cycle when something is due, and at least once a second. */
export function startEngine(workerId: string): Engine {
  let stopping = false;
  let wake: () => void = () => undefined;
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopping) wake();
    });
  const loop = async () => {
    let away = false;
    while (!stopping) {
      let wait = IDLE_MS;
      try {
        wait = await engineCycle(workerId, () => stopping);
        away = false;
      } catch (error) {
        if (!away) reportError(error, { engine: workerId });
        away = true;
        wait = AWAY_MS;
      }
      if (!stopping) await pause(wait);
    }
    await pool()
      .query("DELETE FROM escalation_engines WHERE worker_id = $1", [workerId])
      .catch(() => undefined);
  };
  const running = loop();
  return {
    wake: () => wake(),
    stop: async () => {
      stopping = true;
      wake();
      await running;
    },
  };
}
