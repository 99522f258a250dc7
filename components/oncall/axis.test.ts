import { describe, expect, it } from "vitest";
import {
  axisOf,
  dateAt,
  firstDay,
  isDate,
  lengthOf,
  percentOf,
  placeOf,
  sharedZone,
  snap,
  step,
} from "./axis.ts";

const at = (iso: string) => Date.parse(iso);

describe("the axis of a rota", () => {
  it("begins with the Monday, or the first of the month", () => {
    expect(firstDay("two", "2026-11-22")).toBe("2026-11-16");
    expect(firstDay("week", "2026-11-23")).toBe("2026-11-23");
    expect(firstDay("month", "2026-11-23")).toBe("2026-11-01");
  });
  it("turns its pages without losing or doubling a day", () => {
    expect(step("week", "2026-12-28", 1)).toBe("2027-01-04");
    expect(step("two", "2026-11-16", -1)).toBe("2026-11-02");
    expect(step("month", "2026-01-01", 1)).toBe("2026-02-01");
    expect(step("month", "2026-03-01", -1)).toBe("2026-02-01");
    expect(lengthOf("month", "2028-02-01")).toBe(29);
    expect(lengthOf("two", "2026-11-16")).toBe(14);
  });
  it("knows the day that has 23 hours, and the one with 25", () => {
    const spring = axisOf("2026-03-23", 7, "Europe/Berlin");
    const last = spring.days[6];
    expect(last && (last.end - last.start) / 3_600_000).toBe(23);
    expect((spring.to - spring.from) / 3_600_000).toBe(167);
    const autumn = axisOf("2026-10-25", 1, "Europe/Berlin");
    expect((autumn.to - autumn.from) / 3_600_000).toBe(25);
    expect(spring.days.map((day) => day.weekend)).toEqual([false, false, false, false, false, true, true]);
  });
  it("places what lies in it, and says what goes on beyond", () => {
    const axis = axisOf("2026-11-23", 10, "UTC");
    expect(placeOf(axis, at("2026-11-24T00:00Z"), at("2026-11-26T00:00Z"))).toEqual({
      left: 10,
      width: 20,
      before: false,
      after: false,
    });
    expect(placeOf(axis, at("2026-11-20T00:00Z"), at("2026-12-20T00:00Z"))).toEqual({
      left: 0,
      width: 100,
      before: true,
      after: true,
    });
    expect(placeOf(axis, at("2026-11-20T00:00Z"), axis.from)).toBeNull();
    expect(percentOf(axis, at("2026-11-28T00:00Z"))).toBe(50);
  });
  it("snaps to the local hour, also where the zone stands between hours", () => {
    const axis = axisOf("2026-11-23", 7, "Asia/Kathmandu");
    const snapped = new Date(snap(axis, 0.3333, false)).toISOString();
    expect(snapped.slice(14, 16)).toBe("15");
    const fine = snap(axis, 0.33344, true);
    expect((fine - axis.from) % 900_000).toBe(0);
    expect(snap(axis, 2, false)).toBe(axis.to);
    expect(snap(axis, -1, false)).toBe(axis.from);
  });
  it("reads dates and zones", () => {
    expect(isDate("2026-02-29")).toBe(false);
    expect(isDate("2028-02-29")).toBe(true);
    expect(isDate("yesterday")).toBe(false);
    expect(dateAt(at("2026-11-22T20:00Z"), "Asia/Kathmandu")).toBe("2026-11-23");
    expect(sharedZone(["Europe/Berlin", "Europe/Berlin"], "UTC")).toBe("Europe/Berlin");
    expect(sharedZone(["Europe/Berlin", "Asia/Tokyo"], "UTC")).toBe("UTC");
    expect(sharedZone([], "UTC")).toBe("UTC");
  });
});
