import { pool } from "#lib/platform/db.ts";

/** Seconds without a sign of life after which a worker counts as dead; it gives one each second. */
export const DEAD_AFTER_SECONDS = 60;

/**
 * Gives the jobs of dead workers back, so that the living take them now and not when the queue itself lets go of them,
 * after four hours. One that was only asleep may find its job done twice, as every job allows, and says again that it
 * lives.
 * @returns how many workers were found dead
 */
export async function freeJobsOfDeadWorkers(): Promise<number> {
  const { rows } = await pool().query<{ id: string }>(
    `WITH dead AS (
       DELETE FROM worker_heartbeats WHERE cycle_at < app_now() - make_interval(secs => $1) RETURNING id, holder
     )
     SELECT id, graphile_worker.force_unlock_workers(ARRAY[holder]) FROM dead`,
    [DEAD_AFTER_SECONDS],
  );
  return rows.length;
}
