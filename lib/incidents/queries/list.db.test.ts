import { beforeAll, describe, expect, test } from "vitest";
import { acknowledgeIncident } from "#lib/incidents/commands/acknowledge.ts";
import { resolveIncident } from "#lib/incidents/commands/resolve.ts";
import { readCallable, readPlaces, readSeverities } from "#lib/incidents/queries/choices.ts";
import { boardIncidents, listIncidents, openAlarms, openOfService } from "#lib/incidents/queries/list.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import { ListIncidents } from "#lib/incidents/schema/list.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, aServiceOf, later } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

let ctx: Ctx;
let teamId: string;
let otherTeam: string;
let closedTeam: string;
let serviceId: string;
const made: Record<string, IncidentDto> = {};

beforeAll(async () => {
  const person = await aPerson();
  const admin = await aPerson({ role: "admin" });
  teamId = await aTeam([[person, "lead"]], { name: "Payments" });
  otherTeam = await aTeam([[await aPerson(), "lead"]], { name: "Alpha" });
  closedTeam = await aTeam([[await aPerson(), "lead"]], { name: "Closed", visibility: "closed" });
  serviceId = await aServiceOf(teamId);
  ctx = await signedIn(person);
  const asAdmin = await signedIn(admin);
  made.slow = await anIncident(later(ctx, -50), { teamId, serviceId, title: "100% of searches_slow" });
  made.down = await anIncident(later(ctx, -40), { teamId, severity: "P0", title: "Everything is down" });
  made.other = await anIncident(later(asAdmin, -30), { teamId: otherTeam, severity: "P4", title: "A typo" });
  made.done = await anIncident(later(ctx, -20), { teamId, severity: "P1", title: "Mails wait" });
  await resolveIncident(later(ctx, -10), made.done);
  await acknowledgeIncident(later(ctx, -35), made.down);
});

async function titles(query: Record<string, string>): Promise<string[]> {
  return (await listIncidents(ctx, ListIncidents.parse(query))).items.map((row) => row.title);
}

describe("the list", () => {
  test("newest first, whatever the filter", async () => {
    expect(await titles({})).toEqual(["Mails wait", "A typo", "Everything is down", "100% of searches_slow"]);
    expect(await titles({ status: "active" })).toEqual([
      "A typo",
      "Everything is down",
      "100% of searches_slow",
    ]);
    expect(await titles({ severity: "P0,P1" })).toEqual(["Mails wait", "Everything is down"]);
    expect(await titles({ teamId: otherTeam })).toEqual(["A typo"]);
    expect(await titles({ serviceId })).toEqual(["100% of searches_slow"]);
    expect(await titles({ mine: "true" })).toEqual(["Mails wait", "Everything is down"]);
    expect(await titles({ undocumented: "true" })).toEqual(["Mails wait"]);
  });

  test("what people type is text, never a pattern; a number finds its incident", async () => {
    expect(await titles({ q: "100%" })).toEqual(["100% of searches_slow"]);
    expect(await titles({ q: "searches_slow" })).toEqual(["100% of searches_slow"]);
    expect(await titles({ q: "s_a" })).toEqual([]);
    expect(await titles({ q: `inc-${made.other?.number}` })).toEqual(["A typo"]);
    expect(await titles({ q: "'; DROP TABLE incidents; --" })).toEqual([]);
    expect(await titles({ q: "every dow" }), "beginnings of words, in any order").toEqual([
      "Everything is down",
    ]);
    expect(await titles({ q: "down EVERYTHING" })).toEqual(["Everything is down"]);
    expect(await titles({ q: "thing" }), "not from the middle of a word").toEqual([]);
    expect(await titles({ q: "ma" }), "two letters: how titles begin").toEqual(["Mails wait"]);
    expect(await titles({ q: "%" }), "a sign is itself").toEqual(["100% of searches_slow"]);
    for (const q of ["':* | !", "&&", "a & b <-> c", "\\", "😀", "ﬀ", "\u0000", "x".repeat(500), "İ"])
      await expect(titles({ q }), q).resolves.toBeInstanceOf(Array);
  });

  test("rubbish in the address filters nothing instead of failing", async () => {
    expect(await titles({ status: "gone", severity: "P9", teamId: "x", limit: "-4" })).toHaveLength(4);
  });

  test("page by page nothing is twice and nothing is missing", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listIncidents(ctx, { limit: 1, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((row) => row.title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(await titles({}));
    await expect(listIncidents(ctx, { limit: 1, cursor: "rubbish" })).rejects.toMatchObject({
      code: "bad_cursor",
    });
  });
});

describe("the board and the band", () => {
  test("the board has a column for each status, the worst first", async () => {
    const { columns } = await boardIncidents(ctx);
    expect(columns.map((column) => [column.status, column.total])).toEqual([
      ["open", 2],
      ["acknowledged", 1],
      ["investigating", 0],
      ["mitigated", 0],
      ["resolved", 1],
    ]);
    expect(columns[0]?.items.map((row) => row.severity)).toEqual(["P2", "P4"]);
  });

  test("the band holds what is open of P0 and P1", async () => {
    expect((await openAlarms(ctx)).map((row) => row.title)).toEqual(["Everything is down"]);
  });
});

describe("what can be chosen", () => {
  test("places: one's own teams first, closed ones of others not at all", async () => {
    const places = await readPlaces(ctx);
    expect(places.teams.map((team) => [team.name, team.mine])).toEqual([
      ["Payments", true],
      ["Alpha", false],
    ]);
    expect(places.services.map((service) => service.id)).toEqual([serviceId]);
  });

  test("people who do more than read, with the teams one sees of them", async () => {
    const viewer = await aPerson({ role: "viewer" });
    const { people, teams } = await readCallable(ctx);
    expect(people.some((one) => one.id === viewer.id)).toBe(false);
    expect(teams.some((team) => team.id === closedTeam)).toBe(false);
    expect(people.flatMap((one) => one.teams).some((team) => team.id === closedTeam)).toBe(false);
  });

  test("five severities, worst first, with their figures", async () => {
    const levels = await readSeverities(ctx);
    expect(levels.map((one) => [one.level, one.respondSeconds, one.pages])).toEqual([
      ["P0", 900, true],
      ["P1", 3600, true],
      ["P2", 14_400, false],
      ["P3", 86_400, false],
      ["P4", 604_800, false],
    ]);
  });
});

test("a service says how many of its incidents are open, by severity, of those one may see", async () => {
  const own = await aServiceOf(teamId, "Ledger");
  const outside = await signedIn(await aPerson());
  await anIncident(ctx, { teamId, serviceId: own, severity: "P1" });
  await anIncident(ctx, { teamId, serviceId: own, severity: "P3" });
  await anIncident(ctx, { teamId, serviceId: own, severity: "P3", private: true });
  const over = await anIncident(ctx, { teamId, serviceId: own, severity: "P0" });
  await resolveIncident(later(ctx, 1), over);
  expect(await openOfService(ctx, own)).toEqual([
    { severity: "P1", count: 1 },
    { severity: "P3", count: 2 },
  ]);
  expect(await openOfService(outside, own)).toEqual([
    { severity: "P1", count: 1 },
    { severity: "P3", count: 1 },
  ]);
});
