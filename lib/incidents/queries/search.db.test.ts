import { beforeAll, expect, test } from "vitest";
import { listIncidents } from "#lib/incidents/queries/list.ts";
import { ListIncidents } from "#lib/incidents/schema/list.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { pool } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

// More incidents than a search looks through one by one: number 1 is the newest, and private; each fortieth speaks of a
// pump, each four hundredth of a valve, and the oldest alone of a turbine.
const MANY = 2400;
let ctx: Ctx;
let insider: Ctx;

beforeAll(async () => {
  const person = await aPerson();
  const named = await aPerson();
  const teamId = await aTeam([[person, "member"]]);
  await pool().query(
    `INSERT INTO incidents (id, number, title, summary, severity, team_id, opened_at, is_private)
     SELECT gen_random_uuid(), n, CASE n % 40 WHEN 0 THEN 'Pump ' || n ELSE 'Thing ' || n END,
       concat_ws(' ', CASE WHEN n % 400 = 0 THEN 'valve' END, CASE WHEN n = $2 THEN 'TURBINE-7 überdreht' END, CASE WHEN n = 1 THEN 'pump' END),
       'P3', $1::uuid, app_now() - n * interval '1 hour', n = 1
     FROM generate_series(1, $2::int) n`,
    [teamId, MANY],
  );
  await pool().query(
    "INSERT INTO incident_people (incident_id, user_id, because) SELECT id, $1::uuid, 'named' FROM incidents WHERE number = 1",
    [named.id],
  );
  ctx = await signedIn(person);
  insider = await signedIn(named);
});

/** The numbers a search finds, all its pages one after the other. */
async function found(query: Record<string, string>, as: Ctx = ctx): Promise<number[]> {
  const numbers: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listIncidents(as, ListIncidents.parse({ ...query, ...(cursor ? { cursor } : {}) }));
    numbers.push(...page.items.map((row) => row.number));
    cursor = page.nextCursor;
  }
  return numbers;
}
const each = (step: number) => Array.from({ length: MANY / step }, (_, at) => (at + 1) * step);

test("what stands often is found whole, newest first, on whichever page", async () => {
  expect(await found({ q: "pump", limit: "7" })).toEqual(each(40));
  expect(await found({ q: "PU", limit: "7" })).toEqual(each(40));
  expect(await found({ q: "p", limit: "100" })).toEqual(each(40));
});

test("what seldom stands is found however old it is", async () => {
  expect(await found({ q: "valve" })).toEqual(each(400));
  expect(await found({ q: "valve pump", limit: "2" })).toEqual(each(400));
  for (const q of ["turb", "turbine 7", "TURBINE-7", "überdreht", "Überdreht pump"])
    expect(await found({ q }), q).toEqual([MANY]);
  expect(await found({ q: "urbine" }), "not from the middle of a word").toEqual([]);
});

test("days bound it", async () => {
  const day = (back: number) => new Date(ctx.now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
  const old = await found({ q: "pump", to: day(60) });
  expect(old).toEqual(each(40).slice(-old.length));
  expect(old.length).toBeGreaterThan(15);
  const young = await found({ q: "pump", from: day(60) });
  expect(young).toEqual(each(40).slice(0, young.length));
  expect(old.length + young.length).toBeGreaterThanOrEqual(each(40).length);
});

test("a private one is found by those named on it alone", async () => {
  expect(await found({ q: "pump" }, insider)).toEqual([1, ...each(40)]);
  expect(await found({ q: "1" })).toEqual([]);
  expect(await found({ q: "1" }, insider)).toEqual([1]);
});
