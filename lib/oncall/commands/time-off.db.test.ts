import { beforeAll, beforeEach, expect, test } from "vitest";
import { AddTimeOff } from "#lib/oncall/schema/swaps.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { myTimeline } from "../queries/mine.ts";
import { listTimeOff } from "../queries/time-off.ts";
import { addTimeOff } from "./add-time-off.ts";
import { cancelTimeOff } from "./cancel-time-off.ts";

await testDatabase();

const NOW = new Date("2026-11-20T12:00:00Z");
let admin: MadePerson;
let lead: MadePerson;
let other: MadePerson;
let ines: MadePerson;
let tom: MadePerson;
let teamId: string;
let otherTeamId: string;
let scheduleId: string;

const as = async (person: MadePerson): Promise<Ctx> => ({ ...(await signedIn(person)), now: NOW });

beforeAll(async () => {
  admin = await aPerson({ name: "Petra", role: "admin" });
  lead = await aPerson({ name: "Marek" });
  other = await aPerson({ name: "Olga" });
  ines = await aPerson({ name: "Ines" });
  tom = await aPerson({ name: "Tom" });
});

beforeEach(async () => {
  await db().notification.deleteMany();
  await db().timeOff.deleteMany();
  await db().schedule.updateMany({ data: { archivedAt: NOW } });
  teamId = await aTeam([
    [lead, "lead"],
    [ines, "member"],
    [tom, "member"],
  ]);
  otherTeamId = await aTeam([[other, "lead"]]);
  // Ines this week, Tom from Monday, 23 November, 09:00 on.
  const layers = [aLayer([ines, tom], { start: "2026-11-16T09:00" })];
  scheduleId = (await aSchedule(await as(lead), teamId, layers)).id;
});

const days = (from: number, to: number, userId?: string) =>
  AddTimeOff.parse({
    from: addMinutes(NOW, from * 1440).toISOString(),
    to: addMinutes(NOW, to * 1440).toISOString(),
    reason: "Away",
    ...(userId ? { userId } : {}),
  });
const toldTo = async (person: MadePerson, kind: string) =>
  db().notification.findMany({ where: { userId: person.id, kind } });

test("a lead plans time off for somebody of the team, who is told; the team is asked for the covers", async () => {
  const off = await addTimeOff(await as(lead), days(4, 6, tom.id));
  expect(off.user.id).toBe(tom.id);
  expect(off.requests).toHaveLength(1);
  expect(off.requests[0]).toMatchObject({ user: { id: tom.id }, askedBy: { id: lead.id }, from: off.from });
  const [said, ...more] = await toldTo(tom, "oncall.time-off");
  expect(more).toEqual([]);
  expect(said?.title).toBe("Marek planned time off for you");
  expect(said?.body).toMatch(/24 Nov 2026.*26 Nov 2026.*1 cover asked for/);
  expect(await toldTo(ines, "oncall.swap")).toHaveLength(1);
  expect(await toldTo(tom, "oncall.swap")).toEqual([]);
  await cancelTimeOff(await as(lead), { id: off.id });
  expect((await toldTo(tom, "oncall.time-off")).map((one) => one.title)).toContain(
    "Marek took your time off back",
  );
});

test("one's own time off tells nobody but who is asked", async () => {
  const off = await addTimeOff(await as(tom), days(4, 6));
  await cancelTimeOff(await as(tom), { id: off.id });
  expect(await toldTo(tom, "oncall.time-off")).toEqual([]);
});

test("a member does not plan for a colleague, nor does a lead of another team; an administrator does", async () => {
  const forbidden = { code: "forbidden" };
  await expect(addTimeOff(await as(ines), days(4, 6, tom.id))).rejects.toMatchObject(forbidden);
  await expect(addTimeOff(await as(other), days(4, 6, tom.id))).rejects.toMatchObject(forbidden);
  expect((await addTimeOff(await as(admin), days(4, 6, tom.id))).user.id).toBe(tom.id);
});

test("who is away stands with the team's leads and administrators, and with oneself", async () => {
  await addTimeOff(await as(tom), days(4, 6));
  await addTimeOff(await as(lead), days(1, 2));
  const seen = async (person: MadePerson, of?: Parameters<typeof listTimeOff>[1]) =>
    (await listTimeOff(await as(person), of)).map((one) => one.user.name);
  expect(await seen(lead, { teamId })).toEqual(["Marek", "Tom"]);
  expect(await seen(admin, { teamId })).toEqual(["Marek", "Tom"]);
  expect(await seen(lead, "mine")).toEqual(["Marek"]);
  expect(await seen(admin, "mine")).toEqual([]);
  expect(await seen(admin, { teamId: otherTeamId })).toEqual([]);
  expect(await seen(ines, { teamId })).toEqual([]);
  expect(await seen(other, { teamId })).toEqual([]);
  expect(await seen(tom)).toEqual(["Tom"]);
});

test("a personal timeline has one's own shifts, what one asks for and when one is away, and nobody else's", async () => {
  await addTimeOff(await as(tom), days(4, 6));
  await addTimeOff(await as(ines), days(1, 2));
  const week = { from: "2026-11-22T00:00:00Z", to: "2026-12-01T00:00:00Z" };
  const mine = await myTimeline(await as(tom), week);
  expect(mine.timeOff.map((one) => one.from)).toEqual(["2026-11-24T12:00:00.000Z"]);
  expect(mine.lanes.map((lane) => lane.schedule.id)).toEqual([scheduleId]);
  expect(mine.lanes[0]?.shifts.map((one) => [one.user?.name, one.from])).toEqual([
    ["Tom", "2026-11-23T09:00:00.000Z"],
  ]);
  expect(mine.lanes[0]?.requests.map((one) => [one.from, one.to])).toEqual([
    ["2026-11-24T12:00:00.000Z", "2026-11-26T12:00:00.000Z"],
  ]);
  // A week without a turn keeps its row; a schedule one is not on has none.
  const before = await myTimeline(await as(tom), { from: "2026-11-20T12:00:00Z", to: week.from });
  expect(before.lanes.map((lane) => [lane.schedule.id, lane.shifts.length])).toEqual([[scheduleId, 0]]);
  expect(before.timeOff).toEqual([]);
  expect(await myTimeline(await as(other), week)).toEqual({ lanes: [], timeOff: [] });
  await expect(
    myTimeline(await as(tom), { from: week.from, to: "2028-01-01T00:00:00Z" }),
  ).rejects.toMatchObject({ code: "invalid" });
});
