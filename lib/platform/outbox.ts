import type { PoolClient } from "pg";
import { pool } from "./db.ts";
import type { Subscription } from "./jobs.ts";

interface Row {
  id: string;
  name: string;
  subject_id: string;
  payload: Record<string, unknown>;
}

const BATCH = 100;

async function enqueue(client: PoolClient, row: Row, jobs: string[]): Promise<void> {
  for (const job of jobs) {
    const payload = { ...row.payload, eventId: row.id, event: row.name, subjectId: row.subject_id };
    // The key makes the same event and job one piece of work, however often it is handed over.
    await client.query("SELECT graphile_worker.add_job($1, $2::json, job_key => $3, max_attempts => 12)", [
      job,
      JSON.stringify(payload),
      `${row.id}:${job}`,
    ]);
  }
}

/**
 * Hands committed events to their jobs: claims unprocessed rows whichever their id (a late commit has an old one),
 * enqueues and marks them in one small transaction. Any number of workers may do this at once.
 * @returns how many events were handed over
 */
export async function drainOutbox(subscriptions: Subscription[]): Promise<number> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<Row>(
      `SELECT id::text, name, subject_id, payload FROM outbox_events WHERE processed_at IS NULL
       ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    );
    for (const row of rows) {
      const jobs = subscriptions.filter((one) => one.on === row.name).map((one) => one.job);
      if (jobs.length > 0) await enqueue(client, row, jobs);
    }
    if (rows.length > 0) {
      const ids = rows.map((row) => row.id);
      await client.query("UPDATE outbox_events SET processed_at = app_now() WHERE id = ANY($1::bigint[])", [
        ids,
      ]);
    }
    await client.query("COMMIT");
    return rows.length;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
