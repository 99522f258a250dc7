import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPolicy } from "#lib/escalations/commands/create-policy.ts";
import { setPolicyState } from "#lib/escalations/commands/set-policy-state.ts";
import { fireAllDue } from "#lib/escalations/jobs/engine.ts";
import { CreatePolicy } from "#lib/escalations/schema.ts";
import { acknowledgeIncident } from "#lib/incidents/commands/acknowledge.ts";
import { addNote } from "#lib/incidents/commands/add-note.ts";
import { cancelIncident } from "#lib/incidents/commands/cancel.ts";
import { changeSeverity } from "#lib/incidents/commands/change-severity.ts";
import { editIncident } from "#lib/incidents/commands/edit.ts";
import { escalateIncident } from "#lib/incidents/commands/escalate.ts";
import { mergeIncident } from "#lib/incidents/commands/merge.ts";
import { mitigateIncident } from "#lib/incidents/commands/mitigate.ts";
import { reopenIncident } from "#lib/incidents/commands/reopen.ts";
import { resolveIncident } from "#lib/incidents/commands/resolve.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { escalationsOf, fired, minutesLater, passTime, toldAbout } from "#lib/testing/escalations-factory.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { again, aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

let admin: MadePerson;
let lead: MadePerson;
let member: MadePerson;
let other: MadePerson;
let teamId: string;
let otherTeam: string;
let asMember: Ctx;
let asLead: Ctx;

beforeAll(async () => {
  admin = await aPerson({ name: "Petra", role: "admin" });
  lead = await aPerson({ name: "Marek" });
  member = await aPerson({ name: "Ines" });
  other = await aPerson({ name: "Aiko" });
  teamId = await aTeam([
    [lead, "lead"],
    [member, "member"],
  ]);
  otherTeam = await aTeam([[other, "lead"]]);
});
// The clock moves on within this file: each test reads its people's sessions at its own time.
beforeEach(async () => {
  [asMember, asLead] = await Promise.all([signedIn(member), signedIn(lead)]);
});

const p0 = (facts: object = {}) => anIncident(asMember, { teamId, severity: "P0", title: "Down", ...facts });
const names = async (id: string) => (await escalationsOf(id)).map(fired);

describe("the default path", () => {
  test("pager at once, lead after 15 minutes, administrators after 30, then round after round", async () => {
    const { id } = await p0();
    expect(await names(id)).toEqual([["0.1 Marek"]]);
    await minutesLater(14);
    expect(await names(id)).toEqual([["0.1 Marek"]]);
    await minutesLater(17);
    expect(await names(id)).toEqual([["0.1 Marek", "0.2 Marek", "0.3 Petra"]]);
    await minutesLater(55);
    expect((await names(id))[0]).toEqual([
      "0.1 Marek",
      "0.2 Marek",
      "0.3 Petra",
      "1.1 Marek",
      "1.2 Marek",
      "1.3 Petra",
    ]);
    expect((await escalationsOf(id))[0]?.nextAt).not.toBeNull();
    await acknowledgeIncident(await again(asMember), { id });
    await minutesLater(29);
    expect((await names(id))[0]).toHaveLength(6);
    expect((await toldAbout(admin.id, id)).at(-1)).toMatch(/^Ines acknowledged INC-/);
  });

  test("never early: each level fires at its time or after it, and not twice", async () => {
    const { id } = await p0();
    for (let look = 0; look < 3; look++) await fireAllDue();
    expect(await names(id)).toEqual([["0.1 Marek"]]);
    await passTime(899);
    await fireAllDue();
    expect(await names(id)).toEqual([["0.1 Marek"]]);
    await passTime(2);
    await Promise.all([fireAllDue(), fireAllDue(), fireAllDue()]);
    expect(await names(id)).toEqual([["0.1 Marek", "0.2 Marek"]]);
    const steps = await db().escalationStep.findMany({ where: { escalation: { subjectId: id } } });
    expect(steps.every((step) => step.firedAt >= step.plannedAt)).toBe(true);
    await cancelIncident(await again(asMember), { id, reason: "Drill" });
  });

  test("a level that reaches nobody is recorded, and the next fires at once; if none does, all above are called", async () => {
    const leaderless = await aTeam([[member, "member"]]);
    const made = await anIncident(asMember, { teamId: leaderless, severity: "P0" });
    // Nobody leads: the pager falls to the administrators, the lead's level reaches nobody.
    await minutesLater(15);
    expect(await names(made.id)).toEqual([["0.1 Petra", "0.2 nobody", "0.3 Petra"]]);
    await cancelIncident(await again(await signedIn(admin)), { id: made.id, reason: "Drill" });
  });

  test("after downtime one step each, marked late, and the waits count from there", async () => {
    const { id } = await p0();
    await passTime(3 * 3600);
    await fireAllDue();
    await fireAllDue();
    expect(await names(id)).toEqual([["0.1 Marek", "0.2 Marek late"]]);
    const [message] = await db().notification.findMany({ where: { subjectId: id }, orderBy: { at: "desc" } });
    expect(message).toMatchObject({ late: true, body: expect.stringMatching(/^Late: this was due at/) });
    await minutesLater(16);
    expect((await names(id))[0]).toEqual(["0.1 Marek", "0.2 Marek late", "0.3 Petra"]);
    await cancelIncident(await again(asMember), { id, reason: "Drill" });
  });
});

describe("what starts a new escalation", () => {
  test("silence for 30 minutes after the acknowledgement, at the level that acknowledged; a word moves it", async () => {
    const { id } = await p0();
    await minutesLater(31);
    await acknowledgeIncident(await again(await signedIn(admin)), { id });
    await minutesLater(20);
    await addNote(await again(asMember), { id, kind: "note", text: "Looking." });
    await minutesLater(29);
    expect(await names(id)).toHaveLength(1);
    await minutesLater(2);
    const [, second] = await escalationsOf(id);
    expect(second).toMatchObject({ cause: "ack-timeout", endedAt: null });
    expect(fired(second)).toEqual(["0.3 Petra"]);
    await acknowledgeIncident(await again(asLead), { id });
    expect((await escalationsOf(id))[1]).toMatchObject({ endReason: "acknowledged" });
    await mitigateIncident(await again(asLead), { id });
    await minutesLater(40);
    expect(await names(id)).toHaveLength(2);
  });

  test("the backstop: acknowledged but not mitigated 30 minutes after opening, one level higher, once", async () => {
    const { id } = await p0();
    await passTime(60);
    await acknowledgeIncident(await again(asLead), { id });
    await minutesLater(28);
    await addNote(await again(asLead), { id, kind: "note", text: "Still at it." });
    expect(await names(id)).toHaveLength(1);
    await minutesLater(2);
    const [, second] = await escalationsOf(id);
    expect(second).toMatchObject({ cause: "backstop" });
    expect(fired(second)).toEqual(["0.2 Marek"]);
    await acknowledgeIncident(await again(asLead), { id });
    await minutesLater(25);
    expect(await names(id)).toHaveLength(2);
    await resolveIncident(await again(asLead), { id });
  });

  test("taken on declaring, nobody is called until silence or the backstop", async () => {
    const { id } = await p0({ iAmOnIt: true });
    expect(await escalationsOf(id)).toEqual([]);
    await minutesLater(31);
    expect((await escalationsOf(id)).map((one) => one.cause)).toEqual(["backstop"]);
    await cancelIncident(await again(asMember), { id, reason: "Drill" });
  });

  test("by hand: the next level now, a person, another team; each with its own reason", async () => {
    const { id } = await p0();
    await escalateIncident(await again(asMember), { id, reason: "Faster" });
    const [first, second] = await escalationsOf(id);
    expect(first).toMatchObject({ endReason: "by-hand" });
    expect(second).toMatchObject({ cause: "by-hand", reason: "Faster" });
    expect(fired(second)).toEqual(["0.2 Marek"]);
    await escalateIncident(await again(asMember), { id, reason: "Top", to: { level: 3 } });
    expect(fired((await escalationsOf(id))[2])).toEqual(["0.3 Petra"]);
    await expect(
      escalateIncident(await again(asMember), { id, reason: "Higher", to: { level: 4 } }),
    ).rejects.toMatchObject({ facts: { errors: [{ path: "to.level" }] } });
    await escalateIncident(await again(asMember), { id, reason: "Yours", to: { teamId: otherTeam } });
    const all = await escalationsOf(id);
    expect(fired(all[3])).toEqual(["0.1 Aiko"]);
    // The path and the other team's call both go on until somebody has it.
    expect(all.filter((one) => one.endedAt === null)).toHaveLength(2);
    await acknowledgeIncident(await again(asLead), { id });
    expect((await escalationsOf(id)).every((one) => one.endedAt !== null)).toBe(true);
    expect((await toldAbout(other.id, id)).at(-1)).toMatch(/^Marek acknowledged/);
    // Called by a path that another took over from: told as well.
    expect((await toldAbout(admin.id, id)).at(-1)).toMatch(/^Marek acknowledged/);
    await resolveIncident(await again(asLead), { id });
  });
});

describe("changes of the subject", () => {
  test("its impact: a policy begins once a bound is reached, and a level asks for it when it fires (S-041)", async () => {
    const wide = { kind: "impact" as const, usersPct: 10 };
    const policy = CreatePolicy.parse({
      name: "Wide failures",
      teamId,
      severities: ["P2"],
      conditions: [wide],
      levels: [
        { delaySeconds: 0, targets: [{ kind: "user", id: member.id }] },
        {
          delaySeconds: 300,
          targets: [{ kind: "user", id: admin.id }],
          conditions: [{ ...wide, usersPct: 50 }],
        },
      ],
    });
    const made = await createPolicy(asLead, policy);
    const { id, version } = await anIncident(asMember, { teamId, severity: "P2" });
    expect(await escalationsOf(id)).toEqual([]);
    const narrow = await editIncident(await again(asMember), { id, version, impact: { usersPct: 9 } });
    expect(await escalationsOf(id)).toEqual([]);
    const hit = await editIncident(await again(asMember), {
      id,
      version: narrow.version,
      impact: { usersPct: 12 },
    });
    expect((await escalationsOf(id)).map((one) => [one.cause, fired(one)])).toEqual([
      ["impact", ["0.1 Ines"]],
    ]);
    // Judged worse meanwhile: what runs goes on, and its next level asks for the impact of then.
    await editIncident(await again(asMember), { id, version: hit.version, impact: { usersPct: 60 } });
    expect(await escalationsOf(id)).toHaveLength(1);
    await minutesLater(6);
    expect((await names(id))[0]).toEqual(["0.1 Ines", "0.2 Petra"]);
    await resolveIncident(await again(asLead), { id });
    await setPolicyState(await again(asLead), { id: made.id, to: "archived" });
  });

  test("its impact while somebody has it, or when it is over: nobody is called", async () => {
    const policy = CreatePolicy.parse({
      name: "Any failure",
      teamId,
      severities: ["P2"],
      conditions: [{ kind: "impact", failures: 1 }],
      levels: [{ delaySeconds: 0, targets: [{ kind: "user", id: member.id }] }],
    });
    const made = await createPolicy(await again(asLead), policy);
    const { id } = await anIncident(asMember, { teamId, severity: "P2" });
    const had = await acknowledgeIncident(await again(asMember), { id });
    await editIncident(await again(asMember), { id, version: had.version, impact: { failures: 3 } });
    expect(await escalationsOf(id)).toEqual([]);
    const over = await anIncident(await again(asMember), { teamId, severity: "P2" });
    const done = await resolveIncident(await again(asLead), { id: over.id });
    await editIncident(await again(asMember), {
      id: over.id,
      version: done.version,
      impact: { failures: 3 },
    });
    expect(await escalationsOf(over.id)).toEqual([]);
    // Nor does anything wait to call somebody about it later.
    const waiting = await db().escalationWatch.findMany({ where: { subjectId: { in: [id, over.id] } } });
    expect(waiting.map((one) => one.subjectId)).toEqual([id]);
    await resolveIncident(await again(asLead), { id });
    await setPolicyState(await again(asLead), { id: made.id, to: "archived" });
  });

  test("raised: a new path at once; raised while somebody has it: only the timers", async () => {
    const { id } = await anIncident(asMember, { teamId, severity: "P3" });
    await changeSeverity(await again(asMember), { id, severity: "P1" });
    expect((await escalationsOf(id)).map((one) => [one.cause, fired(one)])).toEqual([
      ["raised", ["0.1 Marek"]],
    ]);
    await changeSeverity(await again(asMember), { id, severity: "P0" });
    const [first, second] = await escalationsOf(id);
    expect([first?.endReason, second?.cause]).toEqual(["raised", "raised"]);
    await changeSeverity(await again(asLead), { id, severity: "P2", reason: "One tenant" });
    expect((await escalationsOf(id)).map((one) => one.endReason)).toEqual(["raised", "lowered"]);
    await acknowledgeIncident(await again(asMember), { id });
    await changeSeverity(await again(asMember), { id, severity: "P1" });
    expect(await escalationsOf(id)).toHaveLength(2);
    await minutesLater(31);
    expect((await escalationsOf(id))[2]).toMatchObject({ cause: "backstop" });
    await resolveIncident(await again(asLead), { id });
  });

  test("merged: the target goes on from the earlier deadline, or all ends if somebody has it", async () => {
    const source = await p0();
    await minutesLater(10);
    const into = await p0();
    await mergeIncident(await again(asLead), { id: source.id, intoId: into.id });
    expect((await escalationsOf(source.id))[0]).toMatchObject({ endReason: "merged" });
    await minutesLater(6);
    expect(await names(into.id)).toEqual([["0.1 Marek", "0.2 Marek"]]);
    const third = await anIncident(await again(asMember), { teamId, severity: "P3" });
    await mergeIncident(await again(asLead), { id: into.id, intoId: third.id });
    const [taken] = await escalationsOf(third.id);
    expect(taken).toMatchObject({ cause: "merged", endedAt: null });
    expect(fired(taken)).toEqual([]);
    await minutesLater(16);
    expect(fired((await escalationsOf(third.id))[0])).toEqual(["0.3 Petra"]);
    await acknowledgeIncident(await again(asMember), { id: third.id });
    // Called about the first incident, told about the last.
    expect((await toldAbout(lead.id, third.id)).at(-1)).toMatch(/^Ines acknowledged/);
    const fourth = await p0();
    await mergeIncident(await again(asLead), { id: fourth.id, intoId: third.id });
    expect((await escalationsOf(fourth.id))[0]).toMatchObject({ endReason: "merged" });
    await resolveIncident(await again(asLead), { id: third.id });
  });

  test("reopened by another: from the top; by its commander: only silence counts", async () => {
    const { id } = await p0({ iAmOnIt: true });
    await resolveIncident(await again(asMember), { id });
    await reopenIncident(await again(asMember), { id, reason: "Back" });
    expect(await escalationsOf(id)).toEqual([]);
    await minutesLater(31);
    expect((await escalationsOf(id)).map((one) => one.cause)).toEqual(["ack-timeout"]);
    await resolveIncident(await again(asMember), { id });
    await reopenIncident(await again(asLead), { id, reason: "Again" });
    expect((await escalationsOf(id)).map((one) => [one.cause, one.endedAt === null])).toEqual([
      ["ack-timeout", false],
      ["reopened", true],
    ]);
    await cancelIncident(await again(asLead), { id, reason: "Drill" });
  });

  test("made private while it runs: later messages hold number and severity only", async () => {
    const made = await p0({ title: "Keys in a log", summary: "Which ones" });
    const { version } = made;
    await editIncident(await again(asLead), { id: made.id, version, private: true });
    await minutesLater(16);
    const last = (
      await db().notification.findMany({ where: { subjectId: made.id }, orderBy: { at: "asc" } })
    ).at(-1);
    expect(last).toMatchObject({ title: `P0 INC-${made.number}`, body: "", isPrivate: true });
    await resolveIncident(await again(asLead), { id: made.id });
  });
});
