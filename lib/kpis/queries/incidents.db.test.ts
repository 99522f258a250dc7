import { beforeAll, describe, expect, it } from "vitest";
import { addSample } from "#lib/kpis/commands/add-sample.ts";
import { evidenceCsv } from "#lib/kpis/queries/csv.ts";
import { getEvidence } from "#lib/kpis/queries/evidence.ts";
import { getTrend } from "#lib/kpis/queries/trend.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { makeCrew, makePerson, makeService, type Someone } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { after, anIncident, aStatusChange } from "#lib/testing/kpis-factory.ts";

await testDatabase();

const NOW = new Date("2026-11-20T08:05:00Z");
const MONTH = { from: "2026-11-01T00:00:00Z", to: "2026-11-20T08:05:00Z" };
let crew: Awaited<ReturnType<typeof makeCrew>>;
let serviceId: string;
let manager: Someone;
let ctx: Ctx;
const ids: Record<string, string> = {};

beforeAll(async () => {
  crew = await makeCrew();
  serviceId = await makeService(crew.teamId);
  manager = await makePerson("Léa Manager", "manager");
  ctx = crew.ines.ctx;
  const { teamId } = crew;
  const base = { teamId, serviceId };
  // Six that count in November: acknowledged after 2, 4, 6, 10 and 60 minutes, and one not yet.
  ids.a = await anIncident({
    ...base,
    openedAt: "2026-11-03T10:00:00Z",
    severity: "P0",
    ackAfter: 2,
    resolvedAfter: 62,
    respond: { within: 15, endedAfter: 5 },
    declaredById: crew.ines.id,
    acknowledgedById: crew.ines.id,
  });
  ids.b = await anIncident({
    ...base,
    openedAt: "2026-11-03T12:00:00Z",
    severity: "P1",
    ackAfter: 4,
    // Stood resolved for 30 minutes before it was reopened: 120 minutes on the clock, 90 of them counted.
    resolvedAfter: 120,
    resolvedSeconds: 1800,
    respond: { within: 60, endedAfter: 61 },
    declaredById: crew.ines.id,
    acknowledgedById: crew.marek.id,
  });
  ids.c = await anIncident({
    ...base,
    openedAt: "2026-11-05T09:00:00Z",
    ackAfter: 6,
    respond: { within: 240, endedAfter: 240 },
  });
  ids.d = await anIncident({ ...base, openedAt: "2026-11-10T09:00:00Z", ackAfter: 10, resolvedAfter: 10 });
  ids.e = await anIncident({
    ...base,
    openedAt: "2026-11-12T09:00:00Z",
    severity: "P3",
    ackAfter: 60,
    resolvedAfter: 600,
    respond: { within: 30 },
  });
  ids.open = await anIncident({
    ...base,
    openedAt: "2026-11-20T07:05:00Z",
    severity: "P1",
    respond: { within: 120 },
  });
  // Left out, each for its reason.
  await anIncident({ ...base, openedAt: "2026-11-04T09:00:00Z", status: "cancelled", ackAfter: 500 });
  await anIncident({
    ...base,
    openedAt: "2026-11-04T10:00:00Z",
    status: "merged",
    ackAfter: 500,
    mergedIntoId: ids.a,
  });
  await anIncident({ ...base, openedAt: "2026-11-04T11:00:00Z", isPrivate: true, ackAfter: 500 });
  await anIncident({ ...base, openedAt: "2026-11-04T12:00:00Z", isExercise: true, ackAfter: 500 });
  // The month before: one of 8 minutes.
  await anIncident({ ...base, openedAt: "2026-10-25T09:00:00Z", ackAfter: 8, resolvedAfter: 30 });
  // Another team's, closed: nobody here counts it.
  const closed = await makeCrew("closed");
  await anIncident({ teamId: closed.teamId, openedAt: "2026-11-04T09:00:00Z", ackAfter: 900 });
});

describe("time to acknowledge", () => {
  it("is the median of those acknowledged, with p95, mean and count beside it", async () => {
    const trend = await getTrend(ctx, "mtta", MONTH);
    expect(trend.value).toBe(6 * 60);
    expect(trend.statistics).toEqual({ median: 360, p95: 3600, mean: 984, count: 5 });
    expect(trend.previous.value).toBe(8 * 60);
    expect(trend.change).toBe(-120);
    expect(trend.status).toBe("track-only");
  });

  it("has a point a day, null where nothing was opened", async () => {
    const { points } = await getTrend(ctx, "mtta", MONTH);
    expect(points).toHaveLength(20);
    const of = (day: string) => points.find((point) => point.at.startsWith(day));
    expect(of("2026-11-03")).toMatchObject({ value: 180, count: 2 });
    expect(of("2026-11-04")).toMatchObject({ value: null, count: 0 });
    expect(of("2026-11-20")).toMatchObject({ value: null, count: 0 });
  });

  it("tells the rows counted, those left out and why, and who still waits", async () => {
    const evidence = await getEvidence(manager.ctx, "mtta", MONTH);
    expect(evidence.counted).toBe(5);
    expect(evidence.leftOut).toEqual([
      { reason: "cancelled", count: 1 },
      { reason: "merged into another", count: 1 },
      { reason: "exercises", count: 1 },
      { reason: "private", count: 1 },
      { reason: "not yet acknowledged", count: 1 },
    ]);
    expect(evidence.waitingCount).toBe(1);
    expect(evidence.waiting).toMatchObject([{ id: ids.open, ageSeconds: 3600 }]);
    expect(evidence.facts).toContainEqual({ label: "Acknowledged by the declarer", value: 1, unit: "count" });
    expect(evidence.rows.map((row) => row.value)).toEqual([3600, 600, 360, 240, 120]);
  });

  it("tells nobody below a manager how many private ones there were", async () => {
    const { leftOut } = await getEvidence(ctx, "mtta", MONTH);
    expect(leftOut.map((one) => one.reason)).not.toContain("private");
  });

  it("counts the same for every viewer of the same teams, also for who is named on the private one", async () => {
    const seen = await Promise.all(
      [crew.ines, crew.viewer, crew.stranger, crew.admin].map((one) =>
        getTrend(one.ctx, "mtta", { ...MONTH, serviceId }),
      ),
    );
    expect(new Set(seen.map((trend) => trend.value))).toEqual(new Set([360]));
  });
});

describe("time to resolve", () => {
  it("takes off the time an incident stood resolved before it was reopened", async () => {
    const trend = await getTrend(ctx, "mttr", MONTH);
    // 62, 90, 10 and 600 minutes; those still open stand beside the number.
    expect(trend.statistics).toEqual({ median: 76 * 60, p95: 36_000, mean: (762 / 4) * 60, count: 4 });
    const evidence = await getEvidence(ctx, "mttr", MONTH);
    expect(evidence.waitingCount).toBe(2);
    expect(evidence.waiting.map((one) => one.id)).toEqual([ids.c, ids.open]);
  });
});

describe("responded in time", () => {
  it("divides clocks ended in time by those ended or overdue", async () => {
    // In time: a and c (to the minute). Late: b (one minute over) and e (overdue). Still running: open.
    const trend = await getTrend(ctx, "respond-in-time", MONTH);
    expect(trend.value).toBe(50);
    expect(trend.count).toBe(4);
    const evidence = await getEvidence(ctx, "respond-in-time", MONTH);
    expect(evidence.facts).toEqual([
      { label: "Ended in time", value: 2, unit: "count" },
      { label: "Ended late, or overdue", value: 2, unit: "count" },
    ]);
  });

  it("is null, not 100 %, where no clock ended", async () => {
    const day = { from: "2026-11-10T00:00:00Z", to: "2026-11-11T00:00:00Z" };
    expect(await getTrend(ctx, "respond-in-time", day)).toMatchObject({
      value: null,
      count: 0,
      status: "no-data",
    });
  });
});

describe("incidents by severity", () => {
  it("counts by present severity; days without one are zero once counting has begun", async () => {
    const trend = await getTrend(ctx, "incidents-by-severity", MONTH);
    expect(trend.value).toBe(6);
    expect(trend.classes).toEqual([
      { part: "P0", count: 1 },
      { part: "P1", count: 2 },
      { part: "P2", count: 2 },
      { part: "P3", count: 1 },
      { part: "P4", count: 0 },
    ]);
    expect(trend.points.find((point) => point.at.startsWith("2026-11-04"))?.value).toBe(0);
    expect(trend.incidents.map((one) => one.id)).toEqual([ids.open, ids.b, ids.a]);
  });

  it("knows nothing before the first incident", async () => {
    const year = { from: "2025-01-01T00:00:00Z", to: "2025-12-31T00:00:00Z" };
    const trend = await getTrend(ctx, "incidents-by-severity", year);
    expect(trend.value).toBeNull();
    expect(new Set(trend.points.map((point) => point.value))).toEqual(new Set([null]));
  });
});

describe("recomputed as of a past instant", () => {
  it("does not know what came later", async () => {
    const asOf = "2026-11-03T12:03:00Z";
    const trend = await getTrend(ctx, "mtta", { from: MONTH.from, asOf });
    // Only a was acknowledged by then; b waited for three minutes.
    expect(trend.statistics).toMatchObject({ median: 120, count: 1 });
    const evidence = await getEvidence(ctx, "mtta", { from: MONTH.from, asOf });
    expect(evidence.waiting).toMatchObject([{ id: ids.b, ageSeconds: 180 }]);
  });

  it("traces a reopened incident back to the resolution that stood then", async () => {
    const { teamId } = await makeCrew();
    const service = await makeService(teamId);
    const opened = new Date("2026-11-15T10:00:00Z");
    const id = await anIncident({
      teamId,
      serviceId: service,
      openedAt: opened,
      ackAfter: 5,
      resolvedAfter: 300,
      resolvedSeconds: 3600,
    });
    await aStatusChange(id, "investigating", "resolved", after(opened, 60));
    await aStatusChange(id, "resolved", "open", after(opened, 120), true);
    await aStatusChange(id, "open", "resolved", after(opened, 300));
    const at = async (minutes: number) => {
      const asOf = after(opened, minutes).toISOString();
      const { value } = await getTrend(ctx, "mttr", { from: MONTH.from, asOf, serviceId: service });
      return value;
    };
    expect(await at(90)).toBe(3600);
    expect(await at(200)).toBeNull();
    expect(await at(400)).toBe(300 * 60 - 3600);
  });

  it("refuses the future", async () => {
    await expect(getTrend(ctx, "mtta", { asOf: "2027-01-01T00:00:00Z" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("limits of the question", () => {
  it("an empty period and a foreign service are refused", async () => {
    await expect(getTrend(ctx, "mtta", { from: MONTH.to, to: MONTH.from })).rejects.toMatchObject({
      code: "invalid",
    });
    const closed = await makeCrew("closed");
    const foreign = await makeService(closed.teamId);
    await expect(getTrend(ctx, "mtta", { serviceId: foreign })).rejects.toMatchObject({ code: "not_found" });
    await expect(getTrend(ctx, "no-such-kpi", {})).rejects.toMatchObject({ code: "not_found" });
  });

  it("a computed KPI takes no values by hand", async () => {
    const value = { key: "mtta", value: 1, note: "", part: "" };
    await expect(addSample(ctx, value)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the rows as CSV", () => {
  it("names every incident but the private one, and why each was left out", async () => {
    const text = await new Response(await evidenceCsv(ctx, "mtta", { ...MONTH, serviceId })).text();
    const lines = text.trim().split("\n");
    expect(lines[0]).toContain("left out because");
    expect(lines).toHaveLength(1 + 9);
    expect(text).not.toContain("private");
    const full = await new Response(await evidenceCsv(manager.ctx, "mtta", { ...MONTH, serviceId })).text();
    expect(full.trim().split("\n")).toHaveLength(1 + 10);
    expect(full).toMatch(/^private,,P2,,,,,private$/m);
  });
});

it("now is the instant the tests stand at", () => expect(ctx.now).toEqual(NOW));
