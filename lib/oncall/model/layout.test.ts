import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockChangesIn } from "#lib/platform/time.ts";
import { layerOf, planOf, plansNear, TEN_YEARS, threeLayers, utc, ZONES } from "#lib/testing/oncall-plans.ts";
import type { Plan, PlannedShift } from "../model.ts";
import { DAY_MS } from "./clock.ts";
import { layOut } from "./layout.ts";
import { scheduledAt } from "./scheduled.ts";

const LONG = process.env.EVENKEEL_LONG === "1";
const NONE: ReadonlySet<string> = new Set();

interface Flaws {
  gaps: number;
  overlaps: number;
  /** Shifts of no length or less. */
  empty: number;
  /** Milliseconds that the lengths miss the span by. */
  missing: number;
}

/** What is wrong with a list of shifts as a cover of a span. */
function flawsOf(shifts: readonly PlannedShift[], from: Date, to: Date): Flaws {
  const flaws: Flaws = { gaps: 0, overlaps: 0, empty: 0, missing: to.getTime() - from.getTime() };
  let at = from.getTime();
  for (const shift of shifts) {
    if (shift.from.getTime() > at) flaws.gaps += 1;
    if (shift.from.getTime() < at) flaws.overlaps += 1;
    if (shift.to <= shift.from) flaws.empty += 1;
    flaws.missing -= shift.to.getTime() - shift.from.getTime();
    at = shift.to.getTime();
  }
  if (at < to.getTime()) flaws.gaps += 1;
  if (at > to.getTime()) flaws.overlaps += 1;
  return flaws;
}
const NO_FLAWS: Flaws = { gaps: 0, overlaps: 0, empty: 0, missing: 0 };

const wordOf = ({ userId, source, origin }: Pick<PlannedShift, "userId" | "source" | "origin">) =>
  `${userId} ${source} ${origin}`;

/** The first instant at which the layout and scheduled(t) part: at each edge, just before it, and in between. */
function partsAt(plan: Plan, shifts: readonly PlannedShift[], absent: ReadonlySet<string>): string | null {
  for (const [index, shift] of shifts.entries()) {
    const length = shift.to.getTime() - shift.from.getTime();
    const some = Math.floor(length * ((index * 0.6180339887) % 1));
    for (const after of [0, some, length - 1]) {
      const at = new Date(shift.from.getTime() + after);
      const asked = scheduledAt(plan, at, absent);
      const same = wordOf(asked) === wordOf(shift) && (after > 0 || asked.rules === shift.rules);
      if (!same) return `${at.toISOString()}: ${wordOf(asked)} by instant, ${wordOf(shift)} by layout`;
    }
  }
  return null;
}

/** Rotations whose hand-overs lie where clocks change. */
const ROTATIONS = [
  layerOf({
    every: { unit: "hour", count: 1 },
    start: "2011-01-03T00:30",
    members: ["ann", "ben", "cem", "dia"],
  }),
  layerOf({ every: { unit: "hour", count: 12 }, start: "2011-01-03T02:15" }),
  layerOf({ every: { unit: "day", count: 1 }, start: "2011-01-03T02:30" }),
  layerOf({ every: { unit: "week", count: 1 }, start: "2011-01-02T00:00" }),
];

describe("the layout over zones and years (Q5)", () => {
  test("no gap, no overlap, lengths add up, and at every edge what scheduled(t) says", () => {
    let shifts = 0;
    const sum: Flaws = { ...NO_FLAWS };
    for (const zone of ZONES) {
      for (const plan of [...ROTATIONS.map((layer) => planOf([layer], zone)), planOf(threeLayers(), zone)]) {
        for (const { from, to } of TEN_YEARS) {
          const laid = layOut(plan, from, to);
          shifts += laid.length;
          const flaws = flawsOf(laid, from, to);
          for (const flaw of ["gaps", "overlaps", "empty", "missing"] as const)
            sum[flaw] += Math.abs(flaws[flaw]);
          expect(laid.every((shift) => shift.userId !== null)).toBe(true);
          const changes = clockChangesIn(zone, from, to).map((change) => change.at.getTime());
          const near = (one: PlannedShift) =>
            changes.some((at) => one.to.getTime() > at - 2 * DAY_MS && one.from.getTime() < at + 2 * DAY_MS);
          const asked = LONG ? laid : laid.filter((one, index) => index % 31 === 0 || near(one));
          expect(partsAt(plan, asked, NONE), zone).toBeNull();
        }
      }
    }
    expect(sum).toEqual(NO_FLAWS);
    console.log(
      `Q5: ${ZONES.length} zones × 10 years: ${shifts} shifts, ${sum.gaps} gaps, ${sum.overlaps} overlaps, lengths add up`,
    );
  });

  test("holes, overlaps and short lengths would be noticed", () => {
    const [from, to] = [utc("2026-03-01"), utc("2026-04-01")];
    const laid = layOut(planOf(threeLayers()), from, to);
    const without = laid.filter((_, index) => index !== 7);
    expect(flawsOf(without, from, to)).toMatchObject({ gaps: 1, overlaps: 0 });
    const longer = laid.map((one, at) => (at === 7 ? { ...one, to: new Date(one.to.getTime() + 1) } : one));
    expect(flawsOf(longer, from, to)).toMatchObject({ gaps: 0, overlaps: 1, missing: -1 });
    expect(flawsOf(laid.slice(1), from, to).gaps).toBe(1);
    expect(flawsOf(laid.slice(0, -1), from, to).gaps).toBe(1);
    const other = laid.map((one, at) => (at === 7 ? { ...one, userId: "nobody we know" } : one));
    expect(partsAt(planOf(threeLayers()), other, NONE)).toContain("nobody we know");
    // The same rules read in another zone: the edges lie elsewhere.
    expect(partsAt(planOf(threeLayers(), "Europe/Dublin"), laid, NONE)).not.toBeNull();
  });
});

/** Around clock changes of every kind. */
const MOMENTS = ["2011-12-20", "2026-03-01", "2026-09-10", "2026-10-20", "2011-10-28", "2012-07-10"].map(utc);

const cases = fc.constantFrom(...MOMENTS).chain((at) =>
  fc.record({
    plan: plansNear(at, 25),
    from: fc.integer({ min: 0, max: 5 * 86_400 }).map((s) => new Date(at.getTime() + s * 1000)),
    days: fc.integer({ min: 1, max: 20 }),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    absent: fc.subarray(["ann", "ben"]).map((gone) => new Set(gone)),
  }),
);

describe("any plan at all", () => {
  test("is laid out without flaws, as scheduled(t) says, and the same however the span is cut", () => {
    fc.assert(
      fc.property(cases, ({ plan, from, days, cut, absent }) => {
        const to = new Date(from.getTime() + days * 86_400_000);
        const middle = new Date(from.getTime() + Math.floor(days * 86_400_000 * cut));
        const laid = layOut(plan, from, to, absent);
        expect(flawsOf(laid, from, to)).toEqual(NO_FLAWS);
        expect(partsAt(plan, laid, absent)).toBeNull();
        const words = (shifts: PlannedShift[]) =>
          shifts.map((one) => `${wordOf(one)} ${one.from.toISOString()}`);
        const halves = [...layOut(plan, from, middle, absent), ...layOut(plan, middle, to, absent)];
        expect(flawsOf(halves, from, to)).toEqual(NO_FLAWS);
        const edge = laid.some((one) => one.from.getTime() === middle.getTime());
        const extra = halves.filter(
          (one) => edge || one.from.getTime() !== middle.getTime() || middle <= from,
        );
        expect(words(extra)).toEqual(words(laid));
      }),
      { numRuns: LONG ? 20_000 : 1500 },
    );
  });
});

describe("speed", () => {
  test("400 days of three layers with restrictions", () => {
    const plan = planOf(threeLayers("2026-01-05"));
    const [from, to] = [utc("2026-11-21"), new Date(utc("2026-11-21").getTime() + 400 * DAY_MS)];
    const times = Array.from({ length: 9 }, () => {
      const begun = performance.now();
      expect(layOut(plan, from, to).length).toBeGreaterThan(1300);
      return performance.now() - begun;
    });
    const middle = times.toSorted((a, b) => a - b)[4] ?? 0;
    console.log(
      `layout: 400 days × 3 layers in ${middle.toFixed(1)} ms, the first time ${times[0]?.toFixed(1)} ms`,
    );
  });
});
