import { beforeAll, describe, expect, test } from "vitest";
import { AddOverride } from "#lib/oncall/schema/overrides.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import {
  calcurseLacks,
  type ReadEvent,
  readByPackage,
  readByProgram,
} from "#lib/testing/calendar-readers.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, nobody, signedIn } from "#lib/testing/people-factory.ts";
import { listFeeds, readFeed } from "../queries/feeds.ts";
import { listShifts } from "../queries/schedules.ts";
import { addOverride } from "./add-override.ts";
import { makeFeed } from "./make-feed.ts";
import { renewFeed } from "./renew-feed.ts";
import { revokeFeed } from "./revoke-feed.ts";

await testDatabase();

/** Before the clocks of Berlin go back (25 October 2026) and forward again (28 March 2027). */
const NOW = new Date("2026-10-20T06:00:00Z");
const NAMES = [
  'Zoë, "the; fox" O\\Neil',
  "Ines 🦊🐙 Fernández",
  `Anna ${"von und zu Sehrlangenfels ".repeat(6)}🧭`,
];
const at = (ctx: Ctx): Ctx => ({ ...ctx, now: NOW });

let lead: MadePerson;
let asLead: Ctx;
let outside: Ctx;
let people: MadePerson[];
let teamId: string;

beforeAll(async () => {
  lead = await aPerson({ name: "Marek" });
  people = [];
  for (const name of NAMES) people.push(await aPerson({ name }));
  teamId = await aTeam([[lead, "lead"], ...people.map((one) => [one, "member"] as [MadePerson, "member"])], {
    visibility: "closed",
  });
  asLead = at(await signedIn(lead));
  outside = at(await nobody());
});

const keyOf = (url: string) => new URL(url).searchParams.get("key") ?? "";
const read = (feed: { url: string }, asked: { scheduleId: string } | { feedId: string }) =>
  readFeed(outside, keyOf(feed.url), asked, "127.0.0.1");

/** Daily turns at 09:00 in Berlin, nobody on Sundays, and three overrides: one over a clock change, one to nobody. */
async function madeSchedule() {
  const made = await aSchedule(
    asLead,
    teamId,
    [
      aLayer(people, {
        every: { unit: "day", count: 1 },
        restrictions: [{ days: [1, 2, 3, 4, 5, 6], from: "00:00", to: "24:00" }],
      }),
    ],
    { name: "Payments; first, line\\", zone: "Europe/Berlin" },
  );
  const [first] = people;
  for (const [userId, from, to] of [
    [first?.id ?? null, "2026-10-24T22:30:00Z", "2026-10-25T03:30:00Z"],
    [null, "2026-11-03T10:00:00Z", "2026-11-03T12:00:00Z"],
    [lead.id, "2027-03-27T20:00:00Z", "2027-03-28T06:15:00Z"],
  ] as const)
    await addOverride(asLead, { ...AddOverride.parse({ userId, from, to }), id: made.id });
  return made;
}

async function expectedOf(id: string): Promise<ReadEvent[]> {
  const span = { from: "2026-09-20T06:00:00Z", to: "2027-04-18T06:00:00Z" };
  const { items } = await listShifts(asLead, id, span);
  return items.map(({ from, to, user }) => ({
    from,
    to,
    summary: `${user ? `On call: ${user.name}` : "Nobody on call"}, Payments; first, line\\`,
  }));
}

describe("the calendar of a schedule", () => {
  let text: string;
  let expected: ReadEvent[];
  beforeAll(async () => {
    const made = await madeSchedule();
    const feed = await makeFeed(asLead, { kind: "schedule", scheduleId: made.id });
    text = await read(feed, { scheduleId: made.id });
    expected = await expectedOf(made.id);
    // The same shifts give the same text, by either address.
    expect(await read(feed, { feedId: feed.feed.id })).toBe(text);
    expect((await db().calendarFeed.findUnique({ where: { id: feed.feed.id } }))?.keyHash).not.toContain(
      keyOf(feed.url),
    );
  });

  test("holds what it is made for: clock changes, gaps, overrides, and lines that had to be folded", () => {
    expect(expected.length).toBeGreaterThan(180);
    const hours = expected.map((one) => (Date.parse(one.to) - Date.parse(one.from)) / 3_600_000);
    expect(new Set(hours)).toContain(5);
    expect(expected.filter((one) => one.summary.startsWith("Nobody")).length).toBeGreaterThan(20);
    expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
    const uids = text.match(/^UID:.*$/gm) ?? [];
    expect(new Set(uids).size).toBe(expected.length);
  });

  test("is read to the same shifts by ical.js", () => {
    expect(readByPackage(text)).toEqual(expected);
  });

  const lacks = calcurseLacks();
  test.skipIf(lacks !== null)(
    `is read to the same shifts by calcurse${lacks ? ` (skipped: ${lacks})` : ""}`,
    { timeout: 180_000 },
    () => {
      const found = readByProgram(text).sort((a, b) => (a.from < b.from ? -1 : 1));
      expect(found).toEqual(expected);
    },
  );
});

describe("a calendar's address", () => {
  const refused = { code: "not_found", message: expect.stringContaining("not known, or no longer good") };

  test("answers to its key alone, and no more once it is renewed or revoked", async () => {
    const made = await aSchedule(asLead, teamId, [aLayer(people)]);
    const feed = await makeFeed(asLead, { kind: "schedule", scheduleId: made.id });
    await expect(read({ url: `${feed.url}x` }, { scheduleId: made.id })).rejects.toMatchObject(refused);
    await expect(read(feed, { scheduleId: teamId })).rejects.toMatchObject(refused);
    const fresh = await renewFeed(asLead, { id: feed.feed.id });
    await expect(read(feed, { scheduleId: made.id })).rejects.toMatchObject(refused);
    expect(await read(fresh, { scheduleId: made.id })).toContain("BEGIN:VEVENT");
    const stranger = at(await signedIn(await aPerson({ role: "admin" })));
    await expect(revokeFeed(stranger, { id: feed.feed.id })).rejects.toMatchObject({ code: "not_found" });
    await revokeFeed(asLead, { id: feed.feed.id });
    await expect(read(fresh, { scheduleId: made.id })).rejects.toMatchObject(refused);
    expect((await listFeeds(asLead)).map((one) => one.id)).not.toContain(feed.feed.id);
  });

  test("reads with its owner's rights of this moment: team lost, deactivated", async () => {
    const ines = people[1] as MadePerson;
    const asInes = at(await signedIn(ines));
    const made = await aSchedule(asLead, teamId, [aLayer([ines])]);
    const ofSchedule = await makeFeed(asInes, { kind: "schedule", scheduleId: made.id });
    const own = await makeFeed(asInes, { kind: "person" });
    const mine = readByPackage(await read(own, { feedId: own.feed.id }));
    expect(mine.length).toBeGreaterThan(20);
    expect(mine.every((one) => one.summary.startsWith("On call: Ines"))).toBe(true);
    await db().membership.deleteMany({ where: { userId: ines.id } });
    await expect(read(ofSchedule, { scheduleId: made.id })).rejects.toMatchObject(refused);
    expect(readByPackage(await read(own, { feedId: own.feed.id }))).toEqual([]);
    await db().user.update({ where: { id: ines.id }, data: { deactivatedAt: NOW } });
    await expect(read(own, { feedId: own.feed.id })).rejects.toMatchObject(refused);
  });

  test("is of what one sees", async () => {
    const made = await aSchedule(asLead, teamId, [aLayer([lead])]);
    const stranger = at(await signedIn(await aPerson()));
    await expect(makeFeed(stranger, { kind: "schedule", scheduleId: made.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
