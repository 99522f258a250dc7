import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addWorkingSeconds,
  bucketEdges,
  clockChangesIn,
  endOfLocalDay,
  instantToWall,
  isOutOfHours,
  localDate,
  nextOccurrence,
  occurrences,
  offsetMinutes,
  rruleProblem,
  type ServiceHours,
  serviceHoursProblem,
  validRrule,
  validZone,
  wallToInstant,
  workingSecondsBetween,
} from "./time.ts";

const at = (iso: string) => new Date(iso);
const iso = (dates: Date[]) => dates.map((date) => date.toISOString().replace(":00.000Z", "Z"));
const daily = (time: string, zone: string) => ({ rrule: "FREQ=DAILY", time, zone });

/** An oracle of its own: what the platform's calendar shows. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(zone, made);
  return made;
}

function intlWall(date: Date, zone: string): string {
  const parts = formatOf(zone).formatToParts(date);
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${get("year")}-${get("month")}-${get("day")}T${get("hour")}:${get("minute")}`;
}

describe("wall time and instant", () => {
  test("Kathmandu stands 5 h 45 min before UTC, all year", () => {
    expect(wallToInstant("2026-01-05T09:00", "Asia/Kathmandu").toISOString()).toBe(
      "2026-01-05T03:15:00.000Z",
    );
    expect(instantToWall(at("2026-07-05T03:15:00Z"), "Asia/Kathmandu")).toBe("2026-07-05T09:00:00");
  });

  test("a skipped wall time moves forward by the gap, one that comes twice is the first", () => {
    expect(wallToInstant("2026-03-08T02:30", "America/New_York").toISOString()).toBe(
      "2026-03-08T07:30:00.000Z",
    );
    expect(wallToInstant("2026-11-01T01:30", "America/New_York").toISOString()).toBe(
      "2026-11-01T05:30:00.000Z",
    );
    expect(wallToInstant("2026-10-25T02:30", "Europe/Berlin").toISOString()).toBe("2026-10-25T00:30:00.000Z");
    // Lord Howe changes by half an hour: 02:15 does not exist on 4 October 2026
    expect(
      instantToWall(wallToInstant("2026-10-04T02:15", "Australia/Lord_Howe"), "Australia/Lord_Howe"),
    ).toBe("2026-10-04T02:45:00");
  });

  test("a local day ends at the next local midnight, also when it is short, long or skipped", () => {
    expect(endOfLocalDay(at("2026-03-08T12:00:00Z"), "America/New_York").toISOString()).toBe(
      "2026-03-09T04:00:00.000Z",
    );
    // Apia went from 29 to 31 December 2011
    const end = endOfLocalDay(at("2011-12-29T20:00:00Z"), "Pacific/Apia");
    expect(localDate(end, "Pacific/Apia")).toBe("2011-12-31");
    // Beirut's clocks went forward at midnight on 27 March 2022: that day began at 01:00
    expect(instantToWall(endOfLocalDay(at("2022-03-26T12:00:00Z"), "Asia/Beirut"), "Asia/Beirut")).toBe(
      "2022-03-27T01:00:00",
    );
  });

  test("clock changes: when, by how much, and how far ahead of UTC from then on", () => {
    const changes = (zone: string, from: string, to: string) =>
      clockChangesIn(zone, at(from), at(to)).map((one) => `${iso([one.at])[0]} ${one.minutes} ${one.offset}`);
    const year = ["2026-01-01T00:00Z", "2027-01-01T00:00Z"] as const;
    expect(changes("Europe/Berlin", ...year)).toEqual([
      "2026-03-29T01:00Z 60 120",
      "2026-10-25T01:00Z -60 60",
    ]);
    expect(changes("Australia/Lord_Howe", ...year)).toEqual([
      "2026-04-04T15:00Z -30 630",
      "2026-10-03T15:30Z 30 660",
    ]);
    expect(changes("Antarctica/Troll", ...year)[0]).toBe("2026-03-29T01:00Z 120 120");
    expect(changes("Pacific/Apia", "2011-12-01T00:00Z", "2012-01-01T00:00Z")).toEqual([
      "2011-12-30T10:00Z 1440 840",
    ]);
    expect(changes("Asia/Kathmandu", ...year)).toEqual([]);
    // Half-open: the first instant counts, the last does not.
    expect(changes("Europe/Berlin", "2026-03-29T01:00Z", "2026-10-25T01:00Z")).toHaveLength(1);
    expect(offsetMinutes(at("2026-03-29T00:59:59Z"), "Europe/Berlin")).toBe(60);
    expect(offsetMinutes(at("2026-03-29T01:00Z"), "Europe/Berlin")).toBe(120);
  });

  test("zones have names; offsets and inventions have none", () => {
    for (const zone of ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"]) {
      expect(validZone(zone), zone).toBe(true);
    }
    for (const zone of ["", "+05:45", "Mars/Olympus", "Europe/Berlin ", "x".repeat(80), "__proto__"]) {
      expect(validZone(zone), zone).toBe(false);
    }
  });
});

describe("occurrences", () => {
  test("09:00 stays 09:00 across the changes of New York and Berlin", () => {
    expect(
      iso(occurrences(daily("09:00", "America/New_York"), at("2026-03-07T00:00Z"), at("2026-03-10T00:00Z"))),
    ).toEqual(["2026-03-07T14:00Z", "2026-03-08T13:00Z", "2026-03-09T13:00Z"]);
    expect(
      iso(occurrences(daily("09:00", "Europe/Berlin"), at("2026-10-24T00:00Z"), at("2026-10-27T00:00Z"))),
    ).toEqual(["2026-10-24T07:00Z", "2026-10-25T08:00Z", "2026-10-26T08:00Z"]);
  });

  test("a run in the gap opens once, later; a run in the repeated hour opens once", () => {
    expect(
      iso(occurrences(daily("02:30", "America/New_York"), at("2026-03-08T05:00Z"), at("2026-03-09T04:00Z"))),
    ).toEqual(["2026-03-08T07:30Z"]);
    expect(
      iso(occurrences(daily("01:30", "America/New_York"), at("2026-11-01T04:00Z"), at("2026-11-02T05:00Z"))),
    ).toEqual(["2026-11-01T05:30Z"]);
  });

  test("a run that a gap moved is found in the hour it was moved to", () => {
    const rule = daily("02:30", "America/New_York");
    expect(iso(occurrences(rule, at("2026-03-08T07:00Z"), at("2026-03-08T08:00Z")))).toEqual([
      "2026-03-08T07:30Z",
    ]);
  });

  test("a gap of two hours moves a run by two hours", () => {
    // Troll goes from UTC to UTC+2 on the last Sunday of March: 02:01 is 04:01 on that day.
    const rule = daily("02:01", "Antarctica/Troll");
    expect(iso(occurrences(rule, at("2012-03-24T00:00Z"), at("2012-03-27T00:00Z")))).toEqual([
      "2012-03-24T02:01Z",
      "2012-03-25T02:01Z",
      "2012-03-26T00:01Z",
    ]);
  });

  test("Apia's skipped day brings no second run on the next", () => {
    const days = occurrences(
      daily("09:00", "Pacific/Apia"),
      at("2011-12-29T00:00Z"),
      at("2012-01-01T12:00Z"),
    );
    expect(days.map((day) => localDate(day, "Pacific/Apia"))).toEqual([
      "2011-12-29",
      "2011-12-31",
      "2012-01-01",
    ]);
    expect(new Set(days.map(Number)).size).toBe(days.length);
  });

  test("first Mondays, quarters and leap days", () => {
    const rule = (rrule: string) => ({ rrule, time: "10:00", zone: "Asia/Kathmandu" });
    const local = (rrule: string, from: string, to: string) =>
      occurrences(rule(rrule), at(from), at(to)).map((date) => localDate(date, "Asia/Kathmandu"));
    expect(local("FREQ=MONTHLY;BYDAY=1MO", "2026-01-01T00:00Z", "2026-05-01T00:00Z")).toEqual([
      "2026-01-05",
      "2026-02-02",
      "2026-03-02",
      "2026-04-06",
    ]);
    expect(local("FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1MO", "2026-01-01T00:00Z", "2027-01-01T00:00Z")).toEqual(
      ["2026-01-05", "2026-04-06", "2026-07-06", "2026-10-05"],
    );
    expect(local("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-01-01T00:00Z", "2034-01-01T00:00Z")).toEqual([
      "2028-02-29",
      "2032-02-29",
    ]);
    expect(local("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-01T00:00Z", "2026-06-01T00:00Z")).toEqual([
      "2026-01-31",
      "2026-03-31",
      "2026-05-31",
    ]);
  });

  test("every five minutes goes by the instant: no hole in the repeated hour", () => {
    const rule = { rrule: "FREQ=MINUTELY;INTERVAL=5", time: "00:00", zone: "America/New_York" };
    expect(occurrences(rule, at("2026-11-01T04:00Z"), at("2026-11-01T10:00Z"))).toHaveLength(72);
    expect(occurrences(rule, at("2026-03-08T06:00Z"), at("2026-03-08T09:00Z"))).toHaveLength(36);
  });

  test("the beginning counts, the end does not", () => {
    const nine = at("2026-06-01T03:15Z");
    expect(occurrences(daily("09:00", "Asia/Kathmandu"), nine, at("2026-06-02T03:15Z"))).toEqual([nine]);
    expect(occurrences(daily("09:00", "Asia/Kathmandu"), nine, nine)).toEqual([]);
  });

  test("the next one, however far", () => {
    const leap = { rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", time: "08:00", zone: "Europe/Berlin" };
    expect(nextOccurrence(leap, at("2026-03-01T00:00Z"))?.toISOString()).toBe("2028-02-29T07:00:00.000Z");
    const nine = at("2026-06-01T03:15Z");
    expect(nextOccurrence(daily("09:00", "Asia/Kathmandu"), nine)).toEqual(nine);
  });

  const zones = [
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Santiago",
    "Asia/Beirut",
    "Antarctica/Troll",
    "UTC",
  ];
  const anyRule = fc.record({
    zone: fc.constantFrom(...zones),
    time: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`),
    rrule: fc.constantFrom(
      "FREQ=DAILY",
      "FREQ=WEEKLY;BYDAY=SU",
      "FREQ=DAILY;INTERVAL=3",
      "FREQ=MONTHLY;BYDAY=-1FR",
    ),
  });
  const instant = fc
    .integer({ min: Date.UTC(2009, 0, 1) / 6e4, max: Date.UTC(2034, 0, 1) / 6e4 })
    .map((m) => new Date(m * 6e4));

  test("a period cut in two gives the same as the whole", () => {
    fc.assert(
      fc.property(
        anyRule,
        instant,
        fc.integer({ min: 0, max: 86_400 }),
        fc.integer({ min: 0, max: 86_400 }),
        (rule, from, a, b) => {
          const middle = new Date(from.getTime() + a * 6e4);
          const to = new Date(middle.getTime() + b * 6e4);
          expect([...occurrences(rule, from, middle), ...occurrences(rule, middle, to)]).toEqual(
            occurrences(rule, from, to),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  test("a daily rule opens exactly once on each local day, at its wall time or where a gap put it", () => {
    fc.assert(
      fc.property(anyRule, instant, (shape, from) => {
        const rule = { ...shape, rrule: "FREQ=DAILY" };
        const to = new Date(from.getTime() + 40 * 864e5);
        const found = occurrences(rule, from, to);
        const days = new Set<string>();
        for (let time = from.getTime(); time < to.getTime(); time += 6 * 36e5) {
          days.add(intlWall(new Date(time), rule.zone).slice(0, 10));
        }
        const seen = found.map((date) => intlWall(date, rule.zone));
        expect(new Set(seen.map((wall) => wall.slice(0, 10))).size).toBe(found.length);
        // Every day that lies wholly inside the period is there.
        for (const day of [...days].slice(1, -1))
          expect(
            seen.some((wall) => wall.startsWith(day)),
            day,
          ).toBe(true);
        for (const [index, wall] of seen.entries()) {
          if (wall.slice(11) === rule.time) continue;
          // Not at its time: then the clock never shows that time on this day, and it stands as much later as the
          // clock was moved, which is an hour in most zones, half of one on Lord Howe and two in Troll.
          const opened = Number(found[index]);
          const wanted = Date.parse(`${wall.slice(0, 10)}T${rule.time}Z`);
          const shown = (time: number) => Date.parse(`${intlWall(new Date(time), rule.zone)}Z`);
          const gap = shown(opened) - opened - (shown(opened - 12 * 36e5) - (opened - 12 * 36e5));
          expect(shown(opened) - wanted).toBe(gap);
          for (let time = opened - 12 * 36e5; time < opened + 12 * 36e5; time += 6e4)
            if (shown(time) === wanted) expect.unreachable(`${wall}: ${rule.time} came at ${new Date(time)}`);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe("rules that are refused", () => {
  test.each([
    ["FREQ=DAILY", null],
    ["FREQ=MONTHLY;BYDAY=1MO", null],
    ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1MO", null],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", null],
    ["FREQ=MINUTELY;INTERVAL=5", null],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never"],
    ["FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4", "never"],
    ["FREQ=SECONDLY", "Once a minute"],
    ["FREQ=MINUTELY;BYSECOND=0,10", "Once a minute"],
    ["FREQ=DAILY;COUNT=3", "no end"],
    ["FREQ=DAILY;UNTIL=20300101T000000Z", "no end"],
    ["FREQ=DAILY;INTERVAL=0", "INTERVAL"],
    ["FREQ=DAILY;INTERVAL=99999", "INTERVAL"],
    ["FREQ=DAILY;FREQ=WEEKLY", "once"],
    ["FREQ=FORTNIGHTLY", "not a recurrence"],
    ["FREQ=WEEKLY;BYDAY=XX", "not a recurrence"],
    ["BYDAY=MO", "no FREQ"],
    ["DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY", "in capitals"],
    ["", "in capitals"],
    ["daily", "in capitals"],
    [`FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 99 }, (_, i) => i + 1).join(",")}`, "in capitals"],
  ])("%s", (rrule, words) => {
    if (words === null) expect(rruleProblem(rrule)).toBeNull();
    else expect(rruleProblem(rrule)).toContain(words);
    expect(validRrule(rrule)).toBe(words === null);
  });

  test("any text is answered quickly and never throws", () => {
    const part = fc.constantFrom(
      "FREQ",
      "INTERVAL",
      "BYDAY",
      "BYMONTH",
      "BYMONTHDAY",
      "BYSETPOS",
      "BYWEEKNO",
      "BYYEARDAY",
      "BYHOUR",
      "X",
    );
    const value = fc.oneof(
      fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "YEARLY", "MINUTELY", "MO", "5MO", "-1SU"),
      fc.integer({ min: -400, max: 400 }).map(String),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.tuple(part, value)).map((all) => all.map((one) => one.join("=")).join(";")),
        ),
        (text) => {
          const problem = rruleProblem(text);
          expect(problem === null || problem.length > 0).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("occurrences refuse what is no rule, no zone, no time", () => {
    const from = at("2026-01-01T00:00Z");
    const to = at("2026-02-01T00:00Z");
    expect(() => occurrences({ rrule: "FREQ=SECONDLY", time: "09:00", zone: "UTC" }, from, to)).toThrow(
      RangeError,
    );
    expect(() => occurrences({ rrule: "FREQ=DAILY", time: "24:00", zone: "UTC" }, from, to)).toThrow(
      RangeError,
    );
    expect(() => occurrences({ rrule: "FREQ=DAILY", time: "09:00", zone: "Nowhere" }, from, to)).toThrow(
      RangeError,
    );
  });
});

describe("working time", () => {
  const office: ServiceHours = { zone: "Europe/Berlin", days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" };

  test("without service hours it is calendar time", () => {
    expect(addWorkingSeconds(at("2026-06-05T15:00Z"), 14_400, null).toISOString()).toBe(
      "2026-06-05T19:00:00.000Z",
    );
  });

  test("four hours from Friday 17:00 end on Monday 11:00", () => {
    const due = addWorkingSeconds(wallToInstant("2026-06-05T17:00", "Europe/Berlin"), 4 * 3600, office);
    expect(instantToWall(due, "Europe/Berlin")).toBe("2026-06-08T11:00:00");
  });

  test("what begins outside the hours begins with the next ones; what ends with the day ends then", () => {
    const due = addWorkingSeconds(wallToInstant("2026-06-06T23:00", "Europe/Berlin"), 10 * 3600, office);
    expect(instantToWall(due, "Europe/Berlin")).toBe("2026-06-08T18:00:00");
  });

  test("a night that loses an hour is an hour shorter", () => {
    const nights: ServiceHours = {
      zone: "America/New_York",
      days: [1, 2, 3, 4, 5, 6, 7],
      from: "00:00",
      to: "24:00",
    };
    const day = wallToInstant("2026-03-08T00:00", "America/New_York");
    expect(workingSecondsBetween(day, endOfLocalDay(day, "America/New_York"), nights)).toBe(23 * 3600);
  });

  test("a day that the zone skipped is not worked, nor its neighbour twice", () => {
    const hours: ServiceHours = {
      zone: "Pacific/Apia",
      days: [1, 2, 3, 4, 5, 6, 7],
      from: "08:00",
      to: "18:00",
    };
    const from = wallToInstant("2011-12-29T00:00", "Pacific/Apia");
    const to = wallToInstant("2012-01-01T00:00", "Pacific/Apia");
    expect(workingSecondsBetween(from, to, hours)).toBe(2 * 10 * 3600);
  });

  test("adding what was worked between two instants comes back to the second, or where its stretch ended", () => {
    const instant = fc.integer({ min: Date.UTC(2024, 0, 1) / 1000, max: Date.UTC(2028, 0, 1) / 1000 });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 20 * 86_400 }), (start, length) => {
        const from = new Date(start * 1000);
        const to = new Date((start + length) * 1000);
        const worked = workingSecondsBetween(from, to, office);
        const back = addWorkingSeconds(from, worked, office);
        if (worked > 0) expect(back.getTime()).toBeLessThanOrEqual(to.getTime());
        expect(workingSecondsBetween(from, back, office)).toBe(worked);
      }),
      { numRuns: 200 },
    );
  });

  test("hours that nobody can work in are refused, not waited for", () => {
    expect(serviceHoursProblem(office)).toBeNull();
    for (const wrong of [
      { days: [] },
      { days: [8] },
      { from: "18:00", to: "08:00" },
      { zone: "Moon" },
      { to: "25:00" },
    ]) {
      expect(serviceHoursProblem({ ...office, ...wrong })).not.toBeNull();
      expect(() => addWorkingSeconds(new Date(0), 60, { ...office, ...wrong })).toThrow(RangeError);
    }
  });

  test("out of hours: before eight, from six in the evening, and at the weekend, in the person's zone", () => {
    const zone = "Asia/Kathmandu";
    const local = (wall: string) => isOutOfHours(wallToInstant(wall, zone), zone);
    expect(local("2026-06-01T07:59")).toBe(true);
    expect(local("2026-06-01T08:00")).toBe(false);
    expect(local("2026-06-01T17:59")).toBe(false);
    expect(local("2026-06-01T18:00")).toBe(true);
    expect(local("2026-06-06T12:00")).toBe(true);
  });
});

test("bucket edges are local and whole: 23 and 25 hours, weeks from Monday, months from the 1st", () => {
  const zone = "Europe/Berlin";
  const days = bucketEdges(at("2026-03-28T12:00Z"), at("2026-03-30T12:00Z"), "day", zone);
  expect(days.map((day) => instantToWall(day, zone))).toEqual([
    "2026-03-28T00:00:00",
    "2026-03-29T00:00:00",
    "2026-03-30T00:00:00",
    "2026-03-31T00:00:00",
  ]);
  expect(Number(days[2]) - Number(days[1])).toBe(23 * 36e5);
  expect(
    bucketEdges(at("2026-06-03T12:00Z"), at("2026-06-04T12:00Z"), "week", zone).map((d) =>
      localDate(d, zone),
    ),
  ).toEqual(["2026-06-01", "2026-06-08"]);
  expect(
    bucketEdges(at("2026-01-31T12:00Z"), at("2026-03-01T12:00Z"), "month", zone).map((d) =>
      localDate(d, zone),
    ),
  ).toEqual(["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]);
  expect(
    bucketEdges(at("2011-12-29T20:00Z"), at("2012-01-01T00:00Z"), "day", "Pacific/Apia").map((d) =>
      localDate(d, "Pacific/Apia"),
    ),
  ).toEqual(["2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"]);
  expect(() => bucketEdges(at("1990-01-01T00:00Z"), at("2026-01-01T00:00Z"), "hour", zone)).toThrow(
    RangeError,
  );
});
