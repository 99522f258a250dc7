import { pool } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";

const TIMEOUT_MS = 10_000;
/** An engine that has not looked for this long counts as standing still. */
export const ENGINE_STALE_SECONDS = 30;

export interface Heartbeat {
  outcome: "sent" | "failed" | "withheld" | "none";
  answer: string;
}

interface Head {
  position: string | null;
  hash: string | null;
  cycle_age: number | null;
}

async function readHead(): Promise<Head> {
  const { rows } = await pool().query<Head>(
    `SELECT s.position::text, s.hash,
       (SELECT extract(epoch FROM app_now() - max(cycle_at))::float FROM escalation_engines) AS cycle_age
     FROM (SELECT 1) one LEFT JOIN (SELECT position, hash FROM audit_seals ORDER BY position DESC LIMIT 1) s ON true`,
  );
  return rows[0] ?? { position: null, hash: null, cycle_age: null };
}

/**
 * Tells the outside that pages go out, with the head of the audit chain, so that a chain rewritten later differs from
 * what was heard before. Withheld while no engine looks or a level stays overdue: then silence is the alarm.
 * @param healthy whether the auditor found the levels firing in time
 */
export async function sendHeartbeat(healthy: boolean, now: Date): Promise<Heartbeat> {
  const url = env().HEARTBEAT_URL;
  if (!url) return { outcome: "none", answer: "" };
  const head = await readHead();
  if (!healthy) return { outcome: "withheld", answer: "a level stays overdue" };
  if (head.cycle_age === null || head.cycle_age > ENGINE_STALE_SECONDS)
    return { outcome: "withheld", answer: "no engine runs" };
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ at: now.toISOString(), audit: { position: head.position, hash: head.hash } }),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return { outcome: answer.ok ? "sent" : "failed", answer: `answered ${answer.status}` };
  } catch (error) {
    return { outcome: "failed", answer: error instanceof Error ? error.name : "no answer" };
  }
}
