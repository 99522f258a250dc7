import type { PoolClient } from "pg";
import { pool } from "./db.ts";
import type { CommittedEvent, Subscription } from "./jobs.ts";

const BATCH = 100;

/** Enqueues what these events ask for, all in one statement. */
async function enqueue(
  client: PoolClient,
  rows: CommittedEvent[],
  subscriptions: Subscription[],
): Promise<void> {
  const specs: object[] = [];
  for (const { on, job, among } of subscriptions) {
    const heard = rows.filter((row) => row.name === on);
    const wanted = heard.length > 0 && among ? await among(client, heard) : heard;
    for (const { id, name, subject_id: subjectId, payload } of wanted)
      specs.push({
        identifier: job,
        payload: { ...payload, eventId: id, event: name, subjectId },
        // The key makes the same event and job one piece of work, however often it is handed over.
        job_key: `${id}:${job}`,
        max_attempts: 12,
      });
  }
  if (specs.length === 0) return;
  await client.query(
    `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
       SELECT one FROM json_populate_recordset(NULL::graphile_worker.job_spec, $1::json) AS one))`,
    [JSON.stringify(specs)],
  );
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
    const { rows } = await client.query<CommittedEvent>(
      `SELECT o.id::text, o.name, o.subject_id, o.payload FROM outbox_events o WHERE o.processed_at IS NULL
       ORDER BY o.id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    );
    if (rows.length > 0) {
      await enqueue(client, rows, subscriptions);
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
