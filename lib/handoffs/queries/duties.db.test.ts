import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { followHandoffs } from "#lib/handoffs/jobs/follow.ts";
import { myHandoffs } from "#lib/handoffs/queries.ts";
import { type Ctx, systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { dutiesBetween, myDuties } from "./duties.ts";

await testDatabase();

let lead: MadePerson;
let ines: MadePerson;
let tom: MadePerson;
let teamId: string;
let asInes: Ctx;

beforeAll(async () => {
  await aPerson({ name: "Petra", role: "admin" });
});

beforeEach(async () => {
  [lead, ines, tom] = [await aPerson({ name: "Marek" }), await aPerson({ name: "Ines" }), await aPerson({})];
  teamId = await aTeam(
    [
      [lead, "lead"],
      [ines, "member"],
      [tom, "member"],
    ],
    { visibility: "closed" },
  );
  asInes = await signedIn(ines);
});

/** An incident that stands so: told of by its rows, since how it got there is another room's. */
async function resolved(title: string, facts: object = {}): Promise<string> {
  const { id } = await anIncident(asInes, { teamId, severity: "P2", title });
  await db().incident.update({
    where: { id },
    data: { status: "resolved", openedAt: asInes.now, resolvedAt: asInes.now, ...facts },
  });
  return id;
}

async function linkRunbook(incidentId: string, updatedAt: Date, reviewedAt: Date | null = null) {
  const content = {};
  const { id } = await db().runbook.create({
    data: { teamId, title: "Queue", triggers: [], content, updatedAt, reviewedAt },
  });
  await db().incidentLink.create({
    data: { incidentId, kind: "runbook", subjectId: id, label: "Queue", url: `/runbooks/${id}` },
  });
}

const hour = () => ({ from: addMinutes(asInes.now, -30), to: addMinutes(asInes.now, 30) });
const open = async () =>
  (await dutiesBetween(asInes, [teamId], hour())).map((one) => `${one.title}: ${one.needs.join(" ")}`);

describe("what a shift still has to write", () => {
  test("is the report until it is closed, the postmortem until it is published, and a runbook", async () => {
    const p2 = await resolved("P2");
    const p1 = await resolved("P1", { severity: "P1" });
    expect(await open()).toEqual(["P1: report postmortem runbook", "P2: report runbook"]);
    await db().incident.updateMany({ where: { id: { in: [p1, p2] } }, data: { status: "closed" } });
    expect(await open()).toEqual(["P1: postmortem runbook", "P2: runbook"]);
    const dueAt = addMinutes(asInes.now, 7200);
    const { id } = await db().postmortem.create({ data: { incidentId: p1, teamId, title: "P1", dueAt } });
    expect((await dutiesBetween(asInes, [teamId], hour()))[0]).toMatchObject({ postmortemId: id, dueAt });
    await db().postmortem.update({ where: { id }, data: { publishedAt: asInes.now } });
    expect(await open()).toEqual(["P1: runbook", "P2: runbook"]);
  });

  test("a runbook counts once it was changed, or found right, after the incident began", async () => {
    const changed = await resolved("changed", { status: "closed" });
    const found = await resolved("found right", { status: "closed" });
    const old = await resolved("old", { status: "closed" });
    await linkRunbook(changed, addMinutes(asInes.now, 5));
    await linkRunbook(found, addMinutes(asInes.now, -9000), addMinutes(asInes.now, 5));
    await linkRunbook(old, addMinutes(asInes.now, -9000), addMinutes(asInes.now, -8000));
    expect(await open()).toEqual(["old: runbook"]);
  });

  test("is of that time and these teams, without private incidents and exercises", async () => {
    await resolved("before", { resolvedAt: addMinutes(asInes.now, -31) });
    await resolved("after", { resolvedAt: addMinutes(asInes.now, 30) });
    await resolved("private", { isPrivate: true });
    await resolved("exercise", { isExercise: true });
    await resolved("open", { status: "investigating", resolvedAt: null });
    await resolved("here");
    expect(await open()).toEqual(["here: report runbook"]);
    expect(await dutiesBetween(asInes, [await aTeam([[lead, "lead"]])], hour())).toEqual([]);
    expect(await dutiesBetween(asInes, [], hour())).toEqual([]);
  });

  test("stands with whose shift it was, for three days after its end, while they see the team", async () => {
    const layer = aLayer([ines, tom], {
      every: { unit: "hour", count: 6 },
      start: asInes.now.toISOString().slice(0, 14).concat("00"),
    });
    await aSchedule(await signedIn(lead), teamId, [layer], { name: "First line" });
    await resolved("here", { resolvedAt: addMinutes(asInes.now, 1) });
    const seen = async (ctx: Ctx, minutes: number) =>
      (await myDuties({ ...ctx, now: addMinutes(asInes.now, minutes) })).flatMap((shift) =>
        shift.duties.map((duty) => `${shift.schedule} ${duty.title}`),
      );
    expect(await seen(asInes, 5)).toEqual(["First line here"]);
    expect(await seen(asInes, 2 * 1440)).toEqual(["First line here"]);
    expect(await seen(asInes, 4 * 1440)).toEqual([]);
    expect(await seen(await signedIn(tom), 7 * 60)).toEqual([]);
    await db().membership.deleteMany({ where: { userId: ines.id } });
    expect(await seen(await signedIn(ines), 5)).toEqual([]);
  });

  test("goes into the handoff's draft, and out of it once it is written", async () => {
    const layer = aLayer([ines, tom], {
      every: { unit: "hour", count: 6 },
      start: asInes.now.toISOString().slice(0, 14).concat("00"),
    });
    await aSchedule(await signedIn(lead), teamId, [layer]);
    const resolvedAt = addMinutes(asInes.now, 1);
    const id = await resolved("Queue stood still", { resolvedAt });
    const change = new Date(asInes.now);
    change.setUTCMinutes(360, 0, 0);
    const duties = async (minutes: number) => {
      const now = addMinutes(change, minutes);
      await followHandoffs(systemCtx("test", now));
      const drafts = await myHandoffs({ ...asInes, now });
      return drafts
        .find((one) => one.at === change.toISOString())
        ?.items.filter((item) => item.kind === "duty");
    };
    expect(await duties(-30)).toMatchObject([
      { title: "Queue stood still", url: `/incidents/${id}`, facts: { needs: ["report", "runbook"] } },
    ]);
    await db().incident.update({ where: { id }, data: { status: "closed" } });
    expect(await duties(-20)).toMatchObject([{ facts: { needs: ["runbook"] } }]);
    await linkRunbook(id, addMinutes(resolvedAt, 5));
    expect(await duties(-10)).toEqual([]);
  });
});
