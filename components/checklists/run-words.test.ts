import { describe, expect, it } from "vitest";
import { judgeItem } from "#lib/checklists/model/judging.ts";
import type { ChecklistItem } from "#lib/checklists/model.ts";
import { parseReading, typedAnswer, verdictWords } from "./run-words.ts";

describe("a reading as people type it", () => {
  it.each([
    ["2340", 2340],
    ["2,340", 2340],
    ["1,234,567.5", 1234567.5],
    ["99.97", 99.97],
    ["99,97", 99.97],
    ["1 200", 1200],
    ["−5", -5],
    [".5", 0.5],
    ["0", 0],
    ["", null],
    ["12,34,5", null],
    ["1e9", null],
    ["5 ms", null],
    ["-", null],
  ])("%j is %j", (text, value) => {
    expect(parseReading(text)).toBe(value);
  });
});

describe("the verdict while typing", () => {
  const logins: ChecklistItem = { key: "l", text: "Logins", type: "numberVsExpected" };
  const said = (item: ChecklistItem, value: never) =>
    verdictWords(item, { value }, judgeItem(item, { value }));

  it("says how far a count is from what was expected", () => {
    expect(said(logins, { actual: 11820, expected: 12400 } as never)?.word).toBe(
      "5 % below expected, normal",
    );
    expect(said(logins, { actual: 20000, expected: 12400 } as never)).toMatchObject({
      word: "61 % above expected, unusual",
      tone: "warn",
    });
    expect(said(logins, { actual: 12400, expected: 12400 } as never)?.word).toBe("As expected, normal");
    expect(said(logins, { actual: 5, expected: null } as never)).toBeNull();
  });

  it("holds a reading against its target", () => {
    const item: ChecklistItem = {
      key: "a",
      text: "API",
      type: "number",
      measure: { unit: "ms", comparator: "lt", target: 500, critical: 2000 },
    };
    expect(said(item, 410 as never)).toEqual({ word: "On target", tone: "ok", rest: "< 500" });
    expect(said(item, 700 as never)).toEqual({ word: "Off target", tone: "warn", rest: "< 500" });
    expect(said(item, 2000 as never)).toEqual({ word: "Critical", tone: "crit", rest: "< 500" });
  });

  it("gives no answer for text that is none", () => {
    expect(typedAnswer(logins, "12 400", 12000)).toEqual({ actual: 12400, expected: 12000 });
    expect(typedAnswer(logins, "many", 12000)).toBeNull();
    expect(typedAnswer({ key: "t", text: "T", type: "text" }, "  ", null)).toBeNull();
  });
});
