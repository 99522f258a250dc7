import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockChangesIn, instantToWall, wallToInstant } from "#lib/platform/time.ts";
import { TEN_YEARS, utc, ZONES } from "#lib/testing/oncall-plans.ts";
import { clockOf, DAY_MS, furthestAhead, instantOf, wallAt, wallOf } from "./clock.ts";

const text = (wall: number) => new Date(wall).toISOString().slice(0, 19);

/** Every quarter of an hour from a day and a half before each change to as long after, then anything at all. */
function momentsOf(zone: string): number[] {
  const changes = TEN_YEARS.flatMap(({ from, to }) => clockChangesIn(zone, from, to));
  const near = changes.flatMap(({ at }) =>
    Array.from({ length: 289 }, (_, index) => at.getTime() + (index - 144) * 900_000),
  );
  return [...near, ...changes.flatMap(({ at }) => [at.getTime() - 1, at.getTime() + 1])];
}

describe("the clock of a zone", () => {
  test("says the same as the platform's, around every change of ten years in twelve zones", () => {
    let asked = 0;
    for (const zone of ZONES) {
      const clock = clockOf(zone);
      for (const moment of momentsOf(zone)) {
        asked += 1;
        const wall = text(wallAt(clock, moment));
        if (wall !== instantToWall(new Date(moment), zone))
          expect.fail(`${zone} at ${text(moment)}: ${wall}`);
        const instant = instantOf(clock, moment);
        if (instant !== wallToInstant(text(moment), zone).getTime() + (((moment % 1000) + 1000) % 1000))
          expect.fail(`${zone} when clocks show ${text(moment)}: ${text(instant)}`);
      }
    }
    expect(asked).toBeGreaterThan(30_000);
  });

  test("and at any minute of a hundred years", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: utc("1975-01-01").getTime() / 60_000, max: utc("2075-01-01").getTime() / 60_000 }),
        (zone, minute) => {
          const clock = clockOf(zone);
          const moment = minute * 60_000;
          expect(text(wallAt(clock, moment))).toBe(instantToWall(new Date(moment), zone));
          expect(instantOf(clock, moment)).toBe(wallToInstant(text(moment), zone).getTime());
          expect(furthestAhead(clock, moment)).toBeGreaterThanOrEqual(wallAt(clock, moment) - moment);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("a skipped wall moves forward by the gap, a repeated one is the first, a skipped day is the next", () => {
    const at = (zone: string, wall: string) => text(instantOf(clockOf(zone), wallOf(wall)));
    expect(at("America/New_York", "2026-03-08T02:30")).toBe("2026-03-08T07:30:00");
    expect(at("America/New_York", "2026-11-01T01:30")).toBe("2026-11-01T05:30:00");
    expect(at("Australia/Lord_Howe", "2026-10-04T02:15")).toBe("2026-10-03T15:45:00");
    expect(at("Antarctica/Troll", "2026-10-25T01:30")).toBe("2026-10-24T23:30:00");
    expect(at("Pacific/Apia", "2011-12-30T09:00")).toBe(at("Pacific/Apia", "2011-12-31T09:00"));
  });

  test("walls are dates that there are", () => {
    expect(wallOf("2026-11-23T09:00")).toBe(Date.UTC(2026, 10, 23, 9));
    expect(wallOf("2028-02-29T00:00") % DAY_MS).toBe(0);
    const none = [
      "2026-02-30T09:00",
      "2027-02-29T09:00",
      "2026-11-23",
      "2026-11-23T24:00",
      "2026-1-3T09:00",
      "",
    ];
    for (const wall of [...none, "2026-11-23T09:00Z", "2026-13-01T09:00"])
      expect(wallOf(wall), wall).toBeNaN();
  });
});
