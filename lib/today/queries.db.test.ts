import { beforeAll, expect, test } from "vitest";
import { createAction } from "#lib/actions/commands/create.ts";
import { CreateAction } from "#lib/actions/schema.ts";
import { acknowledgeIncident } from "#lib/incidents/commands/acknowledge.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { readToday } from "#lib/today/queries.ts";

await testDatabase();

let ines: MadePerson;
let asInes: Ctx;
let asManager: Ctx;
let asAdmin: Ctx;
let asNewcomer: Ctx;

beforeAll(async () => {
  ines = await aPerson({ name: "Ines Albrecht" });
  const marek = await aPerson({ name: "Marek Lindqvist" });
  const manager = await aPerson({ role: "manager" });
  const teamId = await aTeam([
    [marek, "lead"],
    [ines, "member"],
  ]);
  const elsewhere = await aTeam([[marek, "lead"]]);
  asInes = await signedIn(ines);
  asManager = await signedIn(manager);
  asAdmin = await signedIn(await aPerson({ role: "admin" }));
  asNewcomer = await signedIn(await aPerson());
  const asMarek = await signedIn(marek);
  const mine = await anIncident(asInes, { teamId, severity: "P1", title: "Payments fail" });
  await acknowledgeIncident(asInes, mine);
  await anIncident(asMarek, { teamId, severity: "P0", title: "Login answers 503" });
  await anIncident(asMarek, { teamId: elsewhere, severity: "P0", title: "Another team's" });
  await anIncident(asMarek, { teamId, severity: "P1", title: "Named only", private: true });
  const action = { title: "Alert on 401 answers", teamId, ownerId: ines.id, dueOn: "2020-01-01" };
  await createAction(asMarek, CreateAction.parse(action));
});

test("what is mine, and what burns in my teams beside it", async () => {
  const today = await readToday(asInes);
  expect(today.incidents.map((row) => row.title)).toEqual(["Payments fail"]);
  expect(today.alarms.map((row) => row.title)).toEqual(["Login answers 503"]);
  expect(today.actions.map((action) => [action.title, action.overdue])).toEqual([
    ["Alert on 401 answers", true],
  ]);
  expect(today.sentence).toBe(
    "1 P0 burns in your teams, 1 incident carries your name and 1 action is yours (1 overdue).",
  );
  expect(today.kpis).toBeNull();
  expect(today.steps).toEqual([]);
});

test("a manager sees what the KPIs say, an administrator what is left to set up, a newcomer whom to ask", async () => {
  const manager = await readToday(asManager);
  expect(manager.kpis?.sentence).toMatch(/\S/);
  expect(manager.kpis?.cards.every((card) => card.value !== null)).toBe(true);
  expect((await readToday(asAdmin)).steps.map((step) => step.key)).toEqual(["catalogue", "service"]);
  const newcomer = await readToday(asNewcomer);
  expect(newcomer.steps).toMatchObject([{ key: "team", action: null }]);
  expect(newcomer.sentence).toBe("Nothing waits for you.");
});
