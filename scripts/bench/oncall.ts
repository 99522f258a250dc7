import pg from "pg";
import { heldAt } from "#lib/oncall/queries/pager.ts";
import { timeline } from "#lib/oncall/queries/timeline.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { closeDatabase, pool } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";
import { quantile } from "./load.ts";

/*
 * Who is on call now, and the month of one team, with 5 schedules in the installation and with 500, each laid out by the
 * day for 400 days: 100 of them behind now. Run as a process of its own with a database that may be filled.
 */

const TIMES = 60;

/** Adds schedules of one team until there are so many, each with 400 shifts of a day. */
async function fill(teamId: string, many: number): Promise<void> {
  // Its own connection: filling takes longer than a request may.
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(
    `INSERT INTO schedules (id, team_id, name, zone, ordinal, starts_at, laid_until)
     SELECT gen_random_uuid(), $1::uuid, 'Line ' || n, 'UTC', n, app_now() - interval '100 days', app_now() + interval '300 days'
     FROM generate_series(1, $2::int) n`,
    [teamId, many],
  );
  await client.query(
    `INSERT INTO shifts (id, schedule_id, user_id, from_at, to_at, source, takes_at)
     SELECT gen_random_uuid(), s.id, people.ids[1 + extract(day FROM d)::int % 20], d, d + interval '1 day', 'rotation', d + interval '30 minutes'
     FROM schedules s
     CROSS JOIN (SELECT array_agg(id) AS ids FROM users WHERE email LIKE 'bench%') people
     CROSS JOIN generate_series(date_trunc('day', app_now()) - interval '100 days', date_trunc('day', app_now()) + interval '299 days', interval '1 day') d
     WHERE s.team_id = $1::uuid`,
    [teamId],
  );
  await client.query("ANALYZE shifts; ANALYZE schedules");
  await client.end();
}

async function aTeam(name: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    "INSERT INTO teams (id, name) VALUES (gen_random_uuid(), $1) RETURNING id::text",
    [name],
  );
  return rows[0]?.id ?? "";
}

async function p95(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let turn = -10; turn < TIMES; turn++) {
    const started = performance.now();
    await work();
    if (turn >= 0) took.push(performance.now() - started);
  }
  return quantile(took, 0.95);
}

const DAY = 86_400_000;
const now = await databaseNow();
const ctx = systemCtx("bench", now);
await pool().query(
  `INSERT INTO users (id, email, name) SELECT gen_random_uuid(), 'bench' || n || '@example.org', 'Bench ' || n FROM generate_series(1, 20) n`,
);
const team = await aTeam("Bench of five");
await fill(team, 5);
const month = () =>
  timeline(ctx, {
    from: new Date(now.getTime() - 2 * DAY).toISOString(),
    to: new Date(now.getTime() + 29 * DAY).toISOString(),
    teamId: team,
  });
const few = await p95(month);
await fill(await aTeam("Bench of the rest"), 495);
const many = await p95(month);
const all = await p95(() => heldAt(ctx, now, Prisma.sql`s.archived_at IS NULL`));
const found = await heldAt(ctx, now, Prisma.sql`s.archived_at IS NULL`);
console.log(JSON.stringify({ few, many, all, schedules: found.length }));
await closeDatabase();
