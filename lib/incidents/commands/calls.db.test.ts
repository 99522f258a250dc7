import { beforeAll, describe, expect, test } from "vitest";
import { listEscalations } from "#lib/escalations/queries.ts";
import { acknowledgeIncident } from "#lib/incidents/commands/acknowledge.ts";
import { changeSeverity } from "#lib/incidents/commands/change-severity.ts";
import { escalateIncident } from "#lib/incidents/commands/escalate.ts";
import { readPager } from "#lib/incidents/queries/choices.ts";
import { markRead } from "#lib/notifications/commands/mark-read.ts";
import { countUnread, listNotifications, unreadAbout } from "#lib/notifications/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, inboxOf, later } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

let lead: MadePerson;
let member: MadePerson;
let other: MadePerson;
let admin: MadePerson;
let asLead: Ctx;
let asMember: Ctx;
let asOther: Ctx;
let teamId: string;
let otherTeam: string;

beforeAll(async () => {
  admin = await aPerson({ name: "Petra Sand", role: "admin" });
  lead = await aPerson({ name: "Marek Lindqvist" });
  member = await aPerson({ name: "Ines Albrecht" });
  other = await aPerson({ name: "Aiko Tanaka" });
  teamId = await aTeam([
    [lead, "lead"],
    [member, "member"],
  ]);
  otherTeam = await aTeam([[other, "deputy"]]);
  [asLead, asMember, asOther] = await Promise.all([signedIn(lead), signedIn(member), signedIn(other)]);
});

const callsOf = (id: string) => listEscalations(asLead, { kind: "incident", id });

describe("opening", () => {
  test("a P0 tells whoever holds the pager at once; a P2 tells nobody; being on it tells nobody", async () => {
    const p0 = await anIncident(asMember, { teamId, severity: "P0", title: "Login answers 503" });
    expect((await inboxOf(lead.id))[0]).toBe(`P0 INC-${p0.number}: Login answers 503`);
    expect(await inboxOf(member.id)).toEqual([]);
    const [call] = await callsOf(p0.id);
    expect(call).toMatchObject({
      cause: "opened",
      endedAt: null,
      pages: [{ user: { id: lead.id }, seenAt: null }],
    });
    expect(await callsOf((await anIncident(asMember, { teamId, severity: "P2" })).id)).toEqual([]);
    const mine = await anIncident(asMember, { teamId, severity: "P0", iAmOnIt: true });
    expect(mine).toMatchObject({ status: "acknowledged", commander: { id: member.id } });
    expect(await callsOf(mine.id)).toEqual([]);
  });

  test("without a lead the deputy is told, without both the administrators", async () => {
    expect((await readPager(asMember, otherTeam)).map((one) => one.id)).toEqual([other.id]);
    const empty = await aTeam();
    expect(await readPager(asMember, empty)).toMatchObject([{ id: admin.id, because: "admin" }]);
    const closed = await aTeam([[lead, "lead"]], { visibility: "closed" });
    await expect(readPager(asOther, closed)).rejects.toMatchObject({ code: "not_found" });
  });

  test("of a private one the message says number and severity only", async () => {
    const made = await anIncident(asMember, {
      teamId,
      severity: "P1",
      title: "Keys leaked",
      summary: "In a log.",
      private: true,
    });
    const [message] = await db().notification.findMany({ where: { subjectId: made.id } });
    expect(message).toMatchObject({ userId: lead.id, title: `P1 INC-${made.number}`, body: "" });
  });
});

describe("acknowledging", () => {
  test("ends the call in the same transaction and tells those who were called who took it", async () => {
    const made = await anIncident(asMember, { teamId, severity: "P0" });
    await acknowledgeIncident(later(asMember, 2), made);
    const [call] = await callsOf(made.id);
    expect(call).toMatchObject({ endReason: "acknowledged" });
    expect(call?.endedAt).not.toBeNull();
    expect((await inboxOf(lead.id))[0]).toBe(`Ines Albrecht acknowledged INC-${made.number}`);
  });
});

describe("by hand", () => {
  test("reaches the inbox of the person, names them on it, and their acknowledgement ends the call", async () => {
    const made = await anIncident(asMember, {
      teamId,
      severity: "P1",
      iAmOnIt: true,
      title: "Payments fail",
    });
    await escalateIncident(later(asMember, 1), {
      id: made.id,
      reason: "The database needs you",
      to: { userId: other.id },
    });
    expect((await inboxOf(other.id))[0]).toBe(
      `Ines Albrecht calls you: P1 INC-${made.number}: Payments fail`,
    );
    expect(await unreadAbout(asOther, { kind: "incident", id: made.id })).toHaveLength(1);
    const joined = await acknowledgeIncident(later(asOther, 2), made);
    expect(joined.commander?.id).toBe(member.id);
    const [call] = await callsOf(made.id);
    expect(call).toMatchObject({
      cause: "by-hand",
      reason: "The database needs you",
      endReason: "acknowledged",
    });
    expect((await inboxOf(member.id)).length).toBe(0);
  });

  test("to a team it reaches whoever holds that team's pager", async () => {
    const made = await anIncident(asMember, { teamId, severity: "P2" });
    const before = (await inboxOf(other.id)).length;
    await escalateIncident(asLead, { id: made.id, reason: "Your service", to: { teamId: otherTeam } });
    expect((await inboxOf(other.id)).length).toBe(before + 1);
  });

  test("to somebody who is not there it is refused at the field, and nothing is written", async () => {
    const made = await anIncident(asMember, { teamId });
    const nobody = "00000000-0000-7000-8000-000000000000";
    await expect(
      escalateIncident(asLead, { id: made.id, reason: "Help", to: { userId: nobody } }),
    ).rejects.toMatchObject({ facts: { errors: [{ path: "to.userId" }] } });
    expect(await callsOf(made.id)).toEqual([]);
  });
});

describe("severity", () => {
  test("raised to P1 while nobody has it: the pager is told; lowered: the calling ends", async () => {
    const made = await anIncident(asMember, { teamId, severity: "P3" });
    const raised = await changeSeverity(later(asMember, 5), { id: made.id, severity: "P1" });
    expect(raised.severity).toBe("P1");
    expect((await inboxOf(lead.id))[0]).toMatch(/^Raised: P1 INC-/);
    await expect(changeSeverity(later(asLead, 6), { id: made.id, severity: "P3" })).rejects.toMatchObject({
      facts: { errors: [{ path: "reason" }] },
    });
    await changeSeverity(later(asLead, 6), { id: made.id, severity: "P3", reason: "One tenant only" });
    expect((await callsOf(made.id))[0]).toMatchObject({ endReason: "lowered" });
  });

  test("only the commander or a lead lowers a P0 or P1; anyone who works it raises", async () => {
    const made = await anIncident(asMember, { teamId, severity: "P1" });
    await acknowledgeIncident(asLead, made);
    const lower = { id: made.id, severity: "P2" as const, reason: "Milder than it looked" };
    await expect(changeSeverity(asMember, lower)).rejects.toMatchObject({ code: "forbidden" });
    expect((await changeSeverity(asMember, { id: made.id, severity: "P0" })).severity).toBe("P0");
    expect((await changeSeverity(asLead, lower)).severity).toBe("P2");
  });
});

describe("the inbox", () => {
  test("one's own messages only; reading takes them off the badge, others' ids change nothing", async () => {
    const fresh = await aPerson();
    const asFresh = await signedIn(fresh);
    const made = await anIncident(asMember, { teamId, severity: "P2" });
    await escalateIncident(asLead, { id: made.id, reason: "One", to: { userId: fresh.id } });
    await escalateIncident(asLead, { id: made.id, reason: "Two", to: { userId: fresh.id } });
    expect(await countUnread(asFresh)).toBe(2);
    const page = await listNotifications(asFresh, { limit: 1 });
    expect(page.nextCursor).not.toBeNull();
    const ids = page.items.map((item) => item.id);
    expect(await markRead(asOther, { ids })).toEqual({ read: 0 });
    expect(await markRead(asFresh, { ids })).toEqual({ read: 1 });
    expect((await listNotifications(asFresh, { limit: 10, unread: true })).items).toHaveLength(1);
    expect(await markRead(asFresh, { all: true })).toEqual({ read: 1 });
    expect(await countUnread(asFresh)).toBe(0);
  });
});
