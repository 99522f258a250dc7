import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Ctx, systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule, hoursLater, shiftsOf } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { followPeople, relaySchedules } from "./relay.ts";

await testDatabase();

let lead: MadePerson;
let ines: MadePerson;
let tom: MadePerson;
let asLead: Ctx;
let teamId: string;
let id: string;

beforeAll(async () => {
  lead = await aPerson({ name: "Marek" });
});
beforeEach(async () => {
  ines = await aPerson({ name: "Ines" });
  tom = await aPerson({ name: "Tom" });
  teamId = await aTeam([
    [lead, "lead"],
    [ines, "member"],
    [tom, "member"],
  ]);
  asLead = await signedIn(lead);
  const daily = aLayer([ines, tom], {
    every: { unit: "hour", count: 12 },
    start: asLead.now.toISOString().slice(0, 14).concat("00"),
  });
  id = (await aSchedule(asLead, teamId, [daily])).id;
});
const system = () => systemCtx("test", asLead.now);

test("whoever leaves is a gap within the minute, and back when they come back; twice is once", async () => {
  expect(await shiftsOf(asLead, id, 23)).toEqual(["Ines rotation", "Tom rotation"]);
  await db().user.update({ where: { id: tom.id }, data: { deactivatedAt: asLead.now } });
  await Promise.all([followPeople(system(), { userId: tom.id }), followPeople(system(), { userId: tom.id })]);
  expect(await shiftsOf(asLead, id, 23)).toEqual(["Ines rotation", "Nobody gap"]);
  const heard = await db().outboxEvent.count({ where: { name: "schedule.laid-out", subjectId: id } });
  expect(heard).toBeGreaterThan(0);
  await db().user.update({ where: { id: tom.id }, data: { deactivatedAt: null } });
  await followPeople(system(), { userId: tom.id });
  expect(await shiftsOf(asLead, id, 23)).toEqual(["Ines rotation", "Tom rotation"]);
  // A viewer cannot be on call.
  await db().user.update({ where: { id: ines.id }, data: { role: "viewer" } });
  await followPeople(system(), { teamId });
  expect((await shiftsOf(asLead, id, 23)).at(-1)).toBe("Tom rotation");
  expect(await shiftsOf(asLead, id, 23)).toContain("Nobody gap");
});

test("the horizon moves on by the day, and newer zone data lays out anew; then there is nothing to do", async () => {
  await relaySchedules(system());
  const before = await db().schedule.findUniqueOrThrow({ where: { id } });
  const kept = await db().shift.findMany({ where: { scheduleId: id }, orderBy: { fromAt: "asc" }, take: 50 });
  const later = { ...system(), now: hoursLater(asLead, 25).now };
  expect(await relaySchedules(later)).toBeGreaterThan(0);
  const after = await db().schedule.findUniqueOrThrow({ where: { id } });
  expect(after.laidUntil).toEqual(addMinutes(before.laidUntil ?? asLead.now, 25 * 60));
  const now = await db().shift.findMany({ where: { scheduleId: id }, orderBy: { fromAt: "asc" }, take: 50 });
  expect(now.map((one) => one.id)).toEqual(kept.map((one) => one.id));
  expect(await relaySchedules(later)).toBe(0);
  await db().schedule.update({ where: { id }, data: { zoneData: "2020a" } });
  expect(await relaySchedules(later)).toBe(1);
  await db().schedule.update({ where: { id }, data: { zoneData: "2999z" } });
  expect(await relaySchedules(later)).toBe(0);
  await db().schedule.update({ where: { id }, data: { dirty: true, archivedAt: asLead.now } });
  expect(await relaySchedules(later)).toBe(0);
});
