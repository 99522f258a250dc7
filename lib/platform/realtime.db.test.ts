import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, signedIn } from "#lib/testing/people-factory.ts";
import { until } from "#lib/testing/receivers.ts";
import { databaseNow } from "./clock.ts";
import { type Ctx, systemCtx } from "./context.ts";
import { inTransaction, pool } from "./db.ts";
import { emit } from "./events.ts";
import { hub, subscribe } from "./realtime.ts";

await testDatabase();
const heard: string[] = [];
/** Rows of the outbox that this process was sent. */
let read = 0;
/** How often it was sent more than the burst at once. */
let wholes = 0;
let ctx: Ctx;
let stop: () => void = () => undefined;

/** Counts what the driver hands out, and changes none of it. */
function countRows(): void {
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const send = prototype.query;
  prototype.query = function count(this: unknown, ...given: unknown[]) {
    const last = given.at(-1);
    if (typeof last !== "function" || !String(given[0]).includes("FROM outbox_events"))
      return send.apply(this, given);
    return send.apply(this, [
      ...given.slice(0, -1),
      (error: unknown, answer: { rows?: unknown[] } | undefined) => {
        const rows = answer?.rows?.length ?? 0;
        read += rows;
        if (rows >= 3000) wholes += 1;
        (last as (...told: unknown[]) => void)(error, answer);
      },
    ]);
  };
}

const event = (id: string) => ({
  name: "test.happened",
  subject: { kind: "test", id },
  version: 1,
  audience: { all: true as const },
  payload: {},
});
const happen = (id: string) => inTransaction(ctx, (tx) => emit(tx, ctx, event(id)));
const hears = (id: string) => until(`${id} is heard`, async () => heard.includes(id));

beforeAll(async () => {
  countRows();
  const listener = await signedIn(await aPerson());
  ctx = systemCtx("test", await databaseNow());
  stop = subscribe(listener.actor, (one) => heard.push(one.subjectId));
  await until("the hub has looked", async () => {
    if (heard.length === 0) await happen("first");
    return heard.includes("first");
  });
});
afterAll(async () => {
  stop();
  await hub().stop();
});

it("a burst is heard whole and in order, and a hint does not read all of it again", async () => {
  await pool().query(
    `INSERT INTO outbox_events (name, subject_kind, subject_id, version, audience, payload, request_id, at)
     SELECT 'test.happened', 'test', 'burst-' || n, 1, '{"all": true}', '{}', 'test', app_now() FROM generate_series(1, 3000) AS n`,
  );
  await hears("burst-3000");
  const burst = heard.filter((id) => id.startsWith("burst-"));
  expect(burst).toEqual(Array.from({ length: 3000 }, (_, n) => `burst-${n + 1}`));
  // Once a second the whole window is looked through; what hints read between is what came lately.
  wholes = 0;
  await until("two whole looks were taken", () => wholes >= 2);
  [read, wholes] = [0, 0];
  const began = performance.now();
  for (let i = 0; i < 40; i += 1) {
    await happen(`after-${i}`);
    await hears(`after-${i}`);
  }
  const seconds = (performance.now() - began) / 1000;
  expect(wholes, `whole looks in ${seconds.toFixed(1)} s`).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  expect(read - wholes * 3000).toBeLessThan(40 * 60 + wholes * 100);
});

it("what commits late carries an old number and is heard all the same", async () => {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query(
      `INSERT INTO outbox_events (name, subject_kind, subject_id, version, audience, payload, request_id, at)
       VALUES ('test.happened', 'test', 'late', 1, '{"all": true}', '{}', 'test', app_now())`,
    );
    for (let i = 0; i < 20; i += 1) {
      await happen(`meanwhile-${i}`);
      await hears(`meanwhile-${i}`);
    }
    expect(heard).not.toContain("late");
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  await hears("late");
  expect(heard.filter((id) => id === "late")).toHaveLength(1);
});
