import { runMigrations } from "graphile-worker";
import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { databaseNow } from "./clock.ts";
import { systemCtx } from "./context.ts";
import { inTransaction, pool } from "./db.ts";
import { emit } from "./events.ts";
import type { CommittedEvent, Subscription } from "./jobs.ts";
import { drainOutbox } from "./outbox.ts";

await testDatabase();
beforeAll(() => runMigrations({ pgPool: pool() }));

async function happen(name: string, count: number, even = (n: number) => n % 2 === 0): Promise<void> {
  const ctx = systemCtx("test", await databaseNow());
  await inTransaction(ctx, async (tx) => {
    for (let n = 0; n < count; n += 1)
      await emit(tx, ctx, {
        name,
        subject: { kind: "test", id: `${name}-${n}` },
        version: 1,
        audience: { all: true },
        payload: { even: even(n) },
      });
  });
}

async function jobs(task: string): Promise<Array<Record<string, unknown>>> {
  const { rows } = await pool().query<{ payload: Record<string, unknown> }>(
    `SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = $1 ORDER BY j.id`,
    [task],
  );
  return rows.map((row) => row.payload);
}

it("hands each event to its jobs in the order it was numbered, once, however many take it at once", async () => {
  await drainOutbox([]);
  await happen("test.first", 120);
  const heard: Subscription[] = [
    { on: "test.first", job: "test.one" },
    { on: "test.first", job: "test.two" },
    { on: "test.other", job: "test.three" },
  ];
  const handed = [await drainOutbox(heard), ...(await Promise.all([1, 2, 3].map(() => drainOutbox(heard))))];
  expect(handed.sort((a, b) => b - a)).toEqual([100, 20, 0, 0]);
  const subjects = Array.from({ length: 120 }, (_, n) => `test.first-${n}`);
  for (const task of ["test.one", "test.two"])
    expect((await jobs(task)).map((one) => one.subjectId)).toEqual(subjects);
  expect((await jobs("test.one"))[0]).toMatchObject({ event: "test.first", even: true });
  expect(await jobs("test.three")).toEqual([]);
});

it("asks once for a batch which of its events a job has something to do for", async () => {
  await happen("test.among", 30);
  const asked: number[] = [];
  const among = (_: unknown, events: CommittedEvent[]) => {
    asked.push(events.length);
    return events.filter((one) => one.payload.even);
  };
  await drainOutbox([{ on: "test.among", job: "test.even", among }]);
  expect(asked).toEqual([30]);
  expect(await jobs("test.even")).toHaveLength(15);
});
