import { describe, expect, test } from "vitest";
import {
  formatBytes,
  formatChange,
  formatClock,
  formatDate,
  formatInstant,
  formatLimit,
  formatLongDay,
  formatMeasure,
  formatMoment,
  formatNumber,
  formatRelative,
  formatRemaining,
  formatSpan,
  formatTarget,
  formatTime,
  formatWeekday,
  formatZone,
  isoWeek,
  knownZone,
  plural,
} from "#lib/platform/format.ts";

const BERLIN = "Europe/Berlin";

describe("spans", () => {
  test.each([
    [0, "0:00"],
    [7.9, "0:07"],
    [1992, "33:12"],
    [3600, "1:00:00"],
    [10_267, "2:51:07"],
    [86_399, "23:59:59"],
    [86_400, "1 d 00 h"],
    [3 * 86_400 + 2 * 3600 + 59, "3 d 02 h"],
    [-5, "0:00"],
  ])("clock of %d s is %s", (seconds, text) => expect(formatClock(seconds)).toBe(text));

  test.each([
    [40, "40 s"],
    [60, "1 min"],
    [1_320, "22 min"],
    [3_600, "1 h"],
    [10_260, "2 h 51 min"],
    [86_400, "24 h"],
    [3 * 86_400 + 2 * 3600, "3 d 02 h"],
    [2 * 86_400, "2 d"],
  ])("span of %d s is %s", (seconds, text) => expect(formatSpan(seconds)).toBe(text));

  test("limits are said in the largest whole unit", () => {
    expect(formatLimit(300)).toBe("5 min");
    expect(formatLimit(4 * 3600)).toBe("4 h");
    expect(formatLimit(86_400)).toBe("1 day");
    expect(formatLimit(7 * 86_400)).toBe("1 week");
    expect(formatLimit(10 * 86_400)).toBe("10 days");
  });

  test("before and after the limit read differently", () => {
    expect(formatRemaining(140)).toBe("in 2:20");
    expect(formatRemaining(0)).toBe("in 0:00");
    expect(formatRemaining(-192)).toBe("over by 3:12");
  });
});

describe("instants", () => {
  const iso = "2026-11-21T13:05:00.000Z";
  test("are written without doubt, in the zone that was passed in", () => {
    expect(formatInstant(iso, BERLIN)).toBe("21 Nov 2026, 14:05 CET");
    expect(formatInstant(iso, "America/New_York")).toBe("21 Nov 2026, 08:05 EST");
    expect(formatInstant(iso, "Asia/Kathmandu")).toBe("21 Nov 2026, 18:50 GMT+5:45");
    expect(formatInstant(iso, "UTC")).toBe("21 Nov 2026, 13:05 UTC");
  });

  test("the zone's name follows the clock change", () => {
    expect(formatZone("2026-07-01T12:00:00Z", BERLIN)).toBe("CEST");
    expect(formatZone("2026-12-01T12:00:00Z", BERLIN)).toBe("CET");
    expect(formatZone("2026-07-01T12:00:00Z", "Europe/London")).toBe("BST");
  });

  test("September has three letters and midnight is 00:00", () => {
    expect(formatDate("2026-09-05T12:00:00Z", "UTC")).toBe("5 Sep 2026");
    expect(formatTime("2026-09-05T00:00:00Z", "UTC")).toBe("00:00");
  });

  test("the local day decides, not the UTC day", () => {
    expect(formatWeekday("2026-11-22T23:30:00Z", BERLIN)).toBe("Mon 23 Nov");
    expect(formatLongDay("2026-11-22T23:30:00Z", BERLIN)).toBe("Monday 23 November");
  });

  test("an unknown zone falls back to UTC instead of failing the page", () => {
    expect(knownZone("Mars/Olympus")).toBe("UTC");
    expect(formatInstant(iso, "Mars/Olympus")).toBe("21 Nov 2026, 13:05 UTC");
  });

  test("a moment near now leaves out what is known", () => {
    const now = Date.parse("2026-11-23T08:14:00Z");
    expect(formatMoment("2026-11-23T07:41:00Z", now, BERLIN)).toBe("08:41");
    expect(formatMoment("2026-11-20T07:41:00Z", now, BERLIN)).toBe("20 Nov, 08:41");
    expect(formatMoment("2025-11-20T07:41:00Z", now, BERLIN)).toBe("20 Nov 2025, 08:41");
  });

  test.each([
    ["2026-11-23T08:14:00Z", 48],
    ["2026-01-01T12:00:00Z", 1],
    ["2027-01-01T12:00:00Z", 53],
    ["2024-12-30T12:00:00Z", 1],
  ])("week of %s is %d", (at, week) => expect(isoWeek(at, BERLIN)).toBe(week));
});

describe("relative times", () => {
  const now = Date.parse("2026-11-23T08:14:00Z");
  test.each([
    ["2026-11-23T08:13:30Z", "just now"],
    ["2026-11-23T08:11:00Z", "3 min ago"],
    ["2026-11-23T08:19:00Z", "in 5 min"],
    ["2026-11-23T05:10:00Z", "3 h ago"],
    ["2026-11-20T08:14:00Z", "3 d ago"],
    ["2026-08-14T08:14:00Z", "14 Aug 2026"],
  ])("%s is %s", (iso, text) => expect(formatRelative(iso, now, BERLIN)).toBe(text));
});

describe("figures", () => {
  test("numbers are grouped, short and never exponents", () => {
    expect(formatNumber(2340)).toBe("2,340");
    expect(formatNumber(99.954)).toBe("99.95");
    expect(formatNumber(1e21)).toBe("1,000,000,000,000,000,000,000");
    expect(formatNumber(-2.6)).toBe("−2.6");
    expect(formatNumber(-0.0001)).toBe("0");
    expect(formatNumber(null)).toBe("–");
    expect(formatNumber(Number.NaN)).toBe("–");
  });

  test("units stand behind the figure", () => {
    expect(formatMeasure(642, "ms")).toBe("642 ms");
    expect(formatMeasure(99.95, "percent")).toBe("99.95 %");
    expect(formatMeasure(7, "count")).toBe("7");
    expect(formatMeasure(2.61, "seconds")).toBe("2.61 s");
    expect(formatMeasure(252, "seconds")).toBe("4:12");
    expect(formatMeasure(4.2, "minutes")).toBe("4:12");
    expect(formatMeasure(41e9, "bytes")).toBe("41 GB");
    expect(formatMeasure(null, "ms")).toBe("–");
  });

  test("bytes change unit before they reach a thousand", () => {
    expect(formatBytes(0)).toBe("0 B");
    expect(formatBytes(999)).toBe("999 B");
    expect(formatBytes(999_900)).toBe("1 MB");
    expect(formatBytes(1_540_000)).toBe("1.5 MB");
  });

  test("a change carries its sign", () => {
    expect(formatChange(231, "ms")).toBe("+231 ms");
    expect(formatChange(-0.09, "s")).toBe("−0.09 s");
    expect(formatChange(-48, "seconds")).toBe("−48 s");
    expect(formatChange(0.001, "%")).toBe("±0");
  });

  test("targets and counts", () => {
    expect(formatTarget("lt", 500, "ms")).toBe("< 500 ms");
    expect(formatTarget("gte", 99.9, "%")).toBe("≥ 99.9 %");
    expect(plural(1, "day")).toBe("1 day");
    expect(plural(3, "day")).toBe("3 days");
    expect(plural(2, "entry", "entries")).toBe("2 entries");
  });
});
