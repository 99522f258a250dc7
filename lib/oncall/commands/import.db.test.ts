import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ImportCalendar, type ImportDto } from "#lib/oncall/schema/imports.ts";
import { AddOverride } from "#lib/oncall/schema/overrides.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, nobody, signedIn } from "#lib/testing/people-factory.ts";
import { readFeed } from "../queries/feeds.ts";
import { listShifts } from "../queries/schedules.ts";
import { addOverride } from "./add-override.ts";
import { importCalendar } from "./import-calendar.ts";
import { makeFeed } from "./make-feed.ts";

await testDatabase();

const NOW = new Date("2026-11-21T12:00:00Z");
let lead: MadePerson;
let ines: MadePerson;
let tom: MadePerson;
let stranger: MadePerson;
let teamId: string;
let asLead: Ctx;
let id: string;

beforeAll(async () => {
  lead = await aPerson({ name: "Marek" });
  ines = await aPerson({ name: "Ines Albrecht" });
  tom = await aPerson({ name: "Tom", email: "tom.import@example.org" });
  stranger = await aPerson({ name: "Sam Stranger" });
});
beforeEach(async () => {
  teamId = await aTeam([
    [lead, "lead"],
    [ines, "member"],
    [tom, "member"],
  ]);
  asLead = { ...(await signedIn(lead)), now: NOW };
  id = (await aSchedule(asLead, teamId, [aLayer([lead])], { zone: "Europe/Berlin" })).id;
});

const event = (from: string, to: string, summary: string, ...more: string[]) =>
  [
    "BEGIN:VEVENT",
    `UID:${from}${summary}`,
    `DTSTART:${from}`,
    `DTEND:${to}`,
    `SUMMARY:${summary}`,
    ...more,
    "END:VEVENT",
  ].join("\r\n");
const ROTA = [
  "BEGIN:VCALENDAR",
  event("20261123T080000Z", "20261124T080000Z", "On Call - Ines Albrecht - Payments"),
  event("20261124T080000Z", "20261125T080000Z", "Rota", "ATTENDEE:mailto:Tom.Import@example.org"),
  event("20261125T080000Z", "20261126T080000Z", "Ina"),
  event("20261101T080000Z", "20261102T080000Z", "Tom"),
  event("20261126T080000Z", "20261127T080000Z", "Sam Stranger"),
  "END:VCALENDAR",
  "",
].join("\r\n");

const run = (more: Record<string, unknown> = {}, ics = ROTA): Promise<ImportDto> =>
  importCalendar(asLead, { ...ImportCalendar.parse({ ics, ...more }), id });
const overrides = () => db().scheduleOverride.count({ where: { scheduleId: id, cancelledAt: null } });
const people = () => ({ Ina: ines.id, "Sam Stranger": null });

describe("an import", () => {
  test("says first what would be made and whom it does not know, and writes nothing", async () => {
    const found = await run();
    expect(found).toMatchObject({ dryRun: true, count: 2, past: 1, problems: [], overlaps: [] });
    expect(found.made.map((one) => [one.user.name, one.from])).toEqual([
      ["Ines Albrecht", "2026-11-23T08:00:00.000Z"],
      ["Tom", "2026-11-24T08:00:00.000Z"],
    ]);
    expect(found.people.filter((one) => one.user === null).map((one) => one.who)).toEqual([
      "Ina",
      "Sam Stranger",
    ]);
    expect(await overrides()).toBe(0);
    await expect(run({ dryRun: false })).rejects.toMatchObject({
      code: "invalid",
      facts: { errors: [{ path: "people" }, {}] },
    });
    expect(await overrides()).toBe(0);
  });

  test("then makes all of it at once, laid out, audited and told", async () => {
    const made = await run({ dryRun: false, people: people() });
    expect(made).toMatchObject({ dryRun: false, count: 3 });
    const { items } = await listShifts(asLead, id, {
      from: "2026-11-23T08:00:00Z",
      to: "2026-11-26T08:00:00Z",
    });
    expect(items.map((one) => `${one.user?.name} ${one.source}`)).toEqual([
      "Ines Albrecht import",
      "Tom import",
      "Ines Albrecht import",
    ]);
    expect(await db().auditEntry.count({ where: { action: "schedule.import", subjectId: id } })).toBe(1);
    expect(await db().notification.count({ where: { subjectId: id, userId: tom.id } })).toBe(1);
    // Again: everything is there already.
    expect((await run({ people: people() })).overlaps).toHaveLength(3);
    await expect(run({ dryRun: false, people: people() })).rejects.toMatchObject({ code: "conflict" });
    await expect(run({ dryRun: false, people: people(), leaveOut: true })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await overrides()).toBe(3);
  });

  test("over an override, or over itself, asks before it leaves anything out", async () => {
    const there = { userId: lead.id, from: "2026-11-24T20:00:00Z", to: "2026-11-25T02:00:00Z" };
    await addOverride(asLead, { ...AddOverride.parse(there), id });
    const twice = ROTA.replace(
      "END:VCALENDAR",
      `${event("20261123T100000Z", "20261123T110000Z", "Tom")}\r\nEND:VCALENDAR`,
    );
    const found = await run({ people: people() }, twice);
    expect(found.overlaps).toMatchObject([
      { who: "Tom", with: { name: "Ines Albrecht", inCalendar: true } },
      { who: "Tom.Import@example.org", with: { name: "Marek", inCalendar: false } },
    ]);
    await expect(run({ dryRun: false, people: people() }, twice)).rejects.toMatchObject({
      code: "conflict",
      facts: { current: { overlaps: [{}, {}] } },
    });
    expect(await run({ dryRun: false, people: people(), leaveOut: true }, twice)).toMatchObject({ count: 2 });
    expect(await overrides()).toBe(3);
  });

  test("is a lead's, of people of the team, and of a calendar", async () => {
    const input = { ...ImportCalendar.parse({ ics: ROTA }), id };
    await expect(importCalendar(await signedIn(tom), input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(run({ people: { Ina: stranger.id } })).rejects.toMatchObject({ code: "invalid" });
    await expect(run({}, "no calendar")).rejects.toMatchObject({ facts: { errors: [{ path: "ics" }] } });
    await expect(run({ people: { __proto__: null, constructor: null } })).resolves.toMatchObject({
      count: 2,
    });
  });

  test("of two at the same moment one is made, the other is told", async () => {
    const both = await Promise.allSettled([0, 1].map(() => run({ dryRun: false, people: people() })));
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await overrides()).toBe(3);
  });

  test("takes a year of daily turns with whole days in the schedule's zone", async () => {
    const daily = (who: string, first: string) =>
      [
        "BEGIN:VEVENT",
        `UID:${who}`,
        `DTSTART;VALUE=DATE:${first}`,
        "DURATION:P1D",
        `SUMMARY:${who}`,
        "RRULE:FREQ=DAILY;INTERVAL=2",
        "END:VEVENT",
      ].join("\r\n");
    const ics = `BEGIN:VCALENDAR\r\n${daily("Tom", "20261122")}\r\n${daily("Ines Albrecht", "20261123")}\r\nEND:VCALENDAR\r\n`;
    const begun = performance.now();
    const made = await run({ dryRun: false }, ics);
    const took = performance.now() - begun;
    console.log(`import: ${made.count} overrides in ${Math.round(took)} ms`);
    expect(made.count).toBe(366);
    const { items } = await listShifts(asLead, id, {
      from: "2027-03-27T12:00:00Z",
      to: "2027-03-28T12:00:00Z",
    });
    expect(items.map((one) => one.from)).toEqual(["2027-03-26T23:00:00.000Z", "2027-03-27T23:00:00.000Z"]);
  });

  test("of our own calendar gives the same shifts in another schedule", async () => {
    await run({ dryRun: false, people: people() });
    const feed = await makeFeed(asLead, { kind: "schedule", scheduleId: id });
    const key = new URL(feed.url).searchParams.get("key") ?? "";
    const ics = await readFeed({ ...(await nobody()), now: NOW }, key, { scheduleId: id }, "127.0.0.1");
    const span = { from: "2026-11-22T00:00:00Z", to: "2027-04-01T00:00:00Z" };
    const before = (await listShifts(asLead, id, span)).items;
    id = (await aSchedule(asLead, teamId, [], { zone: "Asia/Kathmandu" })).id;
    await run({ dryRun: false }, ics);
    const after = (await listShifts(asLead, id, span)).items;
    const plain = (items: typeof before) => items.map((one) => [one.from, one.to, one.user?.name]);
    expect(plain(after)).toEqual(plain(before));
  });
});
