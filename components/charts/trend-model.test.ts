import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  breaches,
  halfStep,
  labelSides,
  MARK_GAP,
  MARK_HALF,
  niceTicks,
  spans,
  spread,
  trendSentence,
} from "#components/charts/trend-model.ts";

const day = (n: number, value: number | null) => ({
  at: `2026-11-${String(n).padStart(2, "0")}T00:00:00Z`,
  value,
});

describe("trend model", () => {
  test("runs of missing values become spans", () => {
    const values = [1, null, null, 4, null, 6];
    expect(spans(values.length, (index) => values[index] === null)).toEqual([
      { first: 1, last: 2 },
      { first: 4, last: 4 },
    ]);
    expect(spans(3, () => false)).toEqual([]);
  });

  test("a target is missed from the figure itself where the comparator is strict", () => {
    expect(breaches(500, { comparator: "lt", value: 500 })).toBe(true);
    expect(breaches(500, { comparator: "lte", value: 500 })).toBe(false);
    expect(breaches(95, { comparator: "gt", value: 95 })).toBe(true);
    expect(breaches(95, { comparator: "gte", value: 95 })).toBe(false);
    expect(breaches(null, { comparator: "lt", value: 500 })).toBe(false);
    expect(breaches(1, undefined)).toBe(false);
  });

  test("the axis starts at zero unless it is cut, and encloses all", () => {
    expect(niceTicks([390, 642], false)).toEqual([0, 200, 400, 600, 800]);
    const cut = niceTicks([99.91, 99.98], true);
    expect(cut[0]).toBeGreaterThan(99.8);
    expect(cut.at(-1)).toBeGreaterThanOrEqual(99.98);
    expect(niceTicks([], false).length).toBeGreaterThan(1);
    expect(niceTicks([0], false)).toContain(0);
    expect(niceTicks([5, 5], true).length).toBeLessThan(12);
  });

  test("labels are spread, never more than asked for", () => {
    expect(spread(30, 8)).toHaveLength(8);
    expect(spread(3, 8)).toEqual([0, 1, 2]);
    expect(spread(0, 8)).toEqual([]);
  });

  test("bands reach half a bucket beyond their points", () => {
    expect(halfStep([day(1, 1), day(2, 1), day(3, 1)])).toBe(12 * 3_600_000);
    expect(halfStep([day(1, 1)])).toBe(12 * 3_600_000);
  });

  test("the sentence says target, misses and gaps", () => {
    const points = [day(1, 400), day(2, null), day(3, 642)];
    const target = { comparator: "lt", value: 500 } as const;
    expect(trendSentence(points, { title: "API response", unit: "ms", zone: "UTC", target })).toBe(
      "API response, 1 Nov to 3 Nov. Target < 500 ms. Missed 1 of 2 times it was measured. Latest 642 ms on 3 Nov. No data 1 time.",
    );
    expect(trendSentence([], { title: "API response", zone: "UTC" })).toBe("API response: no data.");
  });
});

describe("labels of incident marks", () => {
  const mark = (x: number, rank = 1) => ({ x, label: 50, rank });

  test("stand at the right of their triangle, at the left by the edge, and give way to worse ones", () => {
    expect(labelSides([mark(100), mark(300)], 640)).toEqual(["right", "right"]);
    expect(labelSides([mark(630)], 640)).toEqual(["left"]);
    expect(labelSides([mark(610), mark(630, 0)], 640, 70)).toEqual(["left", "right"]);
    // Two close ones: one to each side. Three: the middle one has none.
    expect(labelSides([mark(100), mark(120)], 640)).toEqual(["left", "right"]);
    expect(labelSides([mark(100), mark(118), mark(136)], 640)).toEqual(["left", null, "right"]);
    expect(labelSides([mark(30, 3), mark(50, 0)], 90)).toEqual([null, null]);
    expect(labelSides([mark(10, 3), mark(20, 0)], 90)).toEqual([null, "right"]);
  });

  test("never lie on each other, on another triangle, or outside", () => {
    const anyMarks = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 640 }),
        label: fc.integer({ min: 20, max: 80 }),
        rank: fc.integer({ min: 0, max: 4 }),
      }),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(anyMarks, (marks) => {
        const sides = labelSides(marks, 640);
        const boxes = marks.flatMap((one, index) => {
          const side = sides[index];
          if (!side) return [];
          const from = side === "right" ? one.x + MARK_GAP : one.x - MARK_GAP - one.label;
          return [{ index, from, to: from + one.label }];
        });
        for (const box of boxes) {
          expect(box.from).toBeGreaterThanOrEqual(0);
          expect(box.to).toBeLessThanOrEqual(640);
          for (const other of boxes)
            if (other !== box) expect(other.to <= box.from || other.from >= box.to).toBe(true);
          for (const [index, other] of marks.entries())
            if (index !== box.index)
              expect(other.x + MARK_HALF <= box.from || other.x - MARK_HALF >= box.to).toBe(true);
        }
        // Whoever stands alone is labelled.
        if (marks.length === 1 && (marks[0]?.label ?? 0) + MARK_GAP < 300) expect(boxes).toHaveLength(1);
      }),
    );
  });
});
