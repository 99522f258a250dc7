import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Clock } from "#lib/incidents/model/clocks.ts";
import { COMPUTED_KPI_KEYS, COMPUTED_KPIS, respondInTimePct } from "./model/computed.ts";
import { downtimeBudgetSeconds, judge, meetsTarget, trendLabel } from "./model/judgement.ts";
import {
  aggregate,
  countByClass,
  effectiveSamples,
  median,
  percentile,
  percentileReadings,
  type Sample,
  sharePct,
  statistics,
} from "./model/statistics.ts";
import { AGGREGATIONS, bucketise, change, type KpiDirection, previousPeriod, windowEnding } from "./model.ts";

const day = (n: number, hour = 9) => new Date(Date.UTC(2026, 5, n, hour));
const at = (value: number, n = 1, more: Partial<Sample> = {}): Sample => ({ at: day(n), value, ...more });
const values = (...all: number[]) => all.map((value, index) => at(value, index + 1));
const reading = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("one number from many", () => {
  const five = values(10, 40, 20, 30, 50);
  test.each([
    ["avg", 30],
    ["median", 30],
    ["p95", 50],
    ["ratio", 30],
    ["sum", 150],
    ["count", 5],
    ["max", 50],
    ["last", 50],
    ["count-by-class", 150],
    ["max-per-user-per-day", 50],
  ] as const)("%s", (kind, result) => expect(aggregate(kind, five)).toBe(result));

  test("no samples is no number, in every aggregation", () => {
    for (const kind of AGGREGATIONS) expect(aggregate(kind, []), kind).toBeNull();
    expect([median([]), percentile([], 0.95), statistics([]), sharePct(0, 0)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test("p95 by nearest rank: one of what was measured", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile([7], 0.95)).toBe(7);
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 60 }), (all) => {
        const p95 = percentile(all, 0.95) ?? Number.NaN;
        expect(all).toContain(p95);
        expect(all.filter((value) => value <= p95).length).toBeGreaterThanOrEqual(0.95 * all.length);
        expect(all.filter((value) => value < p95).length).toBeLessThan(0.95 * all.length);
      }),
    );
  });

  test("the median of two is between them", () => expect(median([1, 2])).toBe(1.5));

  test("a ratio is weighted by what stands behind it", () => {
    expect(aggregate("ratio", [at(100, 1, { weight: 1 }), at(0, 2, { weight: 99 })])).toBe(1);
    expect(aggregate("ratio", [at(100, 1, { weight: 0 })])).toBeNull();
  });

  test("failed logins per user and day: added up within the day, the worst user counts", () => {
    const samples = [
      at(2, 1, { part: "ann" }),
      at(3, 1, { part: "ann" }),
      at(4, 1, { part: "bob" }),
      at(4, 2, { part: "ann" }),
    ];
    expect(aggregate("max-per-user-per-day", samples)).toBe(5);
    expect(aggregate("max-per-user-per-day", samples, () => "one day")).toBe(9);
  });

  test("the last one by its time, not by its place", () => {
    expect(aggregate("last", [at(2, 5), at(1, 3)])).toBe(2);
  });

  test("per class, most first", () => {
    const samples = [at(2, 1, { part: "timeout" }), at(1, 1, { part: "500" }), at(3, 2, { part: "timeout" })];
    expect(countByClass(samples)).toEqual([
      { part: "timeout", count: 5 },
      { part: "500", count: 1 },
    ]);
  });

  test("statistics of raw values", () => {
    expect(statistics([60, 120, 600])).toEqual({ median: 120, p95: 600, mean: 260, count: 3 });
  });

  test("percentiles of percentiles are shown as worst and median", () => {
    expect(percentileReadings([410, 2340, 500], "lower_is_better")).toEqual({ worst: 2340, median: 500 });
    expect(percentileReadings([99, 97, 98], "higher_is_better")).toEqual({ worst: 97, median: 98 });
  });

  test("a correction replaces, a voided sample counts for nothing", () => {
    const samples = [
      at(1, 1, { id: "a" }),
      at(2, 1, { id: "b", correctsId: "a" }),
      at(9, 2, { id: "c", isVoid: true }),
    ];
    expect(effectiveSamples(samples).map((one) => one.id)).toEqual(["b"]);
  });
});

describe("buckets and periods", () => {
  test("half-open; a day without samples is null, not zero", () => {
    const edges = [1, 2, 3, 4].map((n) => day(n, 0));
    const samples = [
      at(4, 1),
      { at: day(2, 0), value: 6 },
      { at: day(4, 0), value: 99 },
      { at: new Date(0), value: 99 },
    ];
    expect(bucketise(samples, edges, "avg")).toEqual([
      { at: day(1, 0), to: day(2, 0), value: 4, count: 1 },
      { at: day(2, 0), to: day(3, 0), value: 6, count: 1 },
      { at: day(3, 0), to: day(4, 0), value: null, count: 0 },
    ]);
    for (const kind of AGGREGATIONS)
      expect(
        bucketise([], edges, kind).every((one) => one.value === null),
        kind,
      ).toBe(true);
  });

  test("every sample inside falls into exactly one bucket", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10, max: 120 })), (hours) => {
        const edges = [0, 24, 25, 72, 100].map((hour) => new Date(Date.UTC(2026, 5, 1, hour)));
        const samples = hours.map((hour) => ({ at: new Date(Date.UTC(2026, 5, 1, hour)), value: 1 }));
        const counted = bucketise(samples, edges, "sum").reduce((sum, one) => sum + one.count, 0);
        expect(counted).toBe(hours.filter((hour) => hour >= 0 && hour < 100).length);
      }),
    );
  });

  test("the period before has the same length and ends where this one begins", () => {
    const window = windowEnding(day(30), 30);
    expect(window.from).toEqual(new Date(day(30).getTime() - 30 * 864e5));
    const before = previousPeriod(window);
    expect(before.to).toEqual(window.from);
    expect(Number(before.to) - Number(before.from)).toBe(30 * 864e5);
    expect([change(5, 3), change(null, 3), change(5, null)]).toEqual([2, null, null]);
  });
});

describe("judgement", () => {
  const under500 = { comparator: "lt", target: 500 } as const;
  const uptime = { comparator: "gte", target: 99.9 } as const;
  test.each([
    [under500, 449, "ms", "on-target"],
    [under500, 451, "ms", "near"],
    [under500, 500, "ms", "missed"],
    [{ comparator: "lte", target: 500 }, 500, "ms", "near"],
    [uptime, 99.95, "percent", "on-target"],
    [uptime, 99.905, "percent", "near"],
    [uptime, 99.89, "percent", "missed"],
    [{ comparator: "gt", target: 95 }, 95, "percent", "missed"],
    [{ comparator: "gt", target: 100 }, 105, "requests_per_second", "near"],
    [{ comparator: "eq", target: 0 }, 0, "count", "on-target"],
    [{ comparator: "eq", target: 0 }, 1, "count", "missed"],
    [{ comparator: "between", target: 10, targetMax: 20 }, 15, "x", "on-target"],
    [{ comparator: "between", target: 10, targetMax: 20 }, 19.5, "x", "near"],
    [{ comparator: "between", target: 10, targetMax: 20 }, 21, "x", "missed"],
    [{ comparator: "between", target: 10 }, 21, "x", "track-only"],
    [{ comparator: null, target: 10 }, 21, "x", "track-only"],
    [{ comparator: "lt", target: null }, 21, "x", "track-only"],
    [under500, null, "ms", "no-data"],
    [{}, null, "ms", "no-data"],
  ] as const)("%j at %j %s is %s", (target, value, unit, status) =>
    expect(judge(target, value, unit)).toBe(status),
  );

  test("near is always a met target, missed never is", () => {
    const comparator = fc.constantFrom("lt", "lte", "gt", "gte", "eq" as const);
    fc.assert(
      fc.property(comparator, reading, reading, (kind, target, value) => {
        const status = judge({ comparator: kind, target }, value, "percent");
        expect(status === "missed").toBe(!meetsTarget({ comparator: kind, target }, value));
      }),
    );
  });
});

describe("the trend label", () => {
  test.each([
    [[1, 2, 3, 4], "lower_is_better", "worsening"],
    [[1, 2, 3, 4], "higher_is_better", "improving"],
    [[4, 3, 2, 1], "lower_is_better", "improving"],
    [[1, 2, 3, 3], "lower_is_better", "stable"],
    [[9, 9, 2, 3, 4], "lower_is_better", "stable"],
    [[9, 1, 2, 3, 4], "lower_is_better", "worsening"],
    [[1, 2, null, 3, null, 4], "lower_is_better", "worsening"],
    [[1, 2, 3], "lower_is_better", null],
    [[null, null, null, null], "lower_is_better", null],
    [[1, 2, 3, 4], "track", null],
  ] as const)("%j, %s: %s", (all, direction, label) => {
    expect(trendLabel(all, direction as KpiDirection)).toBe(label);
  });
});

test("the downtime budget of 99.9 % comes from the real length: 43.2 minutes in 30 days, 44.64 in 31", () => {
  const month = (days: number) => ({ from: new Date(0), to: new Date(days * 864e5) });
  expect(downtimeBudgetSeconds(99.9, month(30)) / 60).toBeCloseTo(43.2, 6);
  expect(downtimeBudgetSeconds(99.9, month(31)) / 60).toBeCloseTo(44.64, 6);
  expect(downtimeBudgetSeconds(100, month(31))).toBe(0);
});

describe("computed KPIs", () => {
  test("every key once, each with a formula and without a target of ours", () => {
    expect(COMPUTED_KPIS.map((kpi) => kpi.key)).toEqual([...COMPUTED_KPI_KEYS]);
    for (const kpi of COMPUTED_KPIS) {
      expect(kpi.formula.length, kpi.key).toBeGreaterThan(40);
      expect([kpi.target, kpi.comparator, kpi.windowDays]).toEqual([null, null, 30]);
    }
  });

  test("respond in time: ended in time of those ended or overdue; what still runs does not count", () => {
    const due = day(1, 10);
    const clock = (endedAt: Date | null, breachedAt: Date | null = null): Clock => ({
      startedAt: day(1),
      dueAt: due,
      endedAt,
      breachedAt,
    });
    const inTime = clock(due);
    const late = clock(day(1, 11));
    const running = clock(null);
    expect(respondInTimePct([inTime, late, null], day(1, 12))).toBe(50);
    expect(respondInTimePct([inTime, running], day(1, 9))).toBe(100);
    expect(respondInTimePct([inTime, running], day(1, 12))).toBe(50);
    expect(respondInTimePct([clock(day(1, 9), day(1, 8))], day(1, 12))).toBe(0);
    expect(respondInTimePct([running, null], day(1, 9))).toBeNull();
  });
});
