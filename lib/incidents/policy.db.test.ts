import { beforeAll, describe, expect, test } from "vitest";
import { acknowledgeIncident } from "#lib/incidents/commands/acknowledge.ts";
import { addNote } from "#lib/incidents/commands/add-note.ts";
import { cancelIncident } from "#lib/incidents/commands/cancel.ts";
import { changeSeverity } from "#lib/incidents/commands/change-severity.ts";
import { closeIncident } from "#lib/incidents/commands/close.ts";
import { editIncident } from "#lib/incidents/commands/edit.ts";
import { escalateIncident } from "#lib/incidents/commands/escalate.ts";
import { investigateIncident } from "#lib/incidents/commands/investigate.ts";
import { linkIncident } from "#lib/incidents/commands/link.ts";
import { mergeIncident } from "#lib/incidents/commands/merge.ts";
import { mitigateIncident } from "#lib/incidents/commands/mitigate.ts";
import { postUpdate } from "#lib/incidents/commands/post-update.ts";
import { readPrivately } from "#lib/incidents/commands/read-privately.ts";
import { reopenIncident } from "#lib/incidents/commands/reopen.ts";
import { resolveIncident } from "#lib/incidents/commands/resolve.ts";
import { setRole } from "#lib/incidents/commands/set-role.ts";
import { starEntry } from "#lib/incidents/commands/star.ts";
import { boardIncidents, incidentsOf, listIncidents, openAlarms } from "#lib/incidents/queries/list.ts";
import { readIncident, readTimeline } from "#lib/incidents/queries.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { searchEverything } from "#lib/search/queries.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

let member: MadePerson;
let stranger: MadePerson;
let asMember: Ctx;
let asStranger: Ctx;
let asViewer: Ctx;
let asAdmin: Ctx;
let closedTeam: string;
let openTeam: string;

beforeAll(async () => {
  const viewer = await aPerson({ role: "viewer" });
  const admin = await aPerson({ role: "admin" });
  const lead = await aPerson();
  member = await aPerson();
  stranger = await aPerson();
  closedTeam = await aTeam(
    [
      [lead, "lead"],
      [member, "member"],
    ],
    { visibility: "closed" },
  );
  openTeam = await aTeam([
    [lead, "lead"],
    [member, "member"],
    [viewer, "member"],
  ]);
  const all = await Promise.all([member, stranger, viewer, admin].map((one) => signedIn(one)));
  [asMember, asStranger, asViewer, asAdmin] = all as [Ctx, Ctx, Ctx, Ctx];
});

/** Every write there is, tried on one incident; reopening and closing stand for a later state too. */
function everyCommand(
  incident: IncidentDto,
  entryId: string,
): Array<[string, (ctx: Ctx) => Promise<unknown>]> {
  const { id, version } = incident;
  const report = { happened: "a", cause: "b", resolution: "c" };
  return [
    ["acknowledge", (ctx) => acknowledgeIncident(ctx, { id })],
    ["investigate", (ctx) => investigateIncident(ctx, { id })],
    ["mitigate", (ctx) => mitigateIncident(ctx, { id })],
    ["resolve", (ctx) => resolveIncident(ctx, { id })],
    ["close", (ctx) => closeIncident(ctx, { id, report })],
    ["reopen", (ctx) => reopenIncident(ctx, { id, reason: "again" })],
    ["cancel", (ctx) => cancelIncident(ctx, { id, reason: "error" })],
    ["severity", (ctx) => changeSeverity(ctx, { id, severity: "P0" })],
    ["escalate", (ctx) => escalateIncident(ctx, { id, reason: "help", to: { userId: member.id } })],
    ["note", (ctx) => addNote(ctx, { id, kind: "note", text: "seen" })],
    ["update", (ctx) => postUpdate(ctx, { id, text: "known", audience: "stakeholders" })],
    ["star", (ctx) => starEntry(ctx, { id, entryId, starred: true })],
    ["role", (ctx) => setRole(ctx, { id, role: "scribe", userId: stranger.id })],
    [
      "link",
      (ctx) => linkIncident(ctx, { id, link: { kind: "url", subjectId: "https://example.org", part: "" } }),
    ],
    ["edit", (ctx) => editIncident(ctx, { id, version, title: "Mine now" })],
    ["merge", (ctx) => mergeIncident(ctx, { id, intoId: "00000000-0000-7000-8000-000000000000" })],
  ];
}

const entryOf = async (incident: IncidentDto) => (await readTimeline(asMember, incident.id))[0]?.id ?? "";
const written = async (id: string) => ({
  entries: await db().timelineEntry.count({ where: { incidentId: id } }),
  version: (await db().incident.findUniqueOrThrow({ where: { id } })).version,
});

describe("who may", () => {
  test("a closed team's incident is not there for anybody else, whatever they try", async () => {
    const incident = await anIncident(asMember, { teamId: closedTeam, severity: "P2" });
    const before = await written(incident.id);
    for (const [name, command] of everyCommand(incident, await entryOf(incident)))
      await expect(command(asStranger), name).rejects.toMatchObject({ code: "not_found" });
    await expect(readIncident(asStranger, incident.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await written(incident.id)).toEqual(before);
  });

  test("an open team's incident is read by all and worked by its own; others are told why not", async () => {
    const incident = await anIncident(asMember, { teamId: openTeam, severity: "P2" });
    const before = await written(incident.id);
    const entry = await entryOf(incident);
    for (const ctx of [asStranger, asViewer]) {
      const seen = (await readIncident(ctx, incident.id)).incident;
      expect(Object.values(seen.abilities).some(Boolean)).toBe(false);
      for (const [name, command] of everyCommand(incident, entry).filter(([name]) => name !== "merge"))
        await expect(command(ctx), name).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await written(incident.id)).toEqual(before);
  });

  test("whoever was called may work it from then on", async () => {
    const incident = await anIncident(asMember, { teamId: closedTeam });
    await escalateIncident(asMember, { id: incident.id, reason: "help", to: { userId: stranger.id } });
    const seen = await readIncident(asStranger, incident.id);
    expect(seen.incident.abilities.note).toBe(true);
    await addNote(asStranger, { id: incident.id, kind: "note", text: "On my way." });
    expect((await acknowledgeIncident(asStranger, incident)).commander?.id).toBe(stranger.id);
  });

  test("declaring is not taking: whoever only reported it does not work it, unless they are called", async () => {
    const incident = await anIncident(asStranger, { teamId: openTeam, private: true });
    expect((await readIncident(asStranger, incident.id)).incident.abilities.acknowledge).toBe(false);
    await expect(acknowledgeIncident(asStranger, incident)).rejects.toMatchObject({ code: "forbidden" });
    for (const ctx of [asStranger, asViewer])
      await expect(anIncident(ctx, { teamId: openTeam, iAmOnIt: true })).rejects.toMatchObject({
        facts: { errors: [{ path: "iAmOnIt" }] },
      });
    await anIncident(asMember, { teamId: openTeam, iAmOnIt: true });
    await escalateIncident(asAdmin, {
      id: incident.id,
      reason: "You saw it first",
      to: { userId: stranger.id },
    });
    expect((await acknowledgeIncident(asStranger, incident)).commander?.id).toBe(stranger.id);
  });

  test("everybody may declare on a team they see, nobody on one they do not", async () => {
    expect((await anIncident(asViewer, { teamId: openTeam })).declaredBy?.id).toBe(asViewer.actor.userId);
    await expect(anIncident(asStranger, { teamId: closedTeam })).rejects.toMatchObject({
      facts: { errors: [{ path: "teamId" }] },
    });
  });
});

describe("a private incident", () => {
  const listed = async (ctx: Ctx, id: string) => {
    const [list, board, alarms, found] = await Promise.all([
      listIncidents(ctx, { limit: 100 }),
      boardIncidents(ctx),
      openAlarms(ctx),
      searchEverything(ctx, "Customer keys leaked"),
    ]);
    return {
      list: list.items.some((row) => row.id === id),
      board: board.columns.some((column) => column.items.some((row) => row.id === id)),
      band: alarms.some((row) => row.id === id),
      search: found.some((one) => one.id === id),
    };
  };
  const nowhere = { list: false, board: false, band: false, search: false };
  const everywhere = { list: true, board: true, band: true, search: true };

  test("is nowhere for others, not even for the team or the administrators' lists", async () => {
    const incident = await anIncident(asMember, {
      teamId: openTeam,
      severity: "P1",
      title: "Customer keys leaked",
      type: "security",
    });
    expect(incident.private).toBe(true);
    expect(await listed(asMember, incident.id)).toEqual(everywhere);
    expect((await incidentsOf(asMember, member.id)).some((row) => row.id === incident.id)).toBe(false);
    for (const ctx of [asStranger, asViewer, asAdmin])
      expect(await listed(ctx, incident.id)).toEqual(nowhere);
    for (const ctx of [asStranger, asViewer]) {
      await expect(readIncident(ctx, incident.id)).rejects.toMatchObject({ code: "not_found" });
      for (const [name, command] of everyCommand(incident, await entryOf(incident)))
        await expect(command(ctx), name).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("shows itself to whoever is called for it, and to all once it is public", async () => {
    const incident = await anIncident(asMember, {
      teamId: openTeam,
      severity: "P1",
      title: "Customer keys leaked",
      private: true,
    });
    await escalateIncident(asMember, { id: incident.id, reason: "help", to: { userId: stranger.id } });
    expect(await listed(asStranger, incident.id)).toEqual(everywhere);
    await acknowledgeIncident(asMember, incident);
    const { version } = (await readIncident(asMember, incident.id)).incident;
    await expect(
      editIncident(asStranger, { id: incident.id, version, private: false }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await editIncident(asMember, { id: incident.id, version, private: false });
    expect(await listed(asAdmin, incident.id)).toEqual(everywhere);
  });

  test("an administrator reaches it by its address, and that leaves one audit entry a quarter of an hour", async () => {
    const incident = await anIncident(asMember, { teamId: openTeam, private: true });
    expect((await readIncident(asAdmin, incident.id)).asAdmin).toBe(true);
    const entries = () =>
      db().auditEntry.count({ where: { action: "incident.read-private", subjectId: incident.id } });
    await readPrivately(asAdmin, incident.id);
    await readPrivately(asAdmin, incident.id);
    expect(await entries()).toBe(1);
    await readPrivately({ ...asAdmin, now: new Date(asAdmin.now.getTime() + 16 * 60_000) }, incident.id);
    expect(await entries()).toBe(2);
    await expect(readPrivately(asStranger, incident.id)).rejects.toMatchObject({ code: "forbidden" });
  });
});
