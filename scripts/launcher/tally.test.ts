import { describe, expect, test } from "vitest";
import { countStep, total } from "#scripts/launcher/tally.ts";

const vitest = (numPassedTests: number, numFailedTests: number, testResults: unknown[] = []) =>
  JSON.stringify({ numPassedTests, numFailedTests, testResults });
const playwright = (expected: number, unexpected: number, flaky: number, suites: unknown[] = []) =>
  JSON.stringify({ stats: { expected, unexpected, flaky }, errors: [], suites });

describe("counting a run", () => {
  test("a step without a report is one check", () => {
    expect(countStep(null, true)).toMatchObject({ passed: 1, failed: 0 });
    expect(countStep(null, false)).toMatchObject({ passed: 0, failed: 1 });
  });

  test("reports are counted test by test; one that passed at the second try has passed", () => {
    expect(countStep(vitest(12, 0), true)).toMatchObject({ passed: 12, failed: 0 });
    expect(countStep(vitest(12, 3), false)).toMatchObject({ passed: 12, failed: 3 });
    expect(countStep(playwright(5, 1, 2), false)).toMatchObject({ passed: 7, failed: 1 });
  });

  test("a step that ended badly fails even when every test in its report passed", () => {
    expect(countStep(vitest(12, 0), false)).toMatchObject({ passed: 12, failed: 1 });
    expect(countStep(playwright(5, 0, 0), false)).toMatchObject({ passed: 5, failed: 1 });
  });

  test("steps add up", () => {
    expect(total([])).toEqual({ passed: 0, failed: 0, told: [] });
    expect(total([countStep(vitest(2, 1), false), countStep(null, true)])).toMatchObject({
      passed: 3,
      failed: 1,
    });
  });
});

describe("telling what did not pass at once", () => {
  test("a failed test is named with its file and the head of its message; one that passed is not", () => {
    const results = [
      {
        name: "lib/a.test.ts",
        message: "",
        assertionResults: [
          { status: "passed", fullName: "adds", failureMessages: [] },
          { status: "failed", fullName: "divides", failureMessages: ["expected 1 to be 2\n  at a\n"] },
        ],
      },
    ];
    expect(countStep(vitest(1, 1, results), false).told).toEqual([
      "failed: lib/a.test.ts › divides\n    expected 1 to be 2\n      at a",
    ]);
  });

  test("a file that could not be loaded is told by its own message", () => {
    const results = [{ name: "lib/a.test.ts", message: "no such module", assertionResults: [] }];
    expect(countStep(vitest(0, 0, results), false).told).toEqual([
      "failed: lib/a.test.ts\n    no such module",
    ]);
  });

  test("a browser test is told when it failed and when it needed a second try, in blocks inside blocks too", () => {
    const spec = (title: string, status: string, message: string) => ({
      title,
      file: "a.spec.ts",
      line: 7,
      tests: [{ status, results: [{ errors: [{ message }] }, { errors: [] }] }],
    });
    const suites = [
      { specs: [spec("one", "expected", "")], suites: [{ specs: [spec("two", "flaky", "late")] }] },
      { specs: [spec("three", "unexpected", "wrong")] },
    ];
    expect(countStep(playwright(1, 1, 1, suites), false).told).toEqual([
      "second try: a.spec.ts:7 › two\n    late",
      "failed: a.spec.ts:7 › three\n    wrong",
    ]);
  });

  test("a long message is told by its head", () => {
    const message = Array.from({ length: 400 }, (_, line) => `line ${line}`).join("\n");
    const results = [
      {
        name: "a",
        message: "",
        assertionResults: [{ status: "failed", fullName: "b", failureMessages: [message] }],
      },
    ];
    const [told] = countStep(vitest(0, 1, results), false).told;
    expect(told?.split("\n")).toHaveLength(13);
  });
});
