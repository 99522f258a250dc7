import { beforeAll, describe, expect, test } from "vitest";
import { acknowledgeIncident } from "#lib/incidents/commands/acknowledge.ts";
import { addNote } from "#lib/incidents/commands/add-note.ts";
import { cancelIncident } from "#lib/incidents/commands/cancel.ts";
import { closeIncident } from "#lib/incidents/commands/close.ts";
import { editIncident } from "#lib/incidents/commands/edit.ts";
import { investigateIncident } from "#lib/incidents/commands/investigate.ts";
import { mergeIncident } from "#lib/incidents/commands/merge.ts";
import { mitigateIncident } from "#lib/incidents/commands/mitigate.ts";
import { postUpdate } from "#lib/incidents/commands/post-update.ts";
import { reopenIncident } from "#lib/incidents/commands/reopen.ts";
import { resolveIncident } from "#lib/incidents/commands/resolve.ts";
import { resolveByKey } from "#lib/incidents/commands/resolve-by-key.ts";
import { setRole } from "#lib/incidents/commands/set-role.ts";
import { starEntry } from "#lib/incidents/commands/star.ts";
import { readIncident, readRoles, readTimeline } from "#lib/incidents/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, aServiceOf, later } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

let lead: MadePerson;
let member: MadePerson;
let asLead: Ctx;
let asMember: Ctx;
let teamId: string;

beforeAll(async () => {
  lead = await aPerson({ name: "Marek Lindqvist" });
  member = await aPerson({ name: "Ines Albrecht" });
  teamId = await aTeam([
    [lead, "lead"],
    [member, "member"],
  ]);
  asLead = await signedIn(lead);
  asMember = await signedIn(member);
});

const report = {
  happened: "Search was slow.",
  cause: "A missing index.",
  resolution: "The index was built.",
};

describe("the way of an incident", () => {
  test("from open to closed: stamps, clocks, timeline, one audit entry a step", async () => {
    const made = await anIncident(asMember, { teamId, severity: "P1", serviceId: await aServiceOf(teamId) });
    expect(made).toMatchObject({ status: "open", commander: null, nextStatus: "acknowledged" });
    await acknowledgeIncident(later(asLead, 3), made);
    await investigateIncident(later(asLead, 6), made);
    await mitigateIncident(later(asLead, 20), { ...made, note: "Rolled back." });
    await resolveIncident(later(asLead, 40), made);
    const closed = await closeIncident(later(asLead, 50), { id: made.id, report });
    expect(closed).toMatchObject({ status: "closed", commander: { id: lead.id }, nextStatus: null, report });
    const minutes = (iso: string | null) => (Date.parse(iso ?? "") - Date.parse(made.openedAt)) / 60_000;
    expect(
      [closed.acknowledgedAt, closed.investigatingAt, closed.mitigatedAt, closed.resolvedAt].map((at) =>
        Math.round(minutes(at)),
      ),
    ).toEqual([3, 6, 20, 40]);
    expect(closed.clocks.every((clock) => clock.endedAt !== null && clock.breachedAt === null)).toBe(true);
    const kinds = (await readTimeline(asLead, made.id)).map((entry) => [entry.kind, entry.data.to]);
    expect(kinds.filter(([kind]) => kind === "status").map(([, to]) => to)).toEqual([
      "open",
      "acknowledged",
      "investigating",
      "mitigated",
      "resolved",
      "closed",
    ]);
    const audit = await db().auditEntry.findMany({
      where: { subjectKind: "incident", subjectId: made.id },
      orderBy: { id: "asc" },
      select: { action: true },
    });
    expect(audit.map((entry) => entry.action)).toEqual([
      "incident.declare",
      "incident.acknowledge",
      "incident.investigate",
      "incident.mitigate",
      "incident.resolve",
      "incident.close",
    ]);
  });

  test("a fix found at once jumps ahead; whoever did it acknowledged then", async () => {
    const made = await anIncident(asMember, { teamId });
    const resolved = await resolveIncident(later(asMember, 5), made);
    expect(resolved).toMatchObject({
      status: "resolved",
      acknowledgedBy: { id: member.id },
      commander: { id: member.id },
    });
    expect(resolved.acknowledgedAt).toBe(resolved.resolvedAt);
  });

  test("the same step twice changes nothing, and backward there is no way but reopening", async () => {
    const made = await anIncident(asMember, { teamId, iAmOnIt: true });
    const first = await mitigateIncident(later(asMember, 1), made);
    const again = await mitigateIncident(later(asMember, 2), made);
    expect(again.version).toBe(first.version);
    await expect(investigateIncident(later(asMember, 3), made)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("two people acknowledge at once: one commands, the other responds, nobody is refused", async () => {
    const made = await anIncident(asMember, { teamId, severity: "P0" });
    await Promise.all([acknowledgeIncident(asLead, made), acknowledgeIncident(asMember, made)]);
    const roles = (await readRoles(asLead, made.id)).filter((role) => role.until === null);
    expect(roles.map((role) => role.role).sort()).toEqual(["commander", "responder"]);
    expect(new Set(roles.map((role) => role.user.id))).toEqual(new Set([lead.id, member.id]));
    const steps = (await readTimeline(asLead, made.id)).filter((entry) => entry.data.to === "acknowledged");
    expect(steps).toHaveLength(1);
  });

  test("closing without its report is refused with a sentence for each missing part", async () => {
    const made = await anIncident(asMember, { teamId, iAmOnIt: true });
    await resolveIncident(later(asMember, 1), made);
    await expect(closeIncident(later(asMember, 2), made)).rejects.toMatchObject({
      code: "invalid",
      facts: {
        errors: [
          { path: "report.happened", message: "Say what happened." },
          { path: "report.cause", message: "Name the root cause." },
          { path: "report.resolution", message: "Say what resolved it." },
        ],
      },
    });
    await expect(
      closeIncident(later(asMember, 2), { id: made.id, report: { ...report, cause: "  " } }),
    ).rejects.toMatchObject({ facts: { errors: [{ path: "report.cause" }] } });
    expect((await readIncident(asMember, made.id)).incident.status).toBe("resolved");
  });

  test("reopened by its commander it goes on; by another it begins again", async () => {
    const made = await anIncident(asMember, { teamId, severity: "P1", iAmOnIt: true });
    await resolveIncident(later(asMember, 10), made);
    await expect(reopenIncident(later(asMember, 20), made)).rejects.toMatchObject({
      facts: { errors: [{ path: "reason" }] },
    });
    const mine = await reopenIncident(later(asMember, 20), { id: made.id, reason: "It is back." });
    expect(mine).toMatchObject({ status: "investigating", commander: { id: member.id }, resolvedAt: null });
    await resolveIncident(later(asMember, 30), made);
    const others = await reopenIncident(later(asLead, 40), { id: made.id, reason: "Still broken." });
    expect(others).toMatchObject({ status: "open", acknowledgedAt: null, acknowledgedBy: null });
  });

  test("cancelled with a reason only, and only while it goes on", async () => {
    const made = await anIncident(asMember, { teamId });
    await expect(cancelIncident(asMember, made)).rejects.toMatchObject({
      facts: { errors: [{ path: "reason" }] },
    });
    const cancelled = await cancelIncident(asMember, { id: made.id, reason: "The probe was wrong." });
    expect(cancelled).toMatchObject({ status: "cancelled", nextStatus: null });
    await expect(cancelIncident(asMember, { id: made.id, reason: "Again." })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("what is written on it", () => {
  test("a stale edit is refused with what it is now; nobody's change is lost", async () => {
    const made = await anIncident(asMember, { teamId });
    const edited = await editIncident(asLead, {
      id: made.id,
      version: made.version,
      title: "Search is down",
    });
    await expect(
      editIncident(asMember, { id: made.id, version: made.version, summary: "Mine" }),
    ).rejects.toMatchObject({
      code: "stale",
      facts: { current: { version: edited.version, title: "Search is down" } },
    });
    const impact = await editIncident(asMember, {
      id: made.id,
      version: edited.version,
      impact: { usersPct: 12, money: "EUR 4,000" },
    });
    expect(impact.impact).toEqual({ usersPct: 12, money: "EUR 4,000" });
    const more = await editIncident(asMember, {
      id: made.id,
      version: impact.version,
      impact: { tenants: 3 },
    });
    expect(more.impact).toEqual({ usersPct: 12, money: "EUR 4,000", tenants: 3 });
  });

  test("notes stand where they happened, never in the future; stars come and go", async () => {
    const made = await anIncident(asMember, { teamId });
    const back = new Date(Date.parse(made.openedAt) - 600_000).toISOString();
    const note = await addNote(asMember, {
      id: made.id,
      kind: "note",
      text: "First users call.",
      occurredAt: back,
    });
    expect((await readTimeline(asMember, made.id))[0]).toMatchObject({ id: note.id, occurredAt: back });
    const future = new Date(asMember.now.getTime() + 3_600_000).toISOString();
    await expect(
      addNote(asMember, { id: made.id, kind: "note", text: "Soon.", occurredAt: future }),
    ).rejects.toMatchObject({ facts: { errors: [{ path: "occurredAt" }] } });
    const starred = await starEntry(asLead, { id: made.id, entryId: note.id, starred: true });
    expect(starred.starred).toBe(true);
    await starEntry(asLead, { id: made.id, entryId: note.id, starred: true });
    expect((await starEntry(asLead, { id: made.id, entryId: note.id, starred: false })).starred).toBe(false);
    const other = await anIncident(asMember, { teamId });
    await expect(starEntry(asLead, { id: other.id, entryId: note.id, starred: true })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("an update for stakeholders starts its clock anew, one for the team does not", async () => {
    const made = await anIncident(asMember, { teamId, severity: "P0" });
    const team = await postUpdate(later(asLead, 10), { id: made.id, text: "Looking.", audience: "internal" });
    expect(team.updateBy).toBe(made.updateBy);
    const told = await postUpdate(later(asLead, 10), {
      id: made.id,
      text: "It is known.",
      audience: "stakeholders",
    });
    expect(Date.parse(told.updateBy ?? "") - Date.parse(made.updateBy ?? "")).toBeCloseTo(600_000, -4);
  });

  test("a role moves from hand to hand and keeps its history; viewers get none", async () => {
    const made = await anIncident(asMember, { teamId });
    const viewer = await aPerson({ role: "viewer" });
    await setRole(asMember, { id: made.id, role: "scribe", userId: member.id });
    await setRole(later(asLead, 1), { id: made.id, role: "scribe", userId: lead.id });
    const scribes = (await readRoles(asLead, made.id)).filter((role) => role.role === "scribe");
    expect(scribes.map((role) => [role.user.id, role.until === null])).toEqual([
      [member.id, false],
      [lead.id, true],
    ]);
    await setRole(later(asLead, 2), { id: made.id, role: "scribe", userId: null });
    expect((await readRoles(asLead, made.id)).every((role) => role.until !== null)).toBe(true);
    await expect(setRole(asMember, { id: made.id, role: "scribe", userId: viewer.id })).rejects.toMatchObject(
      { facts: { errors: [{ path: "userId" }] } },
    );
  });
});

describe("one incident for one trouble", () => {
  test("the same key finds the open one; after it is over a new one is made", async () => {
    const first = await anIncident(asMember, { teamId, dedupKey: "probe-17", source: "monitoring" });
    const [twin, third] = await Promise.all([
      anIncident(asMember, { teamId, dedupKey: "probe-17", source: "monitoring" }),
      anIncident(asMember, { teamId, dedupKey: "probe-17", source: "monitoring" }),
    ]);
    expect([twin.id, third.id]).toEqual([first.id, first.id]);
    const again = (await readTimeline(asMember, first.id)).filter((entry) =>
      entry.text.startsWith("Reported again"),
    );
    expect(again).toHaveLength(2);
    await resolveByKey(asLead, { dedupKey: "probe-17" });
    await expect(resolveByKey(asLead, { dedupKey: "probe-17" })).rejects.toMatchObject({ code: "not_found" });
    expect((await anIncident(asMember, { teamId, dedupKey: "probe-17" })).id).not.toBe(first.id);
  });

  test("merging gives the target the worse severity, the people and the links", async () => {
    const source = await anIncident(asMember, {
      teamId,
      severity: "P1",
      link: { kind: "url", subjectId: "https://example.org/ticket/1", part: "" },
    });
    const into = await anIncident(asLead, { teamId, severity: "P3" });
    const target = await mergeIncident(asLead, { id: source.id, intoId: into.id });
    expect(target).toMatchObject({ id: into.id, severity: "P1" });
    expect((await readIncident(asLead, source.id)).incident).toMatchObject({
      status: "merged",
      mergedInto: { id: into.id },
    });
    expect(await db().incidentLink.count({ where: { incidentId: into.id } })).toBe(1);
    await expect(mergeIncident(asLead, { id: into.id, intoId: source.id })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(mergeIncident(asLead, { id: into.id, intoId: into.id })).rejects.toMatchObject({
      code: "invalid",
    });
    const hidden = await anIncident(asLead, { teamId, private: true });
    await expect(mergeIncident(asLead, { id: hidden.id, intoId: into.id })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
