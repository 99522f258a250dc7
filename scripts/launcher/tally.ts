/** How many checks passed and failed, and what there is to say of those that did not pass at once. */
export type Tally = { passed: number; failed: number; told: string[] };

/** The part of Vitest's JSON report that counts; the name is the file's. */
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
};

/** One describe block or file of Playwright's JSON report. */
type PlaywrightSuite = {
  specs?: {
    title: string;
    file: string;
    line: number;
    tests: {
      status: "expected" | "unexpected" | "flaky" | "skipped";
      results: { errors: { message?: string }[] }[];
    }[];
  }[];
  suites?: PlaywrightSuite[];
};

/** The part of Playwright's JSON report that counts. */
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: { message?: string }[];
  suites: PlaywrightSuite[];
};

/** So much of a message says what was asked and what came; the whole stands above, where it happened. */
const messageLines = 12;

function excerpt(message: string | undefined): string {
  return (message ?? "").trim().split("\n").slice(0, messageLines).join("\n");
}

function tell(mark: "failed" | "second try", name: string, message: string | undefined): string {
  const lines = excerpt(message).replaceAll("\n", "\n    ");
  return `${mark}: ${name}${lines === "" ? "" : `\n    ${lines}`}`;
}

function countVitest(report: VitestReport): Tally {
  const told = report.testResults.flatMap((file) => {
    const broken = file.assertionResults.filter((one) => one.status === "failed");
    const tests = broken.map((one) =>
      tell("failed", `${file.name} › ${one.fullName}`, one.failureMessages[0]),
    );
    // A file that could not be loaded has a message and no test.
    return file.assertionResults.length === 0 && file.message !== ""
      ? [tell("failed", file.name, file.message)]
      : tests;
  });
  return { passed: report.numPassedTests, failed: report.numFailedTests, told };
}

function tellSuite(suite: PlaywrightSuite): string[] {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((one) => one.status === "unexpected" || one.status === "flaky")
      .map((one) => {
        const errors = one.results.flatMap((result) => result.errors);
        const mark = one.status === "flaky" ? "second try" : "failed";
        return tell(mark, `${spec.file}:${spec.line} › ${spec.title}`, errors[0]?.message);
      }),
  );
  return [...own, ...(suite.suites ?? []).flatMap(tellSuite)];
}

function countPlaywright({ stats, errors, suites }: PlaywrightReport): Tally {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    told: [
      ...errors.map((one) => tell("failed", "outside every test", one.message)),
      ...suites.flatMap(tellSuite),
    ],
  };
}

/**
 * Counts a step by its report. A step that ended badly has at least one failure, whatever its report says: a suite
 * that could not be loaded, an unhandled rejection, a teardown that threw.
 * @param report the report's text, or null when there is none: the step then counts as one check
 */
export function countStep(report: string | null, exitedWell: boolean): Tally {
  if (report === null) return { passed: exitedWell ? 1 : 0, failed: exitedWell ? 0 : 1, told: [] };
  const parsed: VitestReport | PlaywrightReport = JSON.parse(report);
  const counted = "stats" in parsed ? countPlaywright(parsed) : countVitest(parsed);
  return exitedWell ? counted : { ...counted, failed: Math.max(1, counted.failed) };
}

/** Adds tallies up; what they tell follows in their order. */
export function total(tallies: Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      told: [...sum.told, ...one.told],
    }),
    { passed: 0, failed: 0, told: [] },
  );
}
