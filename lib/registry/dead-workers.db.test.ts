import { runMigrations } from "graphile-worker";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { freeJobsOfDeadWorkers } from "./dead-workers.ts";

await testDatabase();
beforeAll(() => runMigrations({ pgPool: pool() }));

/** A worker that was last seen so many seconds ago, with a job in hand. */
async function aWorker(id: string, seenSecondsAgo: number): Promise<void> {
  await pool().query(
    `INSERT INTO worker_heartbeats (id, started_at, cycle_at, build, holder)
     VALUES ($1, app_now(), app_now() - make_interval(secs => $2), 'test', 'queue-' || $1)`,
    [id, seenSecondsAgo],
  );
  await pool().query("SELECT graphile_worker.add_job('postmortems.open', job_key := $1)", [id]);
  await pool().query(
    `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'queue-' || $1 WHERE key = $1`,
    [id],
  );
}

const held = async () =>
  (
    await pool().query<{ key: string }>(
      "SELECT key FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL ORDER BY key",
    )
  ).rows.map(({ key }) => key);

beforeEach(async () => {
  await pool().query("DELETE FROM worker_heartbeats");
  await pool().query("DELETE FROM graphile_worker._private_jobs");
});

test("what a dead worker held is given back, what a living one holds is not", async () => {
  await aWorker("dead", 90);
  await aWorker("slow", 30);
  expect(await held()).toEqual(["dead", "slow"]);
  expect(await freeJobsOfDeadWorkers()).toBe(1);
  expect(await held()).toEqual(["slow"]);
  expect(await freeJobsOfDeadWorkers()).toBe(0);
});

test("a worker that died without a job in hand is forgotten", async () => {
  await pool().query(
    "INSERT INTO worker_heartbeats (id, started_at, cycle_at, build) VALUES ('idle', app_now(), app_now() - interval '1 day', 'test')",
  );
  expect(await freeJobsOfDeadWorkers()).toBe(1);
  expect(await freeJobsOfDeadWorkers()).toBe(0);
});
