import { beforeAll, describe, expect, test } from "vitest";
import { AnswerSurvey } from "#lib/oncall/schema/coverage.ts";
import { AddOverride } from "#lib/oncall/schema/overrides.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { addOverride } from "../commands/add-override.ts";
import { answerSurvey } from "../commands/answer-survey.ts";
import { coverage } from "./coverage.ts";
import { surveysAsked } from "./surveys.ts";

await testDatabase();

/** A month with the end of summer time in Berlin: 745 hours. */
const FIRST = new Date("2026-09-30T22:00:00Z");
const NOVEMBER = new Date("2026-11-02T12:00:00Z");

let lead: MadePerson;
let ines: MadePerson;
let tom: MadePerson;
let teamId: string;
let scheduleId: string;
let asLead: Ctx;
let asInes: Ctx;
const inBerlin = (ctx: Ctx, now: Date): Ctx => ({
  ...ctx,
  now,
  actor: { ...ctx.actor, zone: "Europe/Berlin" },
});

async function paged(
  person: MadePerson,
  at: string,
  incidentId: string,
  urgency = "critical",
): Promise<void> {
  await db().incident.upsert({
    where: { id: incidentId },
    create: { id: incidentId, title: "Down", severity: "P1", teamId, openedAt: new Date(at) },
    update: {},
  });
  await db().notification.create({
    data: {
      id: uuidv7(),
      userId: person.id,
      kind: "page",
      urgency,
      title: "INC-1 P1",
      url: "/incidents/1",
      subjectKind: "incident",
      subjectId: incidentId,
      escalationId: uuidv7(),
      at: new Date(at),
    },
  });
}

beforeAll(async () => {
  lead = await aPerson({ name: "Marek" });
  ines = await aPerson({ name: "Ines" });
  tom = await aPerson({ name: "Tom" });
  await db().user.updateMany({ where: { id: { in: [ines.id, tom.id] } }, data: { zone: "Europe/Berlin" } });
  teamId = await aTeam(
    [
      [lead, "lead"],
      [ines, "member"],
      [tom, "member"],
    ],
    { visibility: "closed" },
  );
  asLead = inBerlin(await signedIn(lead), FIRST);
  asInes = inBerlin(await signedIn(ines), NOVEMBER);
  const start = "2026-09-28T09:00";
  const made = await aSchedule(asLead, teamId, [aLayer([ines, tom], { start })], { zone: "Europe/Berlin" });
  scheduleId = made.id;
  // Nobody from Saturday to Sunday at midnight; this day has 25 hours.
  const hole = { userId: null, from: "2026-10-24T22:00:00Z", to: "2026-10-25T23:00:00Z" };
  await addOverride(asLead, { ...AddOverride.parse(hole), id: scheduleId });
  await db().service.create({ data: { name: `Payments ${teamId}`, teamId } });
  const [one, two] = [uuidv7(), uuidv7()];
  await paged(ines, "2026-10-01T08:30:00Z", one); // Thursday 10:30 in Berlin: ordinary hours
  await paged(ines, "2026-10-03T01:00:00Z", one); // Saturday night, the same incident
  await paged(ines, "2026-10-03T01:00:00Z", two, "high"); // told, not paged
  await paged(tom, "2026-10-03T02:00:00Z", two); // not his shift
  await paged(tom, "2026-10-05T07:00:00Z", two); // 09:00 sharp: his has begun
});

describe("the coverage of a month", () => {
  test("counts hours, nights, weekends, pages and gaps; all hours add up to the month", async () => {
    const found = await coverage(inBerlin(asLead, NOVEMBER), { month: "2026-10", teamId });
    expect([found.from, found.to]).toEqual(["2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"]);
    expect(found.services).toMatchObject([
      {
        schedule: { id: scheduleId },
        gaps: [{ from: "2026-10-24T22:00:00.000Z", to: "2026-10-25T23:00:00.000Z" }],
        gapHours: 25,
      },
    ]);
    const [load] = found.schedules;
    const hours = load?.people.reduce((sum, one) => sum + one.hours, 0) ?? 0;
    expect(hours + (load?.gapHours ?? 0)).toBe(745);
    const of = (person: MadePerson) => load?.people.find((one) => one.user.id === person.id);
    expect(of(ines)).toMatchObject({ pages: 2, outOfHoursPages: 1, incidents: 1 });
    expect(of(tom)).toMatchObject({ pages: 1, outOfHoursPages: 0, incidents: 1 });
    expect(of(ines)?.nightHours).toBeGreaterThan(50);
    // Of each shift by itself, the newest first.
    const shifts = load?.shifts ?? [];
    expect(shifts.at(-1)).toMatchObject({
      user: { name: "Ines" },
      pages: 2,
      outOfHoursPages: 1,
      incidents: 1,
    });
    expect(shifts.at(-2)).toMatchObject({ user: { name: "Tom" }, pages: 1, incidents: 1 });
    expect(shifts.map((one) => one.from)).toEqual(
      shifts
        .map((one) => one.from)
        .sort()
        .reverse(),
    );
  });

  test("tells nothing of a closed team to whoever is not in it", async () => {
    const stranger = inBerlin(await signedIn(await aPerson()), NOVEMBER);
    const found = await coverage(stranger, { month: "2026-10" });
    expect(JSON.stringify(found)).not.toContain(teamId);
    expect(await coverage(stranger, { month: "2026-10", teamId })).toMatchObject({
      services: [],
      schedules: [],
    });
  });
});

describe("the survey at a shift's end", () => {
  test("is asked for three days, answered by its person alone, and read by them and the leads", async () => {
    const asked = await surveysAsked(asInes);
    expect(asked).toMatchObject([{ to: "2026-11-02T08:00:00.000Z", schedule: { id: scheduleId } }]);
    const id = asked[0]?.id ?? "";
    const answer = { ...AnswerSurvey.parse({ sleep: 2, load: 4, words: "Two nights broken." }), id };
    const asTom = inBerlin(await signedIn(tom), NOVEMBER);
    await expect(answerSurvey(asTom, answer)).rejects.toMatchObject({ code: "not_found" });
    await expect(answerSurvey(asLead, answer)).rejects.toMatchObject({ code: "not_found" });
    await answerSurvey(asInes, answer);
    expect(await surveysAsked(asInes)).toEqual([]);
    const seenBy = async (ctx: Ctx) => {
      const [load] = (await coverage(inBerlin(ctx, NOVEMBER), { month: "2026-11", teamId })).schedules;
      return load?.shifts.find((one) => one.id === id)?.survey ?? null;
    };
    expect(await seenBy(asLead)).toEqual({ sleep: 2, load: 4, words: "Two nights broken." });
    expect(await seenBy(asInes)).toMatchObject({ sleep: 2 });
    expect(await seenBy(asTom)).toBeNull();
  });

  test("waits for the end, and is not taken weeks later; four days later nobody is asked", async () => {
    const running = await db().shift.findFirstOrThrow({
      where: { scheduleId, fromAt: { lte: NOVEMBER }, toAt: { gt: NOVEMBER } },
    });
    const asTom = inBerlin(await signedIn(tom), NOVEMBER);
    const answer = { ...AnswerSurvey.parse({ sleep: 5, load: 1 }), id: running.id };
    await expect(answerSurvey(asTom, answer)).rejects.toMatchObject({ code: "conflict" });
    const at = (days: number) => ({ ...asTom, now: new Date(running.toAt.getTime() + days * 86_400_000) });
    expect((await surveysAsked(at(2.9))).map((one) => one.id)).toContain(running.id);
    expect((await surveysAsked(at(3.1))).map((one) => one.id)).not.toContain(running.id);
    await expect(answerSurvey(at(14.1), answer)).rejects.toMatchObject({ code: "conflict" });
    expect(await answerSurvey(at(13.9), answer)).toMatchObject({ sleep: 5 });
  });
});
