import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AddOverride } from "#lib/oncall/schema/overrides.ts";
import { EditSchedule } from "#lib/oncall/schema/schedules.ts";
import { AskSwap } from "#lib/oncall/schema/swaps.ts";
import { type Ctx, systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { addOverride } from "../commands/add-override.ts";
import { askSwap } from "../commands/ask-swap.ts";
import { editSchedule } from "../commands/edit-schedule.ts";
import { getSchedule } from "../queries/schedules.ts";
import { myShifts } from "../queries/timeline.ts";
import { reportCoverage } from "./coverage-report.ts";
import { tellDigests } from "./digest.ts";
import { lapseRequests } from "./lapse.ts";
import { tellShifts } from "./notices.ts";

await testDatabase();

/** A Friday. */
const NOW = new Date("2026-11-20T12:00:00Z");
/** Ines hands over to Tom on Monday at 09:00. */
const CHANGE = new Date("2026-11-23T09:00:00Z");
const at = (when: Date): Ctx => systemCtx("test", when);

const WEEK = { from: CHANGE.toISOString(), to: addMinutes(CHANGE, 7 * 1440).toISOString() };

let lead: MadePerson;
let ines: MadePerson;
let tom: MadePerson;
let teamId: string;
let asLead: Ctx;
let scheduleId: string;
let channelId: string;

beforeAll(async () => {
  lead = await aPerson({ name: "Marek" });
  ines = await aPerson({ name: "Ines" });
  tom = await aPerson({ name: "Tom" });
  await db().user.update({ where: { id: tom.id }, data: { zone: "America/New_York" } });
});
beforeEach(async () => {
  await db().notification.deleteMany();
  await db().schedule.updateMany({ data: { archivedAt: NOW } });
  teamId = await aTeam([
    [lead, "lead"],
    [ines, "member"],
    [tom, "member"],
  ]);
  asLead = { ...(await signedIn(lead)), now: NOW };
  const channel = await db().teamChannel.create({
    data: { teamId, kind: "mail", name: "Team", address: "team@example.org" },
    select: { id: true },
  });
  channelId = channel.id;
  const start = "2026-11-16T09:00";
  const made = await aSchedule(asLead, teamId, [aLayer([ines, tom], { start })], { channelId });
  scheduleId = made.id;
  // Ines's own shift runs; that is said and done.
  await tellShifts(at(NOW));
  await db().notification.deleteMany();
  await db().dispatch.deleteMany();
});

const told = async (person: MadePerson) =>
  (await db().notification.findMany({ where: { userId: person.id }, orderBy: { id: "asc" } })).map(
    ({ kind, title, body, late }) => ({ kind, title, body, late }),
  );
const posted = async () =>
  (await db().dispatch.findMany({ where: { channelId }, orderBy: { id: "asc" } })).map(
    (one) => (one.content as { title: string }).title,
  );

describe("a shift", () => {
  test("is told a day and an hour before and when it begins: once each, by any number of workers", async () => {
    for (const minutes of [-1441, -1440, -1439, -61, -60, -59, 0, 1]) {
      const now = at(addMinutes(CHANGE, minutes));
      await Promise.all([tellShifts(now), tellShifts(now), tellShifts(now)]);
    }
    const said = await told(tom);
    expect(said.map((one) => one.kind)).toEqual([
      "oncall.shift-ahead",
      "oncall.shift-ahead",
      "oncall.shift-begun",
    ]);
    // In words and on the clock of whom it tells.
    expect(said[0]?.title).toMatch(/you are on call from 23 Nov 2026, 04:00/);
    expect(said[0]?.body).toMatch(/It begins in 24 h/);
    expect(said[0]?.body).toContain("Nothing here wakes you");
    expect(said[2]?.body).toMatch(/^Ines holds the pager until you accept; .* 04:30/);
    expect(await told(ines)).toEqual([]);
    expect(
      (await posted()).map((title) => title.replace(/^.*: /, "").replace(/,? (from|until) .*/, "")),
    ).toEqual(["Tom is on call", "Tom is on call now"]);
  });

  test("is told late where it still helps, and not any more when it is long begun or over", async () => {
    await tellShifts(at(addMinutes(CHANGE, 180)));
    expect(await told(tom)).toMatchObject([{ kind: "oncall.shift-begun", late: true }]);
    await db().notification.deleteMany();
    await db().shift.updateMany({ data: { begunAt: null, noticedAt: null, nearedAt: null } });
    await tellShifts(at(addMinutes(CHANGE, 13 * 60)));
    expect(await told(tom)).toEqual([]);
  });

  test("is told at the times of its schedule; a change repeats no word and loses none", async () => {
    const ahead = async (minutes: number) => {
      await tellShifts(at(addMinutes(CHANGE, -minutes)));
      return (await told(tom)).filter((one) => one.kind === "oncall.shift-ahead").length;
    };
    const { version } = await getSchedule(asLead, scheduleId);
    const given = { noticeFirstMinutes: 2880, noticeLastMinutes: 30 };
    await editSchedule(asLead, { ...EditSchedule.parse({ version, ...given }), id: scheduleId });
    expect([await ahead(2881), await ahead(2880), await ahead(1440)]).toEqual([0, 1, 1]);
    const shift = (await myShifts({ ...(await signedIn(tom)), now: NOW }, WEEK))[0];
    expect(shift).toMatchObject(given);
    // Said two days before, it is not said again a day before; the second word moves from 30 to 120 minutes.
    const later = { noticeFirstMinutes: 1440, noticeLastMinutes: 120 };
    await editSchedule(asLead, {
      ...EditSchedule.parse({ version: version + 1, ...later }),
      id: scheduleId,
    });
    expect([await ahead(1440), await ahead(121), await ahead(120), await ahead(30)]).toEqual([1, 1, 2, 2]);
    const none = { noticeFirstMinutes: null, noticeLastMinutes: null };
    await editSchedule(asLead, { ...EditSchedule.parse({ version: version + 2, ...none }), id: scheduleId });
    await tellShifts(at(CHANGE));
    expect((await told(tom)).map((one) => one.kind)).toEqual([
      "oncall.shift-ahead",
      "oncall.shift-ahead",
      "oncall.shift-begun",
    ]);
    expect((await posted()).length).toBe(2);
  });

  test("has times within bounds and in their order", async () => {
    const { version } = await getSchedule(asLead, scheduleId);
    const edit = (times: object) =>
      editSchedule(asLead, { ...EditSchedule.parse({ version, ...times }), id: scheduleId });
    for (const times of [
      { noticeFirstMinutes: 59 },
      { noticeFirstMinutes: 20_161 },
      { noticeLastMinutes: 4 },
    ])
      expect(EditSchedule.safeParse({ version, ...times }).success, JSON.stringify(times)).toBe(false);
    const path = (wanted: string) => ({ code: "invalid", facts: { errors: [{ path: wanted }] } });
    await expect(edit({ noticeLastMinutes: 1440 })).rejects.toMatchObject(path("noticeLastMinutes"));
    await expect(edit({ noticeFirstMinutes: 60 })).rejects.toMatchObject(path("noticeFirstMinutes"));
    await expect(
      db().schedule.update({ where: { id: scheduleId }, data: { noticeLastMinutes: 1440 } }),
    ).rejects.toThrow(/schedules_notice_times/);
    expect((await edit({ noticeFirstMinutes: 120 })).noticeFirstMinutes).toBe(120);
  });

  test("of the same person right after their own begins nothing", async () => {
    const from = addMinutes(CHANGE, -120);
    const early = { userId: tom.id, from: from.toISOString(), to: CHANGE.toISOString() };
    await addOverride(asLead, { ...AddOverride.parse(early), id: scheduleId });
    await db().notification.deleteMany();
    await tellShifts(at(addMinutes(from, 1)));
    await tellShifts(at(addMinutes(CHANGE, 1)));
    expect((await told(tom)).map((one) => one.kind)).toEqual(["oncall.shift-begun"]);
  });
});

test("the digest comes on Monday at eight of one's own zone, once, and only to whom a shift awaits", async () => {
  const hear = async (iso: string) => {
    const now = at(new Date(iso));
    await Promise.all([tellDigests(now), tellDigests(now)]);
    return [(await told(ines)).length, (await told(tom)).length, (await told(lead)).length];
  };
  expect(await hear("2026-11-23T07:59:00Z")).toEqual([0, 0, 0]);
  expect(await hear("2026-11-23T08:00:00Z")).toEqual([1, 0, 0]); // UTC: Ines, until 09:00
  expect(await hear("2026-11-23T12:59:00Z")).toEqual([1, 0, 0]);
  expect(await hear("2026-11-23T13:00:00Z")).toEqual([1, 1, 0]); // New York
  expect(await hear("2026-11-23T14:00:00Z")).toEqual([1, 1, 0]);
  expect((await told(tom))[0]).toMatchObject({
    title: expect.stringContaining("Your week on call: 1 shift"),
    body: expect.stringContaining("23 Nov 2026, 04:00"),
  });
});

test("the coverage report tells the leads, on the first, which services have nobody and for how long", async () => {
  await db().service.create({ data: { name: `Payments ${teamId}`, teamId } });
  const hole = { userId: null, from: "2026-12-05T00:00:00Z", to: "2026-12-06T12:00:00Z" };
  await addOverride(asLead, { ...AddOverride.parse(hole), id: scheduleId });
  const early = await reportCoverage(at(new Date("2026-12-01T07:00:00Z")));
  expect(early).toBe(0);
  const now = at(new Date("2026-12-01T08:00:00Z"));
  await Promise.all([reportCoverage(now), reportCoverage(now)]);
  await reportCoverage(at(new Date("2026-12-02T08:00:00Z")));
  const said = (await told(lead)).filter((one) => one.kind === "oncall.coverage");
  expect(said).toHaveLength(1);
  expect(said[0]?.title).toMatch(/1 service with gaps on call in December/);
  expect(said[0]?.body).toMatch(/nobody for 36 h in 1 gap, first 5 Dec 2026, 00:00/);
  expect((await told(ines)).filter((one) => one.kind === "oncall.coverage")).toEqual([]);
});

test("a request whose time is over is closed, once", async () => {
  const asTom = { ...(await signedIn(tom)), now: NOW };
  const span = { from: "2026-11-24T09:00:00Z", to: "2026-11-24T12:00:00Z" };
  const asked = await askSwap(asTom, { ...AskSwap.parse(span), id: scheduleId });
  expect(await lapseRequests(at(new Date("2026-11-24T11:59:00Z")))).toBe(0);
  const over = at(new Date("2026-11-24T12:00:00Z"));
  const closed = await Promise.all([lapseRequests(over), lapseRequests(over)]);
  expect(closed.reduce((sum, one) => sum + one)).toBe(1);
  expect((await db().coverRequest.findUnique({ where: { id: asked.id } }))?.state).toBe("lapsed");
});
