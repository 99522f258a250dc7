import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockChangesIn, instantToWall, localDate, wallToInstant } from "#lib/platform/time.ts";
import { TEN_YEARS, utc, ZONES } from "#lib/testing/oncall-plans.ts";
import type { Restriction } from "../model.ts";
import { clockOf } from "./clock.ts";
import { isOn, windowsIn } from "./windows.ts";

const ALL = [1, 2, 3, 4, 5, 6, 7];
const windows = (zone: string, restrictions: Restriction[], from: string, to: string) =>
  windowsIn(restrictions, clockOf(zone), { from: utc(from).getTime(), to: utc(to).getTime() }).map(
    (one) => `${instantToWall(new Date(one.from), zone).slice(5, 16)} ${(one.to - one.from) / 3_600_000} h`,
  );

/** The local day so many days after another, by the calendar. */
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** By hand, in the platform's own words: is it in the window of one of the days around? */
function onByHand(restrictions: readonly Restriction[], zone: string, at: Date): boolean {
  const today = localDate(at, zone);
  return [-3, -2, -1, 0, 1].some((days) => {
    const day = dayAfter(today, days);
    if (localDate(wallToInstant(`${day}T00:00`, zone), zone) !== day) return false;
    const weekday = new Date(`${day}T00:00Z`).getUTCDay() || 7;
    return restrictions.some((one) => {
      const end =
        one.to === "24:00"
          ? `${dayAfter(day, 1)}T00:00`
          : `${one.to <= one.from ? dayAfter(day, 1) : day}T${one.to}`;
      const begun = wallToInstant(`${day}T${one.from}`, zone) <= at;
      return one.days.includes(weekday) && begun && at < wallToInstant(end, zone);
    });
  });
}

const SHAPES: Restriction[] = [
  { days: ALL, from: "22:00", to: "06:00" },
  { days: [6, 7], from: "00:00", to: "24:00" },
  { days: [1, 2, 3, 4, 5, 6, 7], from: "02:15", to: "02:45" },
  { days: [7, 1], from: "00:30", to: "00:30" },
];

describe("when a layer has somebody", () => {
  test("nights begin on their weekday and run into the next, also over a clock change", () => {
    const night = [{ days: [5, 6], from: "22:00", to: "06:00" }];
    expect(windows("Europe/Berlin", night, "2026-03-24", "2026-03-31")).toEqual([
      "03-27T22:00 8 h",
      "03-28T22:00 7 h",
    ]);
    expect(windows("Europe/Berlin", night, "2026-10-20", "2026-10-27")).toEqual([
      "10-23T22:00 8 h",
      "10-24T22:00 9 h",
    ]);
  });

  test("24:00 is midnight, the same time twice is a day, windows that touch are one", () => {
    expect(
      windows("UTC", [{ days: [6, 7], from: "00:00", to: "24:00" }], "2026-06-01", "2026-06-09"),
    ).toEqual(["06-06T00:00 48 h"]);
    expect(windows("UTC", [{ days: [3], from: "09:00", to: "09:00" }], "2026-06-01", "2026-06-09")).toEqual([
      "06-03T09:00 24 h",
    ]);
    expect(windows("UTC", [{ days: [3], from: "20:00", to: "00:00" }], "2026-06-01", "2026-06-09")).toEqual([
      "06-03T20:00 4 h",
    ]);
    expect(windows("UTC", [], "2026-06-01", "2026-06-09")).toEqual(["06-01T00:00 192 h"]);
  });

  test("a window that a clock change swallows is none; one it cuts into is shorter", () => {
    expect(
      windows("Europe/Berlin", [{ days: [7], from: "02:00", to: "03:00" }], "2026-03-28", "2026-03-31"),
    ).toEqual([]);
    expect(
      windows("Europe/Berlin", [{ days: [7], from: "02:30", to: "05:00" }], "2026-03-28", "2026-03-31"),
    ).toEqual(["03-29T03:30 1.5 h"]);
  });

  test("nothing begins on a day that a zone skips, but what began the day before ends on the next", () => {
    const friday = [{ days: [5], from: "09:00", to: "17:00" }];
    expect(windows("Pacific/Apia", friday, "2011-12-28", "2012-01-04")).toEqual([]);
    expect(
      windows("Pacific/Apia", [{ days: [4], from: "22:00", to: "06:00" }], "2011-12-28", "2012-01-04"),
    ).toEqual(["12-29T22:00 8 h"]);
  });

  test("clocks that go back over midnight show yesterday while today's window runs", () => {
    // St. John's, 7 November 2010: from 00:01 back to 23:01 of the day before.
    const sunday = [{ days: [7], from: "00:00", to: "01:00" }];
    const clock = clockOf("America/St_Johns");
    const yesterdayAgain = utc("2010-11-07T03:00");
    expect(instantToWall(yesterdayAgain, "America/St_Johns")).toBe("2010-11-06T23:30:00");
    expect(isOn(sunday, clock, yesterdayAgain.getTime())).toBe(true);
    expect(windows("America/St_Johns", sunday, "2010-11-07T02:45", "2010-11-07T03:10")).toHaveLength(1);
  });

  test("is the answer by hand, around every change of ten years in twelve zones and in any span", () => {
    let asked = 0;
    for (const zone of ZONES) {
      const clock = clockOf(zone);
      for (const change of TEN_YEARS.flatMap(({ from, to }) => clockChangesIn(zone, from, to))) {
        for (let step = -40; step <= 40; step += 3) {
          const at = new Date(change.at.getTime() + step * 1_500_000);
          for (const shape of SHAPES) {
            asked += 1;
            const on = isOn([shape], clock, at.getTime());
            const spanned =
              windowsIn([shape], clock, { from: at.getTime(), to: at.getTime() + 1 }).length === 1;
            if (on !== onByHand([shape], zone, at) || on !== spanned)
              expect.fail(`${zone} ${at.toISOString()} ${shape.from}`);
          }
        }
      }
    }
    expect(asked).toBeGreaterThan(8_000);
  });

  test("windows are ascending, apart, inside the span, and the same when it is cut", () => {
    const minute = fc.integer({
      min: utc("2011-12-01").getTime() / 60_000,
      max: utc("2012-04-01").getTime() / 60_000,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.subarray(SHAPES, { minLength: 1 }),
        minute,
        fc.integer({ min: 2, max: 30_000 }),
        (zone, shapes, start, length) => {
          const clock = clockOf(zone);
          const [from, to] = [start * 60_000, (start + length) * 60_000];
          const middle = from + Math.floor(length / 2) * 60_000;
          const all = windowsIn(shapes, clock, { from, to });
          const sum = (list: { from: number; to: number }[]) =>
            list.reduce((ms, one) => ms + one.to - one.from, 0);
          const halves = [
            ...windowsIn(shapes, clock, { from, to: middle }),
            ...windowsIn(shapes, clock, { from: middle, to }),
          ];
          expect(sum(halves)).toBe(sum(all));
          for (const [index, one] of all.entries()) {
            expect(one.from).toBeGreaterThanOrEqual(index === 0 ? from : (all[index - 1]?.to ?? 0) + 1);
            expect(one.to).toBeLessThanOrEqual(to);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
