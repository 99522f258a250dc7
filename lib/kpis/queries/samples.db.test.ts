import { beforeAll, describe, expect, it } from "vitest";
import { addSample } from "#lib/kpis/commands/add-sample.ts";
import { createKpi } from "#lib/kpis/commands/create.ts";
import { editKpi } from "#lib/kpis/commands/edit.ts";
import { removeTarget, setTarget } from "#lib/kpis/commands/set-target.ts";
import { takeReading } from "#lib/kpis/commands/take-reading.ts";
import { voidSample } from "#lib/kpis/commands/void-sample.ts";
import { evidenceCsv, overviewCsv, trendCsv } from "#lib/kpis/queries/csv.ts";
import { getEvidence } from "#lib/kpis/queries/evidence.ts";
import { getOverview } from "#lib/kpis/queries/overview.ts";
import { getTrend } from "#lib/kpis/queries/trend.ts";
import { getKpi, listSamples } from "#lib/kpis/queries.ts";
import { CreateKpi } from "#lib/kpis/schema/definitions.ts";
import { AddSample } from "#lib/kpis/schema/samples.ts";
import { type Ctx, systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { makeCrew, makePerson, makeService } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aKpi, aSample } from "#lib/testing/kpis-factory.ts";

await testDatabase();

const NOW = new Date("2026-11-20T08:05:00Z");
const WEEK = { from: "2026-11-14T00:00:00Z", to: "2026-11-20T08:05:00Z" };
let crew: Awaited<ReturnType<typeof makeCrew>>;
let serviceId: string;
let ctx: Ctx;

beforeAll(async () => {
  crew = await makeCrew();
  serviceId = await makeService(crew.teamId);
  ctx = crew.ines.ctx;
});

const day = (date: number, hour = 9) => `2026-11-${date}T${String(hour).padStart(2, "0")}:00:00Z`;
const sample = (value: number, more: Partial<AddSample> = {}) => AddSample.parse({ value, ...more });

describe("a value by hand", () => {
  it("counts at once, is corrected by a new row, and taken back by another", async () => {
    const key = await aKpi({ target: 500, comparator: "lt" });
    const first = await addSample(ctx, { key, ...sample(400, { at: day(18), serviceId }) });
    expect(await getTrend(ctx, key, WEEK)).toMatchObject({ value: 400, status: "on-target", count: 1 });
    const second = await addSample(ctx, { key, ...sample(600, { correctsId: first.id }) });
    expect(second).toMatchObject({
      at: day(18).replace("Z", ".000Z"),
      correctsId: first.id,
      state: "counts",
    });
    expect(await getTrend(ctx, key, WEEK)).toMatchObject({ value: 600, status: "missed", count: 1 });
    await voidSample(ctx, { key, id: second.id, reason: "Read from the wrong board" });
    expect(await getTrend(ctx, key, WEEK)).toMatchObject({ value: null, status: "no-data", count: 0 });
    const { items } = await listSamples(ctx, key, {});
    expect(items.map((item) => item.state)).toEqual(["void", "void", "replaced"]);
    const { leftOut, counted } = await getEvidence(ctx, key, WEEK);
    expect(counted).toBe(0);
    expect(leftOut).toEqual([
      { reason: "replaced by a correction", count: 1 },
      { reason: "taken back", count: 1 },
    ]);
  });

  it("is corrected once: the loser of two corrections is told", async () => {
    const key = await aKpi();
    const old = await addSample(ctx, { key, ...sample(1) });
    const both = await Promise.allSettled([
      addSample(ctx, { key, ...sample(2, { correctsId: old.id }) }),
      addSample(crew.marek.ctx, { key, ...sample(3, { correctsId: old.id }) }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find((one) => one.status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "conflict" } });
  });

  it("is refused for viewers, for another team's service, for the future and for archived KPIs", async () => {
    const key = await aKpi();
    await expect(addSample(crew.viewer.ctx, { key, ...sample(1) })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(addSample(crew.stranger.ctx, { key, ...sample(1, { serviceId }) })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(addSample(ctx, { key, ...sample(1, { at: "2026-11-21T00:00:00Z" }) })).rejects.toMatchObject(
      {
        code: "invalid",
      },
    );
    const closed = await makeCrew("closed");
    const foreign = await makeService(closed.teamId);
    await expect(addSample(ctx, { key, ...sample(1, { serviceId: foreign }) })).rejects.toMatchObject({
      code: "not_found",
    });
    const gone = await aKpi({ archivedAt: NOW });
    await expect(addSample(ctx, { key: gone, ...sample(1) })).rejects.toMatchObject({ code: "conflict" });
  });

  it("writes one audit entry and tells those who may see the service", async () => {
    const key = await aKpi();
    const { id } = await addSample(ctx, { key, ...sample(1, { serviceId }) });
    const entries = await db().auditEntry.findMany({ where: { action: "kpi.add-sample", subjectId: key } });
    expect(entries).toHaveLength(1);
    const [event] = await db().outboxEvent.findMany({ where: { subjectKind: "kpi", subjectId: key } });
    expect(event).toMatchObject({ name: "kpi.sample-recorded", payload: { key, sampleId: id, serviceId } });
  });

  it("of a closed team is not seen by others", async () => {
    const closed = await makeCrew("closed");
    const hidden = await makeService(closed.teamId);
    const key = await aKpi();
    await aSample(key, 900, day(18), { serviceId: hidden });
    await aSample(key, 100, day(18));
    expect((await getTrend(ctx, key, WEEK)).value).toBe(100);
    expect((await getTrend(closed.ines.ctx, key, WEEK)).value).toBe(500);
    expect((await listSamples(ctx, key, {})).items).toHaveLength(1);
  });
});

describe("aggregation", () => {
  it("takes percentiles from raw values over the whole period, never from the days' percentiles", async () => {
    const key = await aKpi({ aggregation: "p95" });
    const values = Array.from({ length: 100 }, (_none, index) => index + 1);
    for (const [index, value] of values.entries())
      await aSample(key, value, day(14 + Math.floor(index / 20)), { source: "api" });
    const trend = await getTrend(ctx, key, WEEK);
    expect(trend.value).toBe(95);
    expect(trend.points.map((point) => point.value)).toEqual([19, 39, 59, 79, 99, null, null]);
    expect(trend.readings).toBeNull();
  });

  it("shows readings that are percentiles already as worst and median, and keeps them apart from raw values", async () => {
    const key = await aKpi({ aggregation: "p95" });
    for (const [index, value] of [300, 800, 410].entries()) await aSample(key, value, day(15 + index));
    const trend = await getTrend(ctx, key, WEEK);
    expect(trend).toMatchObject({ value: 410, readings: { worst: 800, median: 410 } });
    await aSample(key, 50, day(18), { source: "api" });
    const raw = await getTrend(ctx, key, WEEK);
    expect(raw).toMatchObject({ value: 50, count: 1, readings: null });
    const { counted, leftOut } = await getEvidence(ctx, key, WEEK);
    expect(counted).toBe(1);
    expect(leftOut).toEqual([
      { reason: "readings that are percentiles already, not mixed with raw values", count: 3 },
    ]);
  });

  it.each([
    ["avg", 20],
    ["median", 15],
    ["sum", 80],
    ["count", 4],
    ["max", 45],
    ["last", 10],
    ["ratio", 20],
  ])("%s", async (aggregation, expected) => {
    const key = await aKpi({ aggregation });
    for (const [index, value] of [5, 20, 45, 10].entries()) await aSample(key, value, day(15 + index));
    expect((await getTrend(ctx, key, WEEK)).value).toBe(expected);
  });

  it("adds up one user's day by the viewer's local day", async () => {
    const key = await aKpi({ aggregation: "max-per-user-per-day" });
    // 23:30 and 00:30 UTC lie in one local day of New York.
    await aSample(key, 3, "2026-11-18T23:30:00Z", { part: "ines" });
    await aSample(key, 4, "2026-11-19T00:30:00Z", { part: "ines" });
    await aSample(key, 5, "2026-11-19T10:00:00Z", { part: "marek" });
    expect((await getTrend(ctx, key, WEEK)).value).toBe(5);
    const there = { ...ctx, actor: { ...ctx.actor, zone: "America/New_York" } };
    expect((await getTrend(there, key, WEEK)).value).toBe(7);
  });

  it("totals by class, most first", async () => {
    const key = await aKpi({ aggregation: "count-by-class", unit: "breakdown" });
    await aSample(key, 3, day(17), { part: "4xx" });
    await aSample(key, 7, day(18), { part: "5xx" });
    const { value, classes } = await getTrend(ctx, key, WEEK);
    expect(value).toBe(10);
    expect(classes).toEqual([
      { part: "5xx", count: 7 },
      { part: "4xx", count: 3 },
    ]);
  });
});

describe("recomputed as of a past instant", () => {
  it("knows the value before its correction", async () => {
    const key = await aKpi();
    const old = await aSample(key, 100, day(15));
    await aSample(key, 300, day(15), { correctsId: old, recordedAt: new Date(day(18)) });
    expect((await getTrend(ctx, key, { from: WEEK.from })).value).toBe(300);
    const past = { from: WEEK.from, asOf: day(16) };
    expect((await getTrend(ctx, key, past)).value).toBe(100);
    expect((await getEvidence(ctx, key, past)).counted).toBe(1);
  });
});

describe("a reading of a checklist", () => {
  const system = systemCtx("kpis.take-reading", NOW);
  const reading = (runId: string, value: number | null, more = {}) => ({
    runId,
    itemKey: "api-response",
    metric: null,
    kpiKey: null,
    value,
    at: new Date(day(18)),
    serviceId,
    byId: crew.ines.id,
    ...more,
  });

  it("becomes one sample of the KPI it names, however often the news comes", async () => {
    const kpiKey = await aKpi();
    const runId = crew.teamId;
    await takeReading(system, reading(runId, 410, { kpiKey }));
    await takeReading(system, reading(runId, 410, { kpiKey }));
    await Promise.all([1, 2, 3].map(() => takeReading(system, reading(runId, 410, { kpiKey }))));
    expect(await db().kpiSample.count({ where: { kpiKey } })).toBe(1);
    await takeReading(system, reading(runId, 380, { kpiKey, at: new Date(day(18, 10)) }));
    expect((await getTrend(ctx, kpiKey, WEEK)).value).toBe(380);
    // Older news that arrives late changes nothing.
    await takeReading(system, reading(runId, 999, { kpiKey, at: new Date(day(18, 8)) }));
    expect((await getTrend(ctx, kpiKey, WEEK)).value).toBe(380);
    await takeReading(system, reading(runId, null, { kpiKey, at: new Date(day(18, 11)) }));
    expect(await getTrend(ctx, kpiKey, WEEK)).toMatchObject({ value: null, count: 0 });
  });

  it("else goes to the KPI of its metric with the service's statistic", async () => {
    const metric = "response_ms";
    const p95 = await aKpi({ metric, aggregation: "p95", key: "response-p95" });
    const avg = await aKpi({ metric, aggregation: "avg", key: "response-avg" });
    const first = await takeReading(system, reading(serviceId, 410, { metric }));
    expect(first?.kpiKey).toBe(p95);
    const key = "response_target_statistic";
    await db().serviceSetting.create({ data: { serviceId, key, value: "avg" } });
    const second = await takeReading(system, reading(crew.lead.id, 410, { metric }));
    expect(second?.kpiKey).toBe(avg);
  });

  it("is dropped when no KPI measures its metric, and never feeds a computed one", async () => {
    expect(await takeReading(system, reading(crew.admin.id, 1, { metric: "nothing_known" }))).toBeNull();
    expect(await takeReading(system, reading(crew.admin.id, 1, { kpiKey: "mtta" }))).toBeNull();
    await expect(takeReading(ctx, reading(crew.admin.id, 1, { kpiKey: "mtta" }))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("targets", () => {
  it("a lead sets them; the loser of a race is told what holds now", async () => {
    const key = await aKpi({ target: 500, comparator: "lt" });
    const { version } = await getKpi(ctx, key);
    const after = await editKpi(crew.lead.ctx, { key, version, target: 400 });
    expect(after).toMatchObject({ target: 400, comparator: "lt", editedHere: true });
    await expect(editKpi(crew.lead.ctx, { key, version, target: 300 })).rejects.toMatchObject({
      code: "stale",
      facts: { current: { target: 400 } },
    });
    await expect(editKpi(ctx, { key, version: after.version, target: 300 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      editKpi(crew.lead.ctx, { key, version: after.version, comparator: "between" }),
    ).rejects.toMatchObject({ code: "invalid", facts: { errors: [{ path: "targetMax" }] } });
    expect(await editKpi(crew.lead.ctx, { key, version: after.version, target: null })).toMatchObject({
      target: null,
      comparator: null,
    });
  });

  it("a service's own one judges for that service, and says so", async () => {
    const key = await aKpi({ target: 500, comparator: "lt" });
    await aSample(key, 450, day(18), { serviceId });
    await setTarget(crew.lead.ctx, { key, serviceId, target: 300, comparator: "lt" });
    const own = await getTrend(ctx, key, { ...WEEK, serviceId });
    expect(own).toMatchObject({ status: "missed", judgedBy: { text: "< 300 ms" } });
    expect(own.judgedBy.from).toMatch(/^set for Checkout API/);
    expect((await getTrend(ctx, key, WEEK)).status).toBe("on-target");
    await expect(
      setTarget(crew.stranger.ctx, { key, serviceId, target: 1, comparator: "lt" }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
    await removeTarget(crew.lead.ctx, { key, serviceId });
    expect((await getTrend(ctx, key, { ...WEEK, serviceId })).status).toBe("on-target");
  });

  it("a profile's preset judges its services where nothing else is set (C-01)", async () => {
    const { id } = await db().service.findUniqueOrThrow({ where: { id: serviceId }, select: { id: true } });
    await db().profile.create({
      data: { key: "election", name: "Critical-event service", about: "", stack: [] },
    });
    await db().service.update({ where: { id }, data: { profileKey: "election" } });
    await db().thresholdPreset.create({
      data: {
        profileKey: "election",
        metric: "page_load_ms",
        aggregation: "p95",
        unit: "ms",
        figures: { target: 200 },
      },
    });
    const key = await aKpi({ metric: "page_load_ms", aggregation: "p95", target: 500, comparator: "lt" });
    const { judgedBy } = await getTrend(ctx, key, { ...WEEK, serviceId });
    expect(judgedBy.text).toBe("< 200 ms");
    expect(judgedBy.from).toContain("the preset of “Critical-event service”");
  });

  it("of a computed KPI can be set, its meaning not", async () => {
    const { version } = await getKpi(ctx, "mtta");
    const after = await editKpi(crew.admin.ctx, { key: "mtta", version, target: 300, comparator: "lte" });
    expect(after).toMatchObject({ target: 300, comparator: "lte" });
    await expect(
      editKpi(crew.admin.ctx, { key: "mtta", version: after.version, name: "Other" }),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a KPI of one's own", () => {
  it("gets a key from its name, once", async () => {
    const input = CreateKpi.parse({ name: "Votes per minute (peak)", unit: "count", aggregation: "max" });
    const made = await createKpi(crew.lead.ctx, input);
    expect(made).toMatchObject({ key: "votes-per-minute-peak", source: "manual", windowDays: 30 });
    await expect(createKpi(crew.lead.ctx, input)).rejects.toMatchObject({ code: "invalid" });
    await expect(createKpi(ctx, { ...input, key: "other" })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the overview", () => {
  it("says in one sentence what missed, shows missing as missing, and puts what has values first", async () => {
    const team = await makeCrew();
    const service = await makeService(team.teamId, "Ledger");
    const [good, bad, silent] = [
      await aKpi({ target: 500, comparator: "lt" }),
      await aKpi({ target: 100, comparator: "lt" }),
      await aKpi({ target: 98, comparator: "gt", unit: "percent", direction: "higher_is_better" }),
    ];
    await aSample(good, 300, day(18), { serviceId: service });
    await aSample(bad, 300, day(18), { serviceId: service });
    await aSample(bad, 200, "2026-10-05T09:00:00Z", { serviceId: service });
    await aSample(silent, 99, "2026-09-01T09:00:00Z", { serviceId: service });
    const overview = await getOverview(team.ines.ctx, { serviceId: service, days: 30 });
    expect(overview.sentence).toMatch(
      /^Ledger .* missed 1 of 3 targets in the last 30 days\. One has no data\.$/,
    );
    const card = (key: string) => overview.cards.find((one) => one.key === key);
    expect(card(good)).toMatchObject({ value: 300, status: "on-target", change: null, changeIs: null });
    expect(card(bad)).toMatchObject({ value: 300, status: "missed", change: 100, changeIs: "worse" });
    expect(card(silent)).toMatchObject({
      value: null,
      status: "no-data",
      last: { value: 99 },
      everMeasured: true,
    });
    expect(card("mttr")).toMatchObject({ value: null, status: "no-data", everMeasured: false });
    const first = overview.cards.slice(0, 3).map((one) => one.key);
    expect(new Set(first)).toEqual(new Set([good, bad, silent]));
    expect(card(good)?.spark).toHaveLength(30);
  });
});

describe("CSV", () => {
  it("makes text harmless that a spreadsheet would run", async () => {
    const key = await aKpi({ name: '=HYPERLINK("http://example.org")' });
    await aSample(key, 1, day(18), { note: "@SUM(1+1)*cmd|' /C calc'!A0", part: "+1", serviceId });
    const rows = await new Response(await evidenceCsv(ctx, key, WEEK)).text();
    expect(rows).toContain("'@SUM");
    expect(rows).toContain("'+1");
    expect(rows).not.toMatch(/(^|,)"?[=+@]/m);
    const cards = await overviewCsv(ctx, {});
    expect(cards).toContain("'=HYPERLINK");
  });

  it("leaves the cell of a day without values empty", async () => {
    const key = await aKpi();
    await aSample(key, 12, day(18));
    const lines = (await trendCsv(ctx, key, WEEK)).trim().split("\n");
    expect(lines).toHaveLength(8);
    expect(lines[1]).toBe("2026-11-14T00:00:00.000Z,2026-11-15T00:00:00.000Z,,,0");
    expect(lines[5]).toBe("2026-11-18T00:00:00.000Z,2026-11-19T00:00:00.000Z,12,,1");
  });

  it("streams every row, page by page", async () => {
    const key = await aKpi();
    await db().$executeRaw`INSERT INTO kpi_samples (id, at, kpi_key, value, source, recorded_at)
      SELECT gen_random_uuid(), '2026-11-15T00:00:00Z'::timestamptz + n * interval '10 seconds', ${key}, n, 'api', '2026-11-16T00:00:00Z'
      FROM generate_series(1, 12000) n`;
    const rows = await new Response(await evidenceCsv(ctx, key, WEEK)).text();
    expect(rows.trim().split("\n")).toHaveLength(12_001);
  });
});

describe("the list of values", () => {
  it("goes on after the cursor without a gap, and refuses a foreign one", async () => {
    const key = await aKpi();
    for (let index = 0; index < 5; index++) await aSample(key, index, day(15));
    const first = await listSamples(ctx, key, { limit: 3 });
    const second = await listSamples(ctx, key, { limit: 3, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map((item) => item.value).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(second.nextCursor).toBeNull();
    await expect(listSamples(ctx, key, { cursor: "rubbish" })).rejects.toMatchObject({ code: "bad_cursor" });
  });

  it("is cut into the local days of whoever looks", async () => {
    const key = await aKpi();
    await aSample(key, 1, "2026-11-18T23:30:00Z");
    const there = await makePerson("Kiran", "viewer");
    const nepal = { ...there.ctx, actor: { ...there.ctx.actor, zone: "Asia/Kathmandu" } };
    const of = async (who: Ctx) =>
      (await getTrend(who, key, WEEK)).points.find((point) => point.value === 1)?.at;
    expect(await of(ctx)).toBe("2026-11-18T00:00:00.000Z");
    expect(await of(nepal)).toBe("2026-11-18T18:15:00.000Z");
  });
});

it("the evidence of uptime says how much downtime the target leaves, and how much was used", async () => {
  const key = await aKpi({
    metric: "uptime_pct",
    unit: "percent",
    aggregation: "ratio",
    direction: "higher_is_better",
    target: 99.9,
    comparator: "gte",
  });
  await aSample(key, 99.95, day(18));
  const period = { from: "2026-10-21T00:00:00Z", to: "2026-11-20T00:00:00Z" };
  const { facts } = await getEvidence(ctx, key, period);
  // 30 days at 99.9 % leave 43 min 12 s (S-070: under 45 minutes a month); half of it is used.
  expect(facts.map((fact) => [fact.label, Math.round(fact.value ?? 0)])).toEqual([
    ["Downtime the target leaves", 2592],
    ["Downtime so far", 1296],
  ]);
});
