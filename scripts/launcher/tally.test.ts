import { describe, expect, test } from "vitest";
import { countStep, total } from "#scripts/launcher/tally.ts";

const vitest = (numPassedTests: number, numFailedTests: number) =>
  JSON.stringify({ numPassedTests, numFailedTests, numFailedTestSuites: 0, success: numFailedTests === 0 });
const playwright = (expected: number, unexpected: number, flaky: number) =>
  JSON.stringify({ stats: { expected, unexpected, flaky }, errors: [] });

describe("counting a run", () => {
  test("a step without a report is one check", () => {
    expect(countStep(null, true)).toEqual({ passed: 1, failed: 0 });
    expect(countStep(null, false)).toEqual({ passed: 0, failed: 1 });
  });

  test("reports are counted test by test; one that passed at the second try has passed", () => {
    expect(countStep(vitest(12, 0), true)).toEqual({ passed: 12, failed: 0 });
    expect(countStep(vitest(12, 3), false)).toEqual({ passed: 12, failed: 3 });
    expect(countStep(playwright(5, 1, 2), false)).toEqual({ passed: 7, failed: 1 });
  });

  test("a step that ended badly fails even when every test in its report passed", () => {
    expect(countStep(vitest(12, 0), false)).toEqual({ passed: 12, failed: 1 });
    expect(countStep(playwright(5, 0, 0), false)).toEqual({ passed: 5, failed: 1 });
  });

  test("steps add up", () => {
    expect(total([])).toEqual({ passed: 0, failed: 0 });
    expect(total([countStep(vitest(2, 1), false), countStep(null, true)])).toEqual({ passed: 3, failed: 1 });
  });
});
