import { beforeAll, describe, expect, it } from "vitest";
import { getEvidence } from "#lib/kpis/queries/evidence.ts";
import { getTrend } from "#lib/kpis/queries/trend.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { anAction } from "#lib/testing/actions-factory.ts";
import { makeCrew } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, aRun } from "#lib/testing/kpis-factory.ts";
import { aPerson, aTeam } from "#lib/testing/people-factory.ts";
import { aPostmortem } from "#lib/testing/postmortems-factory.ts";

await testDatabase();

const WEEK = { from: "2026-11-14T00:00:00Z", to: "2026-11-20T08:05:00Z" };
let ctx: Ctx;
let crew: Awaited<ReturnType<typeof makeCrew>>;

beforeAll(async () => {
  crew = await makeCrew();
  ctx = crew.ines.ctx;
  const { teamId } = crew;
  const due = (date: number) => `2026-11-${date}T11:00:00Z`;
  await aRun({ teamId, dueAt: due(16), completedAfter: -10 });
  await aRun({ teamId, dueAt: due(17), completedAfter: 0 });
  // Late, but before its grace time ended.
  await aRun({ teamId, dueAt: due(18), completedAfter: 30 });
  // Missed, and completed afterwards: completed, late, and still missed.
  await aRun({ teamId, dueAt: due(18), completedAfter: 90 });
  await aRun({ teamId, dueAt: due(19) });
  await aRun({ teamId, dueAt: due(19), state: "skipped" });
  await aRun({ teamId, dueAt: due(19), state: "not-measured" });
  // Not due yet: counts for nothing.
  await aRun({ teamId, dueAt: "2026-11-20T12:00:00Z" });
  // The week before: one, on time.
  await aRun({ teamId, dueAt: due(10), completedAfter: -5 });

  await aPostmortem(teamId, { dueAt: new Date(due(15)), publishedAt: new Date(due(14)), state: "published" });
  await aPostmortem(teamId, { dueAt: new Date(due(16)), publishedAt: new Date(due(17)), state: "published" });
  await aPostmortem(teamId, { dueAt: new Date(due(17)), state: "draft" });
  await aPostmortem(teamId, { dueAt: new Date("2026-11-25T00:00:00Z"), state: "draft" });
  const incidentId = await anIncident({ teamId, openedAt: due(15), isPrivate: true });
  await aPostmortem(teamId, { dueAt: new Date(due(17)), incidentId, isPrivate: true });

  // Due on the 18th in Berlin: the day ends at 23:00 UTC.
  await anAction(teamId, { due: "2026-11-18", state: "done", doneAt: new Date("2026-11-18T22:59:00Z") });
  await anAction(teamId, { due: "2026-11-18", state: "done", doneAt: new Date("2026-11-18T23:01:00Z") });
  await anAction(teamId, { due: "2026-11-19" });
  await anAction(teamId, { due: "2026-11-19", state: "waived" });
  await anAction(teamId, { due: "2026-11-20" });
  await anAction(teamId, { state: "open" });
});

describe("checklists", () => {
  it("completed: late ones too, of those that fell due", async () => {
    const trend = await getTrend(ctx, "checklist-completion", WEEK);
    expect(trend).toMatchObject({ value: 80, count: 5, previous: { value: 100, count: 1 } });
  });

  it("on time: by their due time, to the minute", async () => {
    expect(await getTrend(ctx, "checklist-on-time", WEEK)).toMatchObject({ value: 40, count: 5 });
    const evidence = await getEvidence(ctx, "checklist-on-time", WEEK);
    expect(evidence.leftOut).toEqual(
      expect.arrayContaining([
        { reason: "skipped", count: 1 },
        { reason: "not measured", count: 1 },
      ]),
    );
    expect(evidence.rows).toHaveLength(3);
    expect(evidence.rows[0]?.url).toMatch(/^\/checklists\/runs\//);
  });

  it("missed stays missed, also when completed later", async () => {
    expect(await getTrend(ctx, "checklist-missed", WEEK)).toMatchObject({ value: 2, count: 5 });
  });

  it("a day on which nothing fell due is missing, not 100 % and not zero", async () => {
    const day = { from: "2026-11-14T00:00:00Z", to: "2026-11-15T00:00:00Z" };
    for (const key of ["checklist-completion", "checklist-on-time", "checklist-missed"])
      expect(await getTrend(ctx, key, day), key).toMatchObject({ value: null, status: "no-data" });
  });

  it("as of an earlier instant a run was still open", async () => {
    const asOf = "2026-11-18T11:10:00Z";
    expect(await getTrend(ctx, "checklist-completion", { from: WEEK.from, asOf })).toMatchObject({
      value: 50,
      count: 4,
    });
  });
});

describe("postmortems on time", () => {
  it("divides those published by their due time by those that fell due, without private ones", async () => {
    const trend = await getTrend(ctx, "postmortems-on-time", WEEK);
    expect(trend.count).toBe(3);
    expect(trend.value).toBeCloseTo(100 / 3, 10);
    const forAdmin = await getEvidence(crew.admin.ctx, "postmortems-on-time", WEEK);
    expect(forAdmin.leftOut).toEqual([{ reason: "private", count: 1 }]);
    expect((await getEvidence(ctx, "postmortems-on-time", WEEK)).leftOut).toEqual([]);
  });
});

describe("actions done on time", () => {
  it("counts to the end of the due day where the team works; waived ones not at all", async () => {
    const trend = await getTrend(ctx, "actions-on-time", WEEK);
    expect(trend.count).toBe(3);
    expect(trend.value).toBeCloseTo(100 / 3, 10);
    const { leftOut, rows } = await getEvidence(ctx, "actions-on-time", WEEK);
    expect(leftOut).toEqual([{ reason: "waived", count: 1 }]);
    expect(rows).toHaveLength(2);
  });
});

describe("handoffs", () => {
  it("accepted in time: silence and a late signature count against it, a confirmation does not", async () => {
    const { teamId } = crew;
    const schedule = await db().schedule.create({
      data: { teamId, name: "First line", startsAt: new Date("2026-11-01T00:00:00Z") },
    });
    const lone = await aPerson();
    const to = await aPerson();
    const hand = async (day: number, accepted: string | null, from: string | null, state = "accepted") => {
      const atTime = new Date(`2026-11-${day}T09:00:00Z`);
      await db().handoff.create({
        data: {
          fromUserId: from,
          toUserId: to.id,
          atTime,
          graceEndsAt: new Date(`2026-11-${day}T09:30:00Z`),
          acceptedAt: accepted ? new Date(`2026-11-${day}T${accepted}:00Z`) : null,
          state,
          shifts: { create: { shiftId: uuidv7(), scheduleId: schedule.id } },
        },
      });
    };
    await hand(15, "09:05", lone.id);
    await hand(16, "09:30", lone.id);
    await hand(17, "09:31", lone.id);
    await hand(18, null, lone.id, "submitted");
    await hand(19, "09:00", null);
    await hand(14, "09:00", lone.id, "void");
    expect(await getTrend(ctx, "handoffs-in-time", WEEK)).toMatchObject({ value: 50, count: 4 });
    const { leftOut, rows } = await getEvidence(ctx, "handoffs-in-time", WEEK);
    expect(leftOut).toEqual([{ reason: "nobody handed over", count: 1 }]);
    expect(rows.map((one) => one.at)).toEqual(["2026-11-18T09:30:00.000Z", "2026-11-17T09:30:00.000Z"]);
    // A second line in a team one does not see hides the whole of it.
    const other = await db().schedule.create({
      data: {
        teamId: await aTeam([], { visibility: "closed" }),
        name: "Hidden",
        startsAt: new Date("2026-11-01T00:00:00Z"),
      },
    });
    const [first] = await db().handoff.findMany({
      where: { acceptedAt: { not: null } },
      orderBy: { atTime: "asc" },
      skip: 1,
    });
    await db().handoffShift.create({
      data: { handoffId: first?.id ?? "", shiftId: uuidv7(), scheduleId: other.id },
    });
    expect(await getTrend(ctx, "handoffs-in-time", WEEK)).toMatchObject({ count: 3 });
  });
});
