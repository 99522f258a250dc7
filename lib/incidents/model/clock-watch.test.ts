import { describe, expect, it } from "vitest";
import { nextTellAt, tellClocks } from "./clock-watch.ts";
import { calendarTime, clocksAfterMove, clocksAfterUpdate, startClocks } from "./clocks.ts";
import { DEFAULT_SEVERITIES } from "./severity.ts";
import { readClocks, storeClocks } from "./stored-clocks.ts";

const opened = new Date("2026-11-21T09:00:00Z");
const after = (minutes: number) => new Date(opened.getTime() + minutes * 60_000);
const p1 = startClocks(DEFAULT_SEVERITIES.P1, opened, calendarTime);

describe("what is said of clocks", () => {
  it("warns with a fifth of the time left, and says a breach when it is over", () => {
    expect(nextTellAt(p1)).toEqual(after(4));
    expect(tellClocks(p1, after(3)).told).toEqual([]);
    const warned = tellClocks(p1, after(4));
    expect(warned.told).toEqual([{ clock: "acknowledge", what: "warning", dueAt: after(5) }]);
    expect(nextTellAt(warned.clocks)).toEqual(after(5));
    expect(tellClocks(warned.clocks, after(5)).told, "due, not over").toEqual([]);
    const breached = tellClocks(warned.clocks, after(5.1));
    expect(breached.told).toEqual([{ clock: "acknowledge", what: "breach", dueAt: after(5) }]);
    expect(breached.clocks.acknowledge?.breachedAt).toEqual(after(5));
    expect(tellClocks(breached.clocks, after(6)).told, "once").toEqual([]);
    expect(nextTellAt(breached.clocks)).toEqual(after(48));
  });

  it("says only the breach when nobody looked in time", () => {
    const { told } = tellClocks(p1, after(70));
    expect(told.map(({ clock, what }) => `${clock} ${what}`)).toEqual([
      "acknowledge breach",
      "respond breach",
      "update breach",
    ]);
  });

  it("says nothing of a clock that has ended", () => {
    const taken = clocksAfterMove(p1, "acknowledged", after(2));
    expect(tellClocks(taken, after(10)).told).toEqual([]);
  });

  it("says the breach of the second update too, though the first is written down already", () => {
    const first = tellClocks(p1, after(61)).clocks;
    const fresh = clocksAfterUpdate(first, DEFAULT_SEVERITIES.P1, after(62), calendarTime);
    expect(nextTellAt(fresh)).toEqual(after(110));
    const second = tellClocks(fresh, after(123)).told.filter(({ clock }) => clock === "update");
    expect(second).toEqual([{ clock: "update", what: "breach", dueAt: after(122) }]);
  });

  it("remembers through the database's JSON what was said", () => {
    const once = tellClocks(p1, after(4)).clocks;
    expect(tellClocks(readClocks(storeClocks(once)), after(4)).told).toEqual([]);
  });
});
