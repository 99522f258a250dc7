import { describe, expect, test } from "vitest";
import { addMinutes } from "#lib/platform/time.ts";
import { dueNotice, isDigestTime, isReportTime, weekOf } from "./notice.ts";

const FROM = new Date("2026-11-23T09:00:00Z");
const shift = (facts: { noticed?: number; begun?: boolean; hours?: number } = {}) => ({
  fromAt: FROM,
  toAt: addMinutes(FROM, (facts.hours ?? 168) * 60),
  noticedAt: facts.noticed === undefined ? null : addMinutes(FROM, -facts.noticed),
  begunAt: facts.begun ? FROM : null,
});
/** What is due so many minutes before its beginning. */
const before = (minutes: number, facts = {}) => dueNotice(shift(facts), addMinutes(FROM, -minutes));

describe("what is said of a shift", () => {
  test("a day before, an hour before, and when it has begun; each once", () => {
    expect(before(1441)).toBeNull();
    expect(before(1440)).toBe("day");
    expect(before(1439, { noticed: 1440 })).toBeNull();
    expect(before(61, { noticed: 1440 })).toBeNull();
    expect(before(60, { noticed: 1440 })).toBe("hour");
    expect(before(59, { noticed: 60 })).toBeNull();
    expect(before(0, { noticed: 60 })).toBe("begun");
    expect(before(-1, { noticed: 60, begun: true })).toBeNull();
  });

  test("late, the nearer word stands for the farther one, and what is over is not told", () => {
    expect(before(300)).toBe("day");
    expect(before(30)).toBe("hour");
    expect(before(-1)).toBe("begun");
    expect(before(-719)).toBe("begun");
    expect(before(-720)).toBeNull();
    expect(before(-120, { hours: 2 })).toBeNull();
  });
});

test("weeks are ISO weeks, also around the new year", () => {
  expect(weekOf("2026-11-23")).toBe("2026-W48");
  expect(weekOf("2027-01-03")).toBe("2026-W53");
  expect(weekOf("2027-01-04")).toBe("2027-W01");
  expect(weekOf("2024-12-30")).toBe("2025-W01");
});

test("the digest is Monday's, from 08:00 to 20:00 on the person's clock", () => {
  expect(isDigestTime("2026-11-23T07:59:59")).toBe(false);
  expect(isDigestTime("2026-11-23T08:00:00")).toBe(true);
  expect(isDigestTime("2026-11-23T19:59:59")).toBe(true);
  expect(isDigestTime("2026-11-23T20:00:00")).toBe(false);
  expect(isDigestTime("2026-11-24T09:00:00")).toBe(false);
});

test("the report is the first's, late until the third", () => {
  expect(isReportTime("2026-12-01T07:59:00")).toBe(false);
  expect(isReportTime("2026-12-01T08:00:00")).toBe(true);
  expect(isReportTime("2026-12-03T23:59:00")).toBe(true);
  expect(isReportTime("2026-12-04T00:00:00")).toBe(false);
});
