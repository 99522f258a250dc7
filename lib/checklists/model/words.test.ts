import { describe, expect, it } from "vitest";
import type { ChecklistItem } from "../model.ts";
import { breachSummary, breachTitle, cadenceWords, levelWords, ruleWords, targetWords } from "./words.ts";

const reading: ChecklistItem = {
  key: "api",
  text: "API response time",
  type: "number",
  measure: { metric: "response_ms", unit: "ms", comparator: "lt", target: 500, critical: 2000 },
};

describe("a cadence in words", () => {
  it.each([
    ["FREQ=DAILY", "Every day at 09:00"],
    ["FREQ=WEEKLY;BYDAY=SU", "Every Sunday at 09:00"],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every working day at 09:00"],
    ["FREQ=WEEKLY;BYDAY=MO,TH", "Every Monday and Thursday at 09:00"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "Every 2 weeks on Monday at 09:00"],
    ["FREQ=MONTHLY;BYDAY=1MO", "Every month on the first Monday at 09:00"],
    ["FREQ=MONTHLY;BYMONTHDAY=15", "Every month on the 15. at 09:00"],
    [
      "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1MO",
      "Every year in January, April, July and October on the first Monday at 09:00",
    ],
    ["FREQ=DAILY;BYSETPOS=1", "By the rule FREQ=DAILY;BYSETPOS=1 at 09:00"],
  ])("%s is “%s”", (rrule, words) => {
    expect(cadenceWords(rrule, "09:00")).toBe(words);
  });

  it("without a rule is on demand, or names what calls for it", () => {
    expect(cadenceWords(null, null)).toBe("On demand");
    expect(cadenceWords(null, null, "before-deployment")).toBe("When it is called for: before deployment");
  });
});

describe("figures in words", () => {
  it("say target and level from the bad side", () => {
    expect(reading.measure && targetWords(reading.measure)).toBe("< 500");
    expect(reading.measure && levelWords(reading.measure, "critical")).toBe("Critical from 2,000 ms");
    expect(levelWords({ unit: "percent", comparator: "gte", target: 99.9, critical: 95 }, "critical")).toBe(
      "Critical at or below 95 %",
    );
    expect(targetWords({ unit: "x", comparator: "between", min: 10, max: 20 })).toBe("10 to 20");
  });

  it("say a rule by the item that measures it", () => {
    const sections = [{ title: "One", items: [reading] }];
    const rule = { metric: "response_ms", comparator: "gt" as const, value: 2000 };
    expect(ruleWords(rule, sections)).toBe("API response time above 2,000 ms");
    expect(ruleWords({ ...rule, metric: "error_rate_pct", value: 1, unit: "percent" }, sections)).toBe(
      "Error rate above 1 %",
    );
    expect(ruleWords({ event: "any service down" }, sections)).toBe("Any service down");
  });
});

describe("a breach in words", () => {
  it("names the level that was passed, or just reached", () => {
    expect(breachTitle(reading, { value: 2340 }, "critical")).toBe("API response time above 2,000 ms");
    expect(breachTitle(reading, { value: 2000 }, "critical")).toBe("API response time at 2,000 ms");
  });

  it("names what fails and what was answered", () => {
    expect(
      breachTitle(
        { key: "m", text: "E-mail is going out.", type: "status" },
        { value: "failing" },
        "critical",
      ),
    ).toBe("Failing: E-mail is going out");
    const yes: ChecklistItem = { key: "e", text: "New errors?", type: "yesno", badWhen: "yes" };
    expect(breachTitle({ ...yes, text: "Backups finished", badWhen: "no" }, { value: "no" }, "warn")).toBe(
      "Backups finished: no",
    );
    expect(breachTitle(yes, { value: "yes" }, "warn")).toBe("New errors");
  });

  it("tells reading, target and note in the summary", () => {
    expect(breachSummary(reading, { value: 2340, note: "Since 08:40" }, "run 214 of Morning check")).toBe(
      "Found by run 214 of Morning check, item “API response time”. Reading: 2,340 ms. Target < 500. Since 08:40",
    );
  });
});
