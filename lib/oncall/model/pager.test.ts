import { describe, expect, test } from "vitest";
import { graceEnd, isPending, needsFullHandoff, takings } from "./pager.ts";

const at = (hours: number) => new Date(Date.UTC(2026, 10, 23) + hours * 3_600_000);
const shift = (userId: string | null, from: number, to: number, taken?: number) => ({
  userId,
  from: at(from),
  to: at(to),
  acceptedAt: taken === undefined ? null : at(taken),
  takesAt: taken === undefined ? null : at(taken),
});
const hours = (dates: Date[]) => dates.map((one) => (one.getTime() - at(0).getTime()) / 3_600_000);

describe("when the pager comes to whom", () => {
  test("at once where nobody hands over, else when the grace time ends", () => {
    const shifts = [
      shift("ines", 0, 8),
      shift("tom", 8, 16),
      shift("tom", 16, 24),
      shift(null, 24, 30),
      shift("ines", 30, 40),
    ];
    expect(hours(takings(shifts, null, 30))).toEqual([0, 8.5, 16, 24, 30]);
    expect(hours(takings(shifts.slice(0, 1), "tom", 30))).toEqual([0.5]);
  });

  test("an acceptance is kept, whichever grace time is set later", () => {
    const shifts = [shift("tom", 8, 16, 8.1), shift("ines", 16, 24)];
    expect(hours(takings(shifts, "ines", 60))).toEqual([8.1, 17]);
  });

  test("never later than in the middle of a shift: nobody can be passed over by short ones", () => {
    expect(hours(takings([shift("tom", 8, 8.5), shift("eva", 8.5, 9)], "ines", 240))).toEqual([8.25, 8.75]);
    expect(graceEnd({ from: at(0), to: at(0.2) }, 30)).toEqual(at(0.1));
  });

  test("is pending up to that instant and not at it", () => {
    expect(isPending({ takesAt: at(1) }, at(0.99))).toBe(true);
    expect(isPending({ takesAt: at(1) }, at(1))).toBe(false);
  });
});

describe("the five steps", () => {
  const stretch = (from: number, to: number, source = "rotation") => ({ from: at(from), to: at(to), source });
  test("are for shifts of four hours and more, also when the one before was cut short", () => {
    expect(needsFullHandoff(stretch(8, 12), stretch(0, 8))).toBe(true);
    expect(needsFullHandoff(stretch(8, 11.9), stretch(0, 8))).toBe(false);
    expect(needsFullHandoff(stretch(8, 16), stretch(7.9, 8))).toBe(true);
    expect(needsFullHandoff(stretch(8, 16), null)).toBe(true);
  });
  test("are not for coming back from a short cover", () => {
    expect(needsFullHandoff(stretch(8, 16), stretch(7, 8, "cover"))).toBe(false);
    expect(needsFullHandoff(stretch(8, 16), stretch(0, 8, "override"))).toBe(true);
  });
});
