import { describe, expect, it } from "vitest";
import {
  hoursWords,
  layerWords,
  leadWords,
  lengthWords,
  nearSpanWords,
  noticeWords,
  rhythmWords,
  shiftWords,
  shortSpanWords,
  spanWords,
  untilWords,
} from "./words.ts";

const zone = "Europe/Berlin";
const layer = {
  name: "Weekly rotation",
  members: [
    { id: "1", name: "Ines Albrecht" },
    { id: "2", name: "Marek Lindqvist" },
  ],
  every: { unit: "week" as const, count: 1 },
  start: "2026-11-23T09:00",
  zone: null,
  restrictions: [],
};

describe("on-call in words", () => {
  it("says spans and lengths, across a clock change in real hours", () => {
    expect(spanWords("2026-11-28T11:00:00Z", "2026-11-29T11:00:00Z", zone)).toBe(
      "Sat 28 Nov 12:00 – Sun 29 Nov 12:00",
    );
    expect(spanWords("2026-11-28T11:00:00Z", "2026-11-28T15:00:00Z", zone)).toBe("Sat 28 Nov 12:00 – 16:00");
    expect(shortSpanWords("2026-11-28T11:00:00Z", "2026-11-29T11:00:00Z", zone)).toBe(
      "Sat 28 12:00 – Sun 29 Nov 12:00",
    );
    expect(shortSpanWords("2026-11-30T11:00:00Z", "2026-12-01T11:00:00Z", zone)).toBe(
      "Mon 30 Nov 12:00 – Tue 1 Dec 12:00",
    );
    expect(lengthWords("2026-11-23T08:00:00Z", "2026-11-26T23:30:00Z")).toBe("3 d 15 h 30 min");
    expect(lengthWords("2026-11-23T08:00:00Z", "2026-11-25T08:00:00Z")).toBe("48 h");
    expect(nearSpanWords("2026-11-30T11:00:00Z", "2026-12-01T11:00:00Z", zone)).toBe(
      "Mon 30 12:00 – Tue 1 12:00",
    );
    expect(lengthWords("2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z")).toBe("23 h");
    expect(lengthWords("2026-11-23T08:00:00Z", "2026-11-30T08:00:00Z")).toBe("7 d");
    expect(lengthWords("2026-11-23T08:00:00Z", "2026-11-23T08:45:00Z")).toBe("45 min");
  });
  it("reads a shift aloud", () => {
    const shift = { from: "2026-11-26T13:00:00Z", to: "2026-11-27T08:00:00Z" };
    expect(shiftWords({ ...shift, user: { id: "1", name: "Tomasz Wrona" }, source: "override" }, zone)).toBe(
      "Tomasz Wrona, Thu 26 Nov 14:00 – Fri 27 Nov 09:00, 19 h, override",
    );
    expect(shiftWords({ ...shift, user: null, source: "gap" }, zone)).toBe(
      "Nobody, Thu 26 Nov 14:00 – Fri 27 Nov 09:00, 19 h",
    );
  });
  it("says until when", () => {
    const now = Date.parse("2026-11-23T08:14:00Z");
    expect(untilWords("2026-11-23T16:00:00Z", now, zone)).toBe("today 17:00");
    expect(untilWords("2026-11-30T08:00:00Z", now, zone)).toBe("Mon 30, 09:00");
    expect(untilWords("2026-12-28T08:00:00Z", now, zone)).toBe("28 Dec, 09:00");
  });
  it("says how a layer turns", () => {
    expect(layerWords(layer, zone)).toBe(
      "Weekly on Monday 09:00, Europe/Berlin: Ines Albrecht, Marek Lindqvist",
    );
    expect(rhythmWords({ every: { unit: "hour", count: 12 }, start: "2026-11-23T08:00" })).toBe(
      "Every 12 hours from 08:00",
    );
    expect(rhythmWords({ every: { unit: "day", count: 1 }, start: "2026-11-23T08:00" })).toBe(
      "Daily at 08:00",
    );
    expect(hoursWords({ days: [5, 1, 2, 3, 4], from: "09:00", to: "17:00" })).toBe("Mon–Fri 09:00–17:00");
    expect(hoursWords({ days: [6, 7], from: "00:00", to: "24:00" })).toBe("Sat, Sun 00:00–24:00");
  });
});

it("says how long before a shift one is told", () => {
  expect([15, 60, 90, 1440, 2160, 2880, 20_160].map(leadWords)).toEqual([
    "15 min",
    "1 h",
    "1 h 30 min",
    "24 h",
    "36 h",
    "2 days",
    "14 days",
  ]);
  const words = (noticeFirstMinutes: number | null, noticeLastMinutes: number | null) =>
    noticeWords({ noticeFirstMinutes, noticeLastMinutes });
  expect(words(1440, 60)).toBe("24 h and 1 h before, and when it begins");
  expect(words(null, 30)).toBe("30 min before, and when it begins");
  expect(words(null, null)).toBe("when it begins");
});
