import fc from "fast-check";
import { expect, test } from "vitest";
import { systemCtx } from "#lib/platform/context.ts";
import { pool } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { ZONES } from "#lib/testing/oncall-plans.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { scheduledAt } from "../model/scheduled.ts";
import { planOf, planRows } from "./plan.ts";

await testDatabase();

const DAY = 86_400_000;
const INSTANTS = 150;

test("who is scheduled, asked of PostgreSQL, is who the rules say, in every zone and at every instant (Q5)", async () => {
  const people = [
    await aPerson({ name: "Ines" }),
    await aPerson({ name: "Tom" }),
    await aPerson({ name: "Eva" }),
  ];
  const lead = await aPerson({ name: "Marek" });
  const teamId = await aTeam([
    [lead, "lead"],
    ...people.map((one): [typeof one, "member"] => [one, "member"]),
  ]);
  const asLead = await signedIn(lead);
  let asked = 0;
  for (const zone of ZONES) {
    const made = await aSchedule(
      asLead,
      teamId,
      [
        aLayer(people.slice(0, 2), {
          name: "Days",
          every: { unit: "day", count: 1 },
          start: "2026-01-01T02:30",
          restrictions: [{ days: [1, 2, 3, 4, 5], from: "07:30", to: "01:30" }],
        }),
        aLayer(people, { name: "Else", every: { unit: "hour", count: 11 }, start: "2026-01-01T00:15" }),
      ],
      { zone },
    );
    const ctx = systemCtx("test", asLead.now);
    const plan = planOf(await planRows(ctx, made.id, asLead.now));
    const picked = fc
      .sample(fc.integer({ min: 0, max: 399 * DAY }), { numRuns: INSTANTS, seed: 4711 })
      .map((ms) => asLead.now.getTime() + ms);
    const instants = [...new Set(picked)].map((ms) => new Date(ms));
    const { rows } = await pool().query<{ at: Date; user_id: string | null; shifts: string }>(
      `SELECT t.at, min(s.user_id::text) AS user_id, count(*) AS shifts FROM unnest($2::timestamptz[]) AS t (at)
       LEFT JOIN shifts s ON s.schedule_id = $1 AND s.from_at <= t.at AND s.to_at > t.at GROUP BY t.at`,
      [made.id, instants],
    );
    for (const row of rows) {
      asked += 1;
      expect(row.shifts, `${zone} at ${row.at.toISOString()}`).toBe("1");
      expect(row.user_id, `${zone} at ${row.at.toISOString()}`).toBe(scheduledAt(plan, row.at).userId);
    }
  }
  console.info(
    `Q5: ${ZONES.length} zones × 400 days: ${asked} instants asked of PostgreSQL, all as the rules say`,
  );
  expect(asked).toBeGreaterThan(ZONES.length * (INSTANTS / 2));
});
