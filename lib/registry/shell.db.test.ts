import { beforeAll, expect, it } from "vitest";
import { db, pool } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aRun } from "#lib/testing/kpis-factory.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { MINE, shellData } from "./shell.ts";

await testDatabase();
let person: MadePerson;

beforeAll(async () => {
  person = await aPerson();
  const teamId = await aTeam([[person, "lead"]]);
  const ctx = await signedIn(person);
  await anIncident(ctx, { teamId, iAmOnIt: true });
  await anIncident(ctx, { teamId });
  const over = { teamId, title: "Long over", severity: "P3", status: "closed", openedAt: ctx.now };
  await db().incident.createMany({
    data: Array.from({ length: 5000 }, () => ({ id: uuidv7(), commanderId: person.id, ...over })),
  });
  await pool().query("ANALYZE incidents");
});

it("the frame counts what is mine and open", async () => {
  expect((await shellData(await signedIn(person))).counts).toMatchObject({ incidents: 1 });
});

it("and reads nothing of the incidents that are over", async () => {
  const { rows } = await pool().query<{ "QUERY PLAN": string }>(`EXPLAIN ANALYZE ${MINE}`, [person.id, []]);
  const plan = rows.map((row) => row["QUERY PLAN"]);
  expect(plan.filter((line) => /Seq Scan on incidents/.test(line))).toEqual([]);
});

it("counts a check that goes with the pager for who holds it, not for the lead beside", async () => {
  const lead = await aPerson();
  const onCall = await aPerson();
  const teamId = await aTeam([
    [lead, "lead"],
    [onCall, "member"],
  ]);
  await aRun({ teamId, dueAt: new Date(Date.now() + 3_600_000).toISOString() });
  await db().checklistRun.updateMany({
    where: { teamId },
    data: { assignKind: "pager", assignId: null, ownerId: null },
  });
  const checks = async (who: MadePerson) => (await shellData(await signedIn(who))).counts.checklists ?? 0;
  expect([await checks(lead), await checks(onCall)]).toEqual([1, 0]);
  await aSchedule(await signedIn(lead), teamId, [aLayer([onCall])]);
  expect([await checks(lead), await checks(onCall)]).toEqual([0, 1]);
});
