import { expect, test } from "vitest";
import { jobs } from "./jobs.ts";

/** What comes by the hour or more often does its work the next time; a day is too long to wait. */
const comesByTheDay = (cron: string) => cron.split(" ")[1] !== "*";

test("what comes once a day is made up when no worker ran at its time", () => {
  const daily = jobs.filter(({ cron }) => cron && comesByTheDay(cron));
  expect(daily.length).toBeGreaterThan(0);
  expect(daily.filter(({ catchUpHours }) => !catchUpHours).map(({ name }) => name)).toEqual([]);
});

test("every job has a name of its own", () => {
  const names = jobs.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
