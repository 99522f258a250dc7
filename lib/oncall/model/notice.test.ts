import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMinutes } from "#lib/platform/time.ts";
import { dueNotice, isDigestTime, isReportTime, type Noticed, type NoticeTimes, weekOf } from "./notice.ts";

const FROM = new Date("2026-11-23T09:00:00Z");
const usual = { noticeFirstMinutes: 1440, noticeLastMinutes: 60 };
type Facts = { said?: "first" | "last" | "begun"; hours?: number; times?: NoticeTimes };
const shift = ({ said, hours }: Facts) => ({
  fromAt: FROM,
  toAt: addMinutes(FROM, (hours ?? 168) * 60),
  noticedAt: said ? addMinutes(FROM, -1440) : null,
  nearedAt: said === "last" || said === "begun" ? addMinutes(FROM, -60) : null,
  begunAt: said === "begun" ? FROM : null,
});
/** What is due so many minutes before its beginning. */
const before = (minutes: number, facts: Facts = {}) =>
  dueNotice(shift(facts), facts.times ?? usual, addMinutes(FROM, -minutes));

/** What is said of one shift, minute by minute, while its times change: "first 1440". */
function told(timesAt: (minutesAhead: number) => NoticeTimes, from = 21_000): string[] {
  const said: string[] = [];
  const one = { ...shift({}) } as { -readonly [K in keyof Noticed]: Noticed[K] };
  for (let ahead = from; ahead >= -5; ahead -= 1) {
    const now = addMinutes(FROM, -ahead);
    const kind = dueNotice(one, timesAt(ahead), now);
    if (!kind) continue;
    said.push(`${kind} ${ahead}`);
    if (kind === "begun") one.begunAt = now;
    else one.noticedAt ??= now;
    if (kind === "last") one.nearedAt = now;
  }
  return said;
}
const times = (first: number | null, last: number | null): NoticeTimes => ({
  noticeFirstMinutes: first,
  noticeLastMinutes: last,
});

describe("what is said of a shift", () => {
  test("a day before, an hour before, and when it has begun; each once", () => {
    expect(before(1441)).toBeNull();
    expect(before(1440)).toBe("first");
    expect(before(1439, { said: "first" })).toBeNull();
    expect(before(61, { said: "first" })).toBeNull();
    expect(before(60, { said: "first" })).toBe("last");
    expect(before(59, { said: "last" })).toBeNull();
    expect(before(0, { said: "last" })).toBe("begun");
    expect(before(-1, { said: "begun" })).toBeNull();
  });

  test("at the times of its schedule, which may leave one or both out", () => {
    expect(told(() => times(20_160, 5))).toEqual(["first 20160", "last 5", "begun 0"]);
    expect(told(() => times(null, 30))).toEqual(["last 30", "begun 0"]);
    expect(told(() => times(720, null))).toEqual(["first 720", "begun 0"]);
    expect(told(() => times(null, null))).toEqual(["begun 0"]);
  });

  test.each([
    ["the first sooner, after it was said", 1000, times(720, 60), ["first 1440", "last 60"]],
    ["the first farther off, after it was said", 1000, times(2880, 60), ["first 1440", "last 60"]],
    ["the first farther off, before it was said", 3000, times(4320, 60), ["first 3000", "last 60"]],
    ["the last sooner, after it was said", 50, times(1440, 10), ["first 1440", "last 60"]],
    ["the last farther off, before it was said", 100, times(1440, 240), ["first 1440", "last 100"]],
    ["one taken out", 1000, times(null, 30), ["first 1440", "last 30"]],
    ["one put in", 1000, times(2880, 15), ["first 1440", "last 15"]],
  ])("a change of the times neither repeats nor loses a word: %s", (_what, at, after, said) => {
    expect(told((ahead) => (ahead > at ? usual : after))).toEqual([...said, "begun 0"]);
  });

  test("any two times, changed at any moment: no word twice, and the beginning always", () => {
    const either = fc.constantFrom(times(1440, 60), times(10_080, 240), times(null, 15), times(720, null));
    fc.assert(
      fc.property(either, either, fc.integer({ min: 0, max: 3000 }), (one, two, at) => {
        const kinds = told((ahead) => (ahead > at ? one : two), 3000).map((words) => words.split(" ")[0]);
        expect(new Set(kinds).size).toBe(kinds.length);
        expect(kinds.at(-1)).toBe("begun");
        // What both settings want is said, whenever it was that they changed.
        if (one.noticeLastMinutes !== null && two.noticeLastMinutes !== null) expect(kinds).toContain("last");
      }),
      { numRuns: 60 },
    );
  });

  test("late, the nearer word stands for the farther one, and what is over is not told", () => {
    expect(before(300)).toBe("first");
    expect(before(30)).toBe("last");
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
