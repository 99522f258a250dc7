import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMinutes } from "#lib/platform/time.ts";
import { CalendarProblem, MOST_STRETCHES, readCalendar } from "./calendar.ts";
import { worldName } from "./calendar-zones.ts";
import { feedText } from "./feed.ts";
import { matchPerson } from "./match.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const WINDOW = { zone: "Europe/Berlin", from: NOW, to: addMinutes(NOW, 366 * 1440) };
const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:a@x", ...lines, "END:VEVENT"].join("\r\n");
const calendar = (...parts: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...parts, "END:VCALENDAR", ""].join("\r\n");
const read = (...parts: string[]) => readCalendar(calendar(...parts), WINDOW);
const spans = (...parts: string[]) =>
  read(...parts).stretches.map(
    (one) => `${one.from.toISOString().slice(0, 16)} ${one.to.toISOString().slice(0, 16)}`,
  );
const because = (...parts: string[]) => read(...parts).problems.map((one) => one.because);
/** Reads and says how long that took, in milliseconds. */
function timed(text: string): { took: number; outcome: unknown } {
  const begun = performance.now();
  let outcome: unknown;
  try {
    outcome = readCalendar(text, WINDOW);
  } catch (error) {
    expect(error).toBeInstanceOf(CalendarProblem);
    outcome = (error as Error).message;
  }
  return { took: performance.now() - begun, outcome };
}

describe("times", () => {
  test("in UTC, in a zone, floating and whole days (these in the zone of the schedule)", () => {
    expect(spans(event("DTSTART:20261130T080000Z", "DTEND:20261130T160000Z"))).toEqual([
      "2026-11-30T08:00 2026-11-30T16:00",
    ]);
    expect(
      spans(
        event("DTSTART;TZID=America/New_York:20261130T080000", "DTEND;TZID=America/New_York:20261130T160000"),
      ),
    ).toEqual(["2026-11-30T13:00 2026-11-30T21:00"]);
    expect(spans(event("DTSTART:20261130T080000", "DURATION:PT8H"))).toEqual([
      "2026-11-30T07:00 2026-11-30T15:00",
    ]);
    expect(spans(event("DTSTART;VALUE=DATE:20261130", "DTEND;VALUE=DATE:20261202"))).toEqual([
      "2026-11-29T23:00 2026-12-01T23:00",
    ]);
    expect(spans(event("DTSTART;VALUE=DATE:20261130"))).toEqual(["2026-11-29T23:00 2026-11-30T23:00"]);
  });

  test("what runs is cut at now, what is over is counted", () => {
    expect(spans(event("DTSTART:20261121T080000Z", "DTEND:20261121T160000Z"))).toEqual([
      "2026-11-21T12:00 2026-11-21T16:00",
    ]);
    expect(read(event("DTSTART:20261120T080000Z", "DTEND:20261120T160000Z"))).toMatchObject({
      past: 1,
      stretches: [],
    });
  });

  test("a zone by a vendor's path, by what the calendar says of it, and one that nobody knows", () => {
    const at = (tzid: string) =>
      event(`DTSTART;TZID=${tzid}:20270701T080000`, `DTEND;TZID=${tzid}:20270701T090000`);
    const vendors = [
      "/mozilla.org/20070129_1/Europe/Berlin",
      "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin",
    ];
    for (const tzid of vendors) expect(spans(at(tzid))).toEqual(["2027-07-01T06:00 2027-07-01T07:00"]);
    const outlook = [
      "BEGIN:VTIMEZONE",
      "TZID:W. Europe Standard Time",
      "BEGIN:STANDARD",
      "DTSTART:16010101T030000",
      "TZOFFSETFROM:+0200",
      "TZOFFSETTO:+0100",
      "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
      "END:STANDARD",
      "BEGIN:DAYLIGHT",
      "DTSTART:16010101T020000",
      "TZOFFSETFROM:+0100",
      "TZOFFSETTO:+0200",
      "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3",
      "END:DAYLIGHT",
      "END:VTIMEZONE",
    ].join("\r\n");
    const west = "W. Europe Standard Time";
    expect(spans(outlook, at(west))).toEqual(["2027-07-01T06:00 2027-07-01T07:00"]);
    expect(because(at(west))).toEqual([`The time zone "${west}" is not known.`]);
    expect(worldName("/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires")).toBe(
      "America/Argentina/Buenos_Aires",
    );
    expect(worldName("Nowhere/Land")).toBeNull();
  });
});

describe("repetitions", () => {
  const weekly = ["DTSTART;TZID=Europe/Berlin:20261123T090000", "DTEND;TZID=Europe/Berlin:20261130T090000"];

  test("go by the wall clock over a clock change, and end with COUNT, UNTIL or the window", () => {
    const found = spans(event(...weekly, "RRULE:FREQ=WEEKLY;INTERVAL=2"));
    expect(found).toHaveLength(27);
    expect(found[0]).toBe("2026-11-23T08:00 2026-11-30T08:00");
    expect(found).toContain("2027-03-29T07:00 2027-04-05T07:00");
    expect(spans(event(...weekly, "RRULE:FREQ=WEEKLY;COUNT=3"))).toHaveLength(3);
    expect(spans(event(...weekly, "RRULE:FREQ=WEEKLY;UNTIL=20261207T080000Z"))).toHaveLength(3);
    expect(spans(event(...weekly, "RRULE:FREQ=WEEKLY;UNTIL=20261207T075959Z"))).toHaveLength(2);
    expect(spans(event(...weekly, "RRULE:FREQ=WEEKLY;UNTIL=20261207"))).toHaveLength(3);
  });

  test("leave out EXDATE, add RDATE, and give way to an event of their own", () => {
    const found = read(
      event(
        ...weekly,
        "SUMMARY:Ines",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "EXDATE;TZID=Europe/Berlin:20261130T090000",
        "RDATE;TZID=Europe/Berlin:20270105T090000",
      ),
      event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20261207T090000",
        "SUMMARY:Tom",
        "DTSTART:20261207T100000Z",
        "DTEND:20261207T120000Z",
      ),
    );
    expect(found.stretches.map((one) => `${one.who} ${one.from.toISOString().slice(0, 16)}`)).toEqual([
      "Ines 2026-11-23T08:00",
      "Tom 2026-12-07T10:00",
      "Ines 2027-01-05T08:00",
    ]);
  });

  test("that never end, never come or come too often are said", () => {
    const rules = [
      "FREQ=SECONDLY",
      "FREQ=MINUTELY",
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
      "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=200",
      "FREQ=DAILY;INTERVAL=99999",
      "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=WEEKLY;BYDAY=XX",
      "FREQ=NEVER",
      "COUNT=5",
    ];
    for (const rule of rules) {
      const text = calendar(event("DTSTART:19700101T000000Z", "DTEND:19700101T000100Z", `RRULE:${rule}`));
      const { outcome } = timed(text);
      const said = typeof outcome === "string" ? [outcome] : (outcome as { problems: unknown[] }).problems;
      expect(said.length, rule).toBeGreaterThan(0);
    }
  });
});

test("any rule made of rules' parts ends", () => {
  const part = fc.oneof(
    fc.tuple(
      fc.constantFrom("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYHOUR", "BYMINUTE"),
      fc.integer({ min: -60, max: 400 }),
    ),
    fc.tuple(fc.constant("BYDAY"), fc.constantFrom("MO", "5FR", "-5SU", "53TU", "0WE", "SA,SU")),
    fc.tuple(fc.constantFrom("INTERVAL", "COUNT"), fc.integer({ min: -2, max: 2000 })),
    fc.tuple(fc.constant("WKST"), fc.constantFrom("MO", "SU", "X")),
  );
  const freq = fc.constantFrom("MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY");
  const start = fc.constantFrom("19700101T000000Z", "20240229T233000Z", "20261130T080000Z");
  let slowest = 0;
  fc.assert(
    fc.property(freq, fc.array(part, { maxLength: 5 }), start, (often, parts, begins) => {
      const rule = [`FREQ=${often}`, ...parts.map(([name, value]) => `${name}=${value}`)].join(";");
      const { took } = timed(calendar(event(`DTSTART:${begins}`, "DURATION:PT1H", `RRULE:${rule}`)));
      slowest = Math.max(slowest, took);
    }),
    { numRuns: process.env.EVENKEEL_LONG === "1" ? 5000 : 100 },
  );
  console.log(`rules: the slowest took ${Math.round(slowest)} ms`);
}, 120_000);

test("whom an event names: who attends, or the summary without On call", () => {
  const times = ["DTSTART:20261130T080000Z", "DTEND:20261130T160000Z"];
  const who = (...lines: string[]) => read(event(...times, ...lines)).stretches[0]?.who;
  expect(who("SUMMARY:On Call - Ines Albrecht - Payments")).toBe("Ines Albrecht - Payments");
  expect(who("SUMMARY:Rota", "ATTENDEE;CN=Ines:mailto:Ines@example.org")).toBe("Ines@example.org");
  expect(read(event(...times, "SUMMARY:Nobody on call\\, Line"))).toMatchObject({ nobody: 1, stretches: [] });
  expect(read(event(...times, "STATUS:CANCELLED", "SUMMARY:Ines"))).toMatchObject({ stretches: [] });
});

test("names and addresses mean one person of the team, or nobody", () => {
  const [anna, marie, tom] = [
    { id: "1", name: "Anna Lee", email: "anna@example.org" },
    { id: "2", name: "Anna Lee-Marie", email: "marie@example.org" },
    { id: "3", name: "Tom", email: "tom@example.org" },
  ];
  const people = [anna, marie, tom];
  expect(matchPerson("ANNA@example.org", people)).toBe(anna);
  expect(matchPerson(" anna  lee ", people)).toBe(anna);
  expect(matchPerson("Anna Lee-Marie, Payments", people)).toBe(marie);
  expect(matchPerson("Tom, Payments", people)).toBe(tom);
  expect(matchPerson("Tomorrow", people)).toBeNull();
  expect(matchPerson("Tom and Tom", [tom, { ...tom, id: "4" }])).toBeNull();
  expect(matchPerson("", people)).toBeNull();
});

test("our own calendars come back as they went out, whatever the names", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 });
  const hours = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(name, name, hours, (person, schedule, lengths) => {
      let at = NOW;
      const shifts = lengths.map((length, index) => {
        const from = at;
        at = addMinutes(at, length * 60);
        const id = `0193500${index.toString(16)}-0000-7000-8000-000000000000`;
        return { id, from, to: at, person: `x${person}`, schedule, url: "https://example.org" };
      });
      const found = readCalendar(feedText({ name: schedule, shifts }), WINDOW);
      const expected = shifts.filter((one) => one.from < WINDOW.to);
      expect(found.stretches.map(({ from, to }) => ({ from, to }))).toEqual(
        expected.map(({ from, to }) => ({ from, to })),
      );
      expect(found.problems).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe("what is sent on purpose", () => {
  const MB = 1_000_000;
  const fill = (text: string) => text.repeat(Math.ceil(MB / text.length)).slice(0, MB);
  const inEvent = (lines: string) =>
    `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n${lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;

  test("a megabyte of anything is refused or read, and ends", () => {
    const texts = {
      letters: fill("A"),
      lines: fill("A:B\r\n"),
      folded: inEvent(`SUMMARY:${fill("x\r\n ")}`),
      parameters: inEvent(`DTSTART;${fill('A="b",')}:20261130T080000Z`),
      repeated: inEvent(`DTSTART;${fill("A=b;")}:20261130T080000Z`),
      // Just under what a line may have.
      many: inEvent(fill(`X-A;${"A=b;".repeat(2400)}:c\r\n`)),
      quotes: inEvent(`DTSTART;TZID="${fill("a")}`),
      deep: fill("BEGIN:VEVENT\r\n"),
      nested: "BEGIN:A\r\n".repeat(40_000) + "END:A\r\n".repeat(40_000),
      zones: calendar(
        fill("BEGIN:VTIMEZONE\r\nTZID:a\r\nEND:VTIMEZONE\r\n").replace(
          /BEGIN(?!.*END:VTIMEZONE)[\s\S]*$/,
          "",
        ),
      ),
      events: calendar(
        Array.from({ length: 9000 }, () => event("DTSTART:20261130T080000Z", "DURATION:PT1H")).join("\r\n"),
      ),
      noise: fill("ÿ\u0001\u{1F98A}:;,\r\n"),
      // A zone of its own with as many changes as fit.
      changes: calendar(
        `BEGIN:VTIMEZONE\r\nTZID:x\r\n${Array.from({ length: 6000 }, () => "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY\r\nEND:STANDARD").join("\r\n")}\r\nEND:VTIMEZONE`,
        event("DTSTART;TZID=x:20261130T080000", "DURATION:PT1H"),
      ),
      // Rules that cost much and yield little.
      costly: calendar(
        Array.from({ length: 8000 }, () =>
          event("DTSTART:19700101T000000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYMONTHDAY=-15;BYDAY=SA,SU"),
        ).join("\r\n"),
      ),
      rare: calendar(
        Array.from({ length: 8000 }, () =>
          event("DTSTART:20261130T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU"),
        ).join("\r\n"),
      ),
      dates: inEvent(
        `DTSTART:20261130T080000Z\r\nDURATION:PT1H\r\nRDATE:${fill("20261130T080000Z,").slice(0, -20)}`,
      ),
    };
    let slowest = 0;
    for (const [name, text] of Object.entries(texts)) {
      const { took, outcome } = timed(text);
      slowest = Math.max(slowest, took);
      expect(outcome, name).toBeDefined();
    }
    console.log(`calendars sent on purpose: the slowest took ${Math.round(slowest)} ms`);
  });

  test(`more than ${MOST_STRETCHES} shifts ahead are no rota`, () => {
    const rule = event("DTSTART:20261122T080000Z", "DTEND:20261122T083000Z", "RRULE:FREQ=HOURLY");
    expect(timed(calendar(rule)).outcome).toMatch(/repeats too often/);
  });
});
