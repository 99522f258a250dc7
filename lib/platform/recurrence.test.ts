import { describe, expect, test } from "vitest";
import { rruleProblem } from "./time.ts";

describe("rules that would be searched for ever", () => {
  test.each([
    ["FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "does not go with"],
    ["FREQ=HOURLY;BYYEARDAY=366;BYMONTH=1", "does not go with"],
    ["FREQ=DAILY;BYSETPOS=366", "does not go with"],
    ["FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5", "does not go with"],
    ["FREQ=DAILY;BYMONTH=13", "from 1 to 12"],
    ["FREQ=MONTHLY;BYMONTHDAY=0", "from 1 to 31"],
    ["FREQ=YEARLY;BYYEARDAY=367", "from 1 to 366"],
    ["FREQ=DAILY;BYHOUR=-1", "from 0 to 23"],
    ["FREQ=WEEKLY;BYDAY=1MO", "BYDAY"],
    ["FREQ=MONTHLY;BYDAY=6MO", "BYDAY"],
    ["FREQ=WEEKLY;WKST=XX", "WKST"],
    ["FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "never"],
    ["FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=-30", "never"],
    ["FREQ=DAILY;INTERVAL=7;BYDAY=TU", "never"],
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "never"],
    ["FREQ=MONTHLY;BYMONTHDAY=1,2,3;BYDAY=5MO", "never"],
    ["FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "never"],
  ])("%s", (rrule, words) => {
    const since = performance.now();
    expect(rruleProblem(rrule)).toContain(words);
    // Before this was looked at, each took up to half a minute.
    expect(performance.now() - since).toBeLessThan(2000);
  });
});

describe("rare rules that do come round", () => {
  test.each([
    "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    "FREQ=DAILY;BYMONTHDAY=-1",
    "FREQ=DAILY;INTERVAL=1000",
    "FREQ=WEEKLY;INTERVAL=52;BYDAY=WE;BYMONTH=1",
    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=53",
    "FREQ=YEARLY;BYYEARDAY=366",
    "FREQ=YEARLY;BYDAY=53MO",
    "FREQ=DAILY;BYHOUR=6,18;BYMINUTE=0",
  ])("%s", (rrule) => expect(rruleProblem(rrule)).toBeNull());
});
