/** How many checks passed and failed. */
export type Tally = { passed: number; failed: number };

/** The part of Vitest's JSON report that counts. */
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  success: boolean;
};

/** The part of Playwright's JSON report that counts. */
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] };

/**
 * Counts a step by its report. A step that ended badly has at least one failure, whatever its report says: a suite
 * that could not be loaded, an unhandled rejection, a teardown that threw.
 * @param report the report's text, or null when there is none: the step then counts as one check
 */
export function countStep(report: string | null, exitedWell: boolean): Tally {
  const whole = { passed: exitedWell ? 1 : 0, failed: exitedWell ? 0 : 1 };
  if (report === null) return whole;
  const parsed: VitestReport | PlaywrightReport = JSON.parse(report);
  const counted =
    "stats" in parsed
      ? { passed: parsed.stats.expected + parsed.stats.flaky, failed: parsed.stats.unexpected }
      : { passed: parsed.numPassedTests, failed: parsed.numFailedTests };
  return exitedWell ? counted : { ...counted, failed: Math.max(1, counted.failed) };
}

/** Adds tallies up. */
export function total(tallies: Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }),
    {
      passed: 0,
      failed: 0,
    },
  );
}
