import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockChangesIn, wallToInstant } from "#lib/platform/time.ts";
import { layerOf, TEN_YEARS, utc, ZONES } from "#lib/testing/oncall-plans.ts";
import type { Layer } from "../model.ts";
import { DAY_MS, HOUR_MS, wallAt } from "./clock.ts";
import { handOver, memberOf, type Rotation, rotationOf, turnAt, turnsIn } from "./turns.ts";

const members = ["ann", "ben", "cem", "dia", "eve"];
const text = (ms: number) => new Date(ms).toISOString().slice(0, 16);

/** The instants of ten years around which a zone's clocks change. */
const changesOf = (zone: string) =>
  TEN_YEARS.flatMap(({ from, to }) => clockChangesIn(zone, from, to)).map((change) => change.at.getTime());

/** Every quarter of an hour of the three days around an instant. */
const around = (at: number) => Array.from({ length: 289 }, (_, index) => at + (index - 144) * 900_000);

/** By hand: every hand-over of some days around, in the platform's own words, and the last that has come. */
function turnByHand(layer: Layer, zone: string, at: number): number {
  const first = Date.parse(`${layer.start}Z`);
  const step = layer.every.count * HOUR_MS;
  const middle = Math.floor((at - first) / step);
  const reach = Math.ceil((3 * DAY_MS) / step);
  for (let turn = middle + reach; turn >= middle - reach; turn--) {
    if (wallToInstant(text(first + turn * step), zone).getTime() <= at) return turn;
  }
  throw new Error("no turn found");
}

/** Finders of a turn that suggest themselves, and are wrong. */
const byFloor = (rotation: Rotation, at: number) =>
  Math.floor((wallAt(rotation.clock, at) - rotation.first) / rotation.step);
const firstUncalled = (rotation: Rotation, at: number) => {
  let turn = byFloor(rotation, at) - 40;
  while (handOver(rotation, turn + 1) <= at) turn += 1;
  return turn;
};

/** How often a finder of turns goes back to an earlier turn, or is on one whose successor has already begun. */
function disorders(find: (rotation: Rotation, at: number) => number | null): number {
  let count = 0;
  for (const zone of ZONES) {
    const rotation = rotationOf(
      layerOf({ every: { unit: "hour", count: 1 }, start: "2011-01-03T00:30", members }),
      zone,
    );
    for (const change of changesOf(zone)) {
      let last = -1;
      for (const at of around(change)) {
        const turn = find(rotation, at) ?? -1;
        if (turn < last) count += 1;
        if ([1, 2, 5, 24].some((more) => handOver(rotation, turn + more) <= at)) count += 1;
        last = turn;
      }
    }
  }
  return count;
}

/** Whether a later hand-over has come by then, among as many as the longest change of a clock can hold. */
function overtaken(rotation: Rotation, turn: number, at: number): boolean {
  const reach = Math.ceil(26 / (rotation.step / HOUR_MS));
  for (let later = turn + 1; later <= turn + reach; later++) if (handOver(rotation, later) <= at) return true;
  return false;
}

describe("which turn it is", () => {
  test("never goes back, and is never passed by a later one, whatever the clocks do", () => {
    expect(disorders(turnAt)).toBe(0);
  });

  test("ways that suggest themselves do not hold", () => {
    expect(disorders(byFloor)).toBeGreaterThan(100);
    expect(disorders(firstUncalled)).toBeGreaterThan(20);
  });

  test("is the one found by hand, around every change of ten years in twelve zones", () => {
    let asked = 0;
    for (const zone of ZONES) {
      for (const count of [1, 3, 24]) {
        const layer = layerOf({ every: { unit: "hour", count }, start: "2011-01-03T02:15", members });
        const rotation = rotationOf(layer, zone);
        for (const at of changesOf(zone).flatMap((change) =>
          around(change).filter((_, i) => i % 11 === count % 11),
        )) {
          asked += 1;
          if (turnAt(rotation, at) !== turnByHand(layer, zone, at))
            expect.fail(`${zone} ${count} h at ${text(at)}`);
        }
      }
    }
    expect(asked).toBeGreaterThan(10_000);
  });

  test("members come in their order; only a turn of no length is passed over", () => {
    for (const zone of ZONES) {
      for (const [unit, count] of [
        ["hour", 1],
        ["hour", 5],
        ["day", 1],
        ["week", 2],
      ] as const) {
        const rotation = rotationOf(
          layerOf({ every: { unit, count }, start: "2011-01-03T02:15", members }),
          zone,
        );
        for (const { from, to } of TEN_YEARS) {
          const turns = turnsIn(rotation, { from: from.getTime(), to: to.getTime() });
          let turn = turnAt(rotation, from.getTime()) ?? 0;
          for (const one of turns) {
            // Each number in between was taken over at once: no later turn's hand-over had come before its own.
            while (handOver(rotation, turn) !== one.begins || overtaken(rotation, turn, one.begins)) {
              if (handOver(rotation, turn) < one.begins) expect.fail(`${zone}: ${turn} was passed over`);
              turn += 1;
            }
            if (one.userId !== memberOf(rotation, turn))
              expect.fail(`${zone}: ${one.userId} at ${text(one.from)}`);
            turn += 1;
          }
        }
      }
    }
  });
});

describe("hand-overs on the wall clock", () => {
  const starts = (given: Partial<Layer>, zone: string, from: string, to: string) =>
    turnsIn(rotationOf(layerOf(given), zone), { from: utc(from).getTime(), to: utc(to).getTime() }).map(
      (turn) => `${text(turn.from)} ${turn.userId}`,
    );

  test("daily at nine stays at nine; the day of the change has 23 hours", () => {
    const daily = { start: "2026-03-27T09:00" };
    expect(starts(daily, "Europe/Berlin", "2026-03-27T08:00", "2026-03-30T08:00")).toEqual([
      "2026-03-27T08:00 ann",
      "2026-03-28T08:00 ben",
      "2026-03-29T07:00 cem",
      "2026-03-30T07:00 ann",
    ]);
  });

  test("in the hour that is skipped it is later by the hour, in the one that comes twice the first", () => {
    const half = { start: "2026-03-27T02:30" };
    expect(starts(half, "Europe/Berlin", "2026-03-28T12:00", "2026-03-30T12:00")).toEqual([
      "2026-03-28T12:00 ben",
      "2026-03-29T01:30 cem",
      "2026-03-30T00:30 ann",
    ]);
    expect(starts(half, "Europe/Berlin", "2026-10-25T00:00", "2026-10-25T12:00")[1]).toBe(
      "2026-10-25T00:30 cem",
    );
  });

  test("hours on the wall: one is swallowed in spring, one is two long in autumn", () => {
    const hourly = { every: { unit: "hour", count: 1 } as const, start: "2026-01-01T00:00", members };
    const spring = starts(hourly, "Europe/Berlin", "2026-03-28T23:00", "2026-03-29T03:00");
    expect(spring).toHaveLength(4);
    expect(new Set(spring.map((line) => line.slice(17))).size).toBe(4);
    const autumn = starts(hourly, "Europe/Berlin", "2026-10-24T23:00", "2026-10-25T04:00");
    expect(autumn.map((line) => line.slice(11, 16))).toEqual(["23:00", "00:00", "02:00", "03:00"]);
  });

  test("a day that a zone skips has no turn", () => {
    const daily = { start: "2011-12-28T09:00" };
    expect(starts(daily, "Pacific/Apia", "2011-12-28T20:00", "2012-01-01T00:00")).toEqual([
      "2011-12-28T20:00 ann",
      "2011-12-29T19:00 ben",
      "2011-12-30T19:00 ann",
      "2011-12-31T19:00 ben",
    ]);
  });

  test("nobody before the first, nobody without members, no number for nonsense", () => {
    const rotation = rotationOf(layerOf({ start: "2026-03-27T09:00" }), "UTC");
    expect(turnAt(rotation, utc("2026-03-27T08:59").getTime())).toBeNull();
    expect(turnAt(rotation, utc("2026-03-27T09:00").getTime())).toBe(0);
    expect(memberOf({ ...rotation, members: [] }, 3)).toBeNull();
    expect(starts({ members: [] }, "UTC", "2026-01-01", "2026-02-01")).toEqual([]);
    expect(() => rotationOf(layerOf({ start: "tomorrow" }), "UTC")).toThrow(RangeError);
    expect(() => rotationOf(layerOf({ every: { unit: "day", count: 0 } }), "UTC")).toThrow(RangeError);
  });

  test("it takes as few steps after a thousand years of turns as after one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 * 365 }), fc.constantFrom(...ZONES), (days, zone) => {
        const rotation = rotationOf(
          layerOf({ every: { unit: "hour", count: 1 }, start: "1975-01-01T00:00" }),
          zone,
        );
        let asked = 0;
        const counted = {
          ...rotation,
          get first() {
            asked += 1;
            return rotation.first;
          },
        };
        turnAt(counted, utc("1976-01-01").getTime() + days * DAY_MS);
        expect(asked).toBeLessThan(40);
      }),
    );
  });
});
