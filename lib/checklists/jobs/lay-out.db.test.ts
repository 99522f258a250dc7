import { beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { makeCrew, makeTemplate } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { announceMissed, layOutRuns, MAX_RUNS_A_PASS, openings } from "./lay-out.ts";

await testDatabase();

let crew: Awaited<ReturnType<typeof makeCrew>>;
beforeAll(async () => {
  crew = await makeCrew();
});

const job = (instant: string) => systemCtx("checklists.lay-out", new Date(instant));
const runsOf = (templateId: string) =>
  db().checklistRun.findMany({ where: { templateId }, orderBy: { opensAt: "asc" } });

async function daily(startsAt: string, more: Record<string, unknown> = {}) {
  const made = await makeTemplate(crew.lead, crew.teamId, { rrule: "FREQ=DAILY", time: "09:00", ...more });
  await db().checklistTemplate.update({ where: { id: made.id }, data: { startsAt: new Date(startsAt) } });
  return made.id;
}

describe("opening runs", () => {
  it("opens at the local time on both sides of a clock change, each once", async () => {
    const id = await daily("2026-10-23T12:00:00Z");
    for (const moment of ["2026-10-24T06:59:00Z", "2026-10-24T07:00:00Z", "2026-10-24T07:01:00Z"]) {
      await layOutRuns(job(moment));
    }
    expect((await runsOf(id)).map((run) => run.opensAt.toISOString())).toEqual(["2026-10-24T07:00:00.000Z"]);
    await layOutRuns(job("2026-10-25T07:30:00Z"));
    expect(await runsOf(id)).toHaveLength(1);
    await layOutRuns(job("2026-10-25T08:00:00Z"));
    const runs = await runsOf(id);
    expect(runs.map((run) => run.opensAt.toISOString())).toEqual([
      "2026-10-24T07:00:00.000Z",
      "2026-10-25T08:00:00.000Z",
    ]);
    expect(runs[1]).toMatchObject({ state: "open", itemsTotal: 7, assignKind: "team" });
    expect(runs[1]?.dueAt?.toISOString()).toBe("2026-10-25T10:00:00.000Z");
    expect(runs[1]?.missedAt?.toISOString()).toBe("2026-10-25T11:00:00.000Z");
  });

  it("by two workers at once opens each once", async () => {
    const id = await daily("2026-11-01T00:00:00Z");
    await Promise.all([1, 2, 3].map(() => layOutRuns(job("2026-11-04T09:00:00Z"))));
    const runs = await runsOf(id);
    expect(runs).toHaveLength(4);
    expect(new Set(runs.map((run) => run.opensAt.getTime())).size).toBe(4);
  });

  it("records what passed while no worker ran as not measured, and only what can still be done in time as open", async () => {
    const id = await daily("2026-11-01T00:00:00Z");
    await layOutRuns(job("2026-11-04T08:30:00Z"));
    expect((await runsOf(id)).map((run) => run.state)).toEqual([
      "not-measured",
      "not-measured",
      "not-measured",
      "open",
    ]);
    const told = await db().outboxEvent.count({
      where: { name: "checklist.run-opened", payload: { path: ["templateId"], equals: id } },
    });
    expect(told).toBe(1);
  });

  it("lays out a long sleep bit by bit, never more than so many at once", async () => {
    const id = await daily("2025-01-01T00:00:00Z");
    await layOutRuns(job("2026-06-01T12:00:00Z"));
    expect(await runsOf(id)).toHaveLength(MAX_RUNS_A_PASS);
    for (let pass = 0; pass < 3; pass++) await layOutRuns(job("2026-06-01T12:00:00Z"));
    const runs = await runsOf(id);
    expect(runs).toHaveLength(517);
    expect(runs.at(-1)?.state).toBe("not-measured");
  });

  it("leaves paused and archived checklists and on-demand ones alone", async () => {
    const id = await daily("2026-11-01T00:00:00Z");
    await db().checklistTemplate.update({ where: { id }, data: { state: "paused" } });
    const onDemand = await makeTemplate(crew.lead, crew.teamId);
    await layOutRuns(job("2026-11-05T12:00:00Z"));
    expect(await runsOf(id)).toHaveLength(0);
    expect(await runsOf(onDemand.id)).toHaveLength(0);
  });
});

describe("openings", () => {
  it("finds the same whatever the cut, and stops at the bound of a rule of minutes", () => {
    const rule = { rrule: "FREQ=MINUTELY;INTERVAL=5", time: "00:00", zone: "UTC" };
    const from = new Date("2026-01-01T00:00:00Z");
    const first = openings(rule, from, new Date("2026-01-03T00:00:00Z"));
    expect(first.at).toHaveLength(MAX_RUNS_A_PASS);
    const rest = openings(rule, first.until, new Date("2026-01-03T00:00:00Z"));
    expect(rest.at[0]?.getTime()).toBe((first.at.at(-1)?.getTime() ?? 0) + 300_000);
  });
});

describe("missed runs", () => {
  it("are announced once, when the grace time ends", async () => {
    const id = await daily("2026-11-09T00:00:00Z");
    await layOutRuns(job("2026-11-09T08:00:00Z"));
    const [run] = await runsOf(id);
    const told = () =>
      db().outboxEvent.count({ where: { name: "checklist.run-missed", subjectId: run?.id ?? "" } });
    await announceMissed(job("2026-11-09T10:59:59Z"));
    expect(await told()).toBe(0);
    await Promise.all([
      announceMissed(job("2026-11-09T11:00:00Z")),
      announceMissed(job("2026-11-09T11:00:00Z")),
    ]);
    await announceMissed(job("2026-11-09T11:05:00Z"));
    expect(await told()).toBe(1);
    expect((await runsOf(id))[0]?.state).toBe("open");
  });
});
