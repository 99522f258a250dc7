import { describe, expect, test } from "vitest";
import {
  assumedWords,
  fieldWords,
  headOf,
  inOrder,
  measureWords,
  rangeWords,
  ruleWords,
  scalarWords,
} from "./content-words.ts";

describe("names of fields", () => {
  test.each([
    ["responseMinutes", "Response minutes"],
    ["open_source", "Open source"],
    ["rrule", "Comes round"],
    ["does", "What it does"],
  ])("%s reads %s", (name, words) => expect(fieldWords(name)).toBe(words));
});

test("values read as words, never as code", () => {
  expect(scalarWords("restore-test")).toBe("restore test");
  expect(scalarWords("yesno")).toBe("yes or no");
  expect(scalarWords("Fix it, re-run")).toBe("Fix it, re-run");
  expect([true, false, null, 12_500, "text"].map(scalarWords)).toEqual([
    "yes",
    "no",
    "not set",
    "12,500",
    "text",
  ]);
});

describe("rules", () => {
  test("say when, and whose time", () => {
    expect(ruleWords({ rrule: "FREQ=DAILY", time: "09:00", zone: "team" })).toBe(
      "Every day at 09:00, the team's time",
    );
    expect(ruleWords({ rrule: "FREQ=DAILY", time: "09:00" })).toBe("Every day at 09:00");
    expect(ruleWords({ trigger: "after-production-deployment" })).toContain("after production deployment");
    expect(ruleWords({ time: "09:00" })).toBeNull();
  });
});

describe("measures", () => {
  test.each([
    [
      { metric: "response_ms", unit: "ms", comparator: "lt", target: 500, critical: 2000 },
      "response < 500 ms, critical 2,000 ms",
    ],
    [
      { metric: "db_connections_pct", unit: "percent_of_max", comparator: "between", min: 10, max: 80 },
      "db connections between 10 and 80 % of max",
    ],
    [{ metric: "logins", unit: "count" }, "logins"],
    [{ metric: "error_rate_pct", unit: "percent", target: 0.1, warn: 1 }, "error rate 0.1 %, warn 1 %"],
  ])("%j", (fields, words) => expect(measureWords(fields)).toBe(words));
  test("a unit alone measures nothing", () => expect(measureWords({ unit: "days", keep: 7 })).toBeNull());
});

test("two ends are a range, and nothing else is", () => {
  expect(rangeWords({ max: 10, min: 5, assumed: true })).toBe("5 to 10");
  expect(rangeWords({ max: 5, min: 5 })).toBe("5");
  expect(rangeWords({ max: 5, min: 5, unit: "ms" })).toBeNull();
});

test("fields stand in the order of a sentence, whatever order they are stored in", () => {
  const stored = { note: "n", toHour: 6, allowed: ["fix"], blocked: "all", fromHour: 0 };
  expect(inOrder(stored).map(([name]) => name)).toEqual(["fromHour", "toHour", "blocked", "allowed", "note"]);
});

test("what a part is about comes first", () => {
  expect(headOf({ key: "a", text: "Restart it", command: "x" })).toBe("text");
  expect(headOf({ tier: "daily", keep: 7 })).toBeNull();
});

test("a choice of ours is said to be one", () => {
  expect(assumedWords(true)).toBe("No guide says this; it is a choice of ours.");
  expect(assumedWords(["time", "postmortem"])).toBe("Time, Postmortem: no guide says, a choice of ours.");
  expect(assumedWords(undefined)).toBeNull();
});
