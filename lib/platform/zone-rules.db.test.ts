import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { TEN_YEARS, utc, ZONES } from "#lib/testing/oncall-plans.ts";
import { systemCtx } from "./context.ts";
import { pool } from "./db.ts";
import { addMinutes, instantToWall } from "./time.ts";
import { compareSteps, runtimeSteps, type ZoneDifference, zoneDifferences } from "./zone-rules.ts";

await testDatabase();
const ctx = systemCtx("zone rules", utc("2026-11-21"));
const DAYS = 400;

/** Morocco gave up its change of clocks then, in a law that not every copy of the zone data knows yet. */
const CASABLANCA = utc("2026-09-20T01:00");

/** What parts in ten years, asked year by year. */
async function tenYears(): Promise<ZoneDifference[]> {
  const found: ZoneDifference[] = [];
  for (const { from, to } of TEN_YEARS) {
    for (let at = from; at < to; at = addMinutes(at, DAYS * 1440)) {
      const until = new Date(Math.min(addMinutes(at, DAYS * 1440).getTime(), to.getTime()));
      found.push(...(await zoneDifferences(ctx, ZONES, at, until)));
    }
  }
  return found;
}

describe("runtime and database", () => {
  test("know the same rules of twelve zones for ten years, but for the newest law", async () => {
    const begun = performance.now();
    const now = utc("2026-11-21");
    const ahead = await zoneDifferences(ctx, ZONES, now, addMinutes(now, DAYS * 1440));
    const took = performance.now() - begun;
    const found = await tenYears();
    const newest = (one: ZoneDifference) => one.zone === "Africa/Casablanca" && one.at >= CASABLANCA;
    expect([...ahead, ...found].filter((one) => !newest(one))).toEqual([]);
    const changes = ZONES.flatMap((zone) =>
      TEN_YEARS.flatMap(({ from, to }) => runtimeSteps(zone, from, to)?.slice(1) ?? []),
    );
    expect(changes.length).toBeGreaterThan(100);
    console.log(
      `zone rules: ${ZONES.length} zones × ${DAYS} days compared in ${took.toFixed(0)} ms; ` +
        `${changes.length} changes in ten years, different in ${new Set(found.map((one) => one.zone)).size} zone(s)`,
    );
  });

  test("show the same wall time at thousands of instants, and another one exactly where told", async () => {
    const instants = ZONES.flatMap((zone) =>
      TEN_YEARS.flatMap(({ from, to }) => {
        const near = (runtimeSteps(zone, from, to)?.slice(1) ?? []).flatMap((step) =>
          [-90, -30, -1, 0, 1, 30, 90].map((minutes) => addMinutes(step.at, minutes)),
        );
        const minute = fc.integer({ min: from.getTime() / 60_000, max: to.getTime() / 60_000 - 1 });
        return [...near, ...fc.sample(minute, 200).map((one) => new Date(one * 60_000))].map((at) => ({
          zone,
          at,
        }));
      }),
    );
    const { rows } = await pool().query<{ zone: string; at: Date; shown: string }>(
      `SELECT zone, at, to_char(at AT TIME ZONE zone, 'YYYY-MM-DD"T"HH24:MI:SS') AS shown
       FROM unnest($1::text[], $2::timestamptz[]) AS asked (zone, at)`,
      [instants.map((one) => one.zone), instants.map((one) => one.at)],
    );
    expect(rows.length).toBeGreaterThan(5000);
    const told = await tenYears();
    const isTold = (row: { zone: string; at: Date }) =>
      told.some((one) => one.zone === row.zone && one.at <= row.at && row.at < one.until);
    const wrong = rows.filter((row) => (row.shown === instantToWall(row.at, row.zone)) === isTold(row));
    expect(wrong).toEqual([]);
    const apart = rows.filter(isTold).length;
    console.log(
      `zone rules: ${rows.length - apart} instants with the same wall time, ${apart} told to differ do`,
    );
  });

  test("a zone that one of them does not know is a difference, and stops nothing", async () => {
    const [from, to] = [utc("2026-11-21"), utc("2026-12-21")];
    const asked = ["Europe/Berlin", "Mars/Olympus", "+02:00", "UTC", "Etc/GMT+5", "Europe/Berlin"];
    expect(await zoneDifferences(ctx, asked, from, to)).toEqual([
      { zone: "+02:00", at: from, until: to, runtime: null, database: expect.any(Number) },
    ]);
  });

  test("the database knows every zone that the runtime offers", async () => {
    const all = Intl.supportedValuesOf("timeZone");
    const found = await zoneDifferences(ctx, all, utc("2026-11-21"), utc("2026-11-22"));
    expect(found.filter((one) => one.database === null)).toEqual([]);
    expect(all.length).toBeGreaterThan(300);
    console.log(
      `zone rules: on 21 November 2026 different in ${found.map((one) => one.zone).join(", ") || "no zone"}`,
    );
  });
});

describe("other rules are noticed", () => {
  const [from, to] = [utc("2026-01-01"), utc("2027-01-01")];
  const [spring, autumn] = [utc("2026-03-29T01:00"), utc("2026-10-25T01:00")];
  const zone = "Europe/Berlin";
  const steps = runtimeSteps(zone, from, to) ?? [];

  test("a change that one of them does not know, up to the next of either", () => {
    const without = steps.filter((_, index) => index !== 1);
    const part = { zone, at: spring, until: autumn };
    expect(compareSteps(zone, steps, steps, to)).toEqual([]);
    expect(compareSteps(zone, steps, without, to)).toEqual([{ ...part, runtime: 120, database: 60 }]);
    expect(compareSteps(zone, without, steps, to)).toEqual([{ ...part, runtime: 60, database: 120 }]);
  });

  test("a change a minute later, another offset, and a zone that one does not know", () => {
    const later = steps.map((step, index) => (index === 1 ? { ...step, at: addMinutes(step.at, 1) } : step));
    expect(compareSteps(zone, steps, later, to)).toEqual([
      { zone, at: spring, until: addMinutes(spring, 1), runtime: 120, database: 60 },
    ]);
    const further = steps.map((step, index) => (index === 1 ? { ...step, offset: 90 } : step));
    expect(compareSteps(zone, steps, further, to)).toHaveLength(1);
    expect(compareSteps(zone, steps, null, to)).toEqual([
      { zone, at: from, until: to, runtime: 60, database: null },
    ]);
  });

  test("the rules of another zone under a zone's name", async () => {
    // Lagos keeps UTC+1 all year; Casablanca went back for Ramadan, 15 February to 22 March 2026.
    const rows = compareSteps(
      "Africa/Casablanca",
      runtimeSteps("Africa/Casablanca", from, CASABLANCA),
      runtimeSteps("Africa/Lagos", from, CASABLANCA),
      CASABLANCA,
    );
    expect(rows.map(({ at, until, runtime, database }) => [at, until, runtime, database])).toEqual([
      [utc("2026-02-15T02:00"), utc("2026-03-22T02:00"), 0, 60],
    ]);
  });
});

test("a beginning between two hours is no difference", async () => {
  const from = new Date("2026-03-28T22:17:31.456Z");
  expect(await zoneDifferences(ctx, ["Europe/Berlin", "Asia/Kathmandu"], from, utc("2026-04-01"))).toEqual(
    [],
  );
});
