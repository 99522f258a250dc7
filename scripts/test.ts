import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "#scripts/launcher/chromium.ts";
import { generateClient } from "#scripts/launcher/generate.ts";
import { findLeftovers } from "#scripts/launcher/leftovers.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { messageOf } from "#scripts/launcher/sentence.ts";
import { countStep, type Tally, total } from "#scripts/launcher/tally.ts";

/** A step of the run: a program of node_modules, and the kind of report it writes; some run only when named. */
type Step = {
  name: string;
  program: string;
  args: string[];
  report?: "vitest" | "playwright";
  onlyNamed?: true;
};

const vitest = "vitest/vitest.mjs";
const steps: Step[] = [
  { name: "types", program: "typescript/bin/tsc", args: ["--noEmit"] },
  { name: "lint and format", program: "@biomejs/biome/bin/biome", args: ["check", "."] },
  {
    name: "unit, database, architecture",
    program: vitest,
    args: ["run", "--project=unit"],
    report: "vitest",
  },
  {
    // What the whole run does in its short form; `npm run test:faults` asks for the long one.
    name: "engine faults",
    program: vitest,
    args: ["run", "--project=unit", "lib/escalations"],
    report: "vitest",
    onlyNamed: true,
  },
  { name: "build", program: "../scripts/build.ts", args: [] },
  { name: "HTTP", program: vitest, args: ["run", "--project=http", "--passWithNoTests"], report: "vitest" },
  {
    name: "browser",
    program: "@playwright/test/cli.js",
    args: ["test", "--pass-with-no-tests"],
    report: "playwright",
  },
];

// Everything a run starts carries this folder's name, in its environment or on its command line.
const folder = mkdtempSync(join(tmpdir(), `evenkeel-run-${randomUUID().slice(0, 8)}-`));
// As open as /tmp itself: the tests start servers under other accounts too.
chmodSync(folder, 0o1777);
const env = { ...process.env, TMPDIR: folder, TZ: "Asia/Kathmandu", CI: "1", NODE_ENV: "test" as const };

function reportOptions(step: Step, path: string): { args: string[]; env: Record<string, string> } {
  if (step.report === "vitest")
    return { args: ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`], env: {} };
  return { args: [], env: step.report === "playwright" ? { EVENKEEL_REPORT: path } : {} };
}

async function run(step: Step): Promise<Tally> {
  const path = join(folder, `${step.program.replaceAll(/\W/g, "-")}-${randomUUID()}.json`);
  const report = reportOptions(step, path);
  const program = join(projectRoot, "node_modules", step.program);
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, ...step.args, ...report.args],
    {
      cwd: projectRoot,
      stdio: "inherit",
      env: { ...env, ...report.env },
    },
  );
  const well = await new Promise<boolean>((resolve) => {
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
  return countStep(existsSync(path) ? readFileSync(path, "utf8") : null, well);
}

/** A process that outlives its step fails the run, and is ended. */
function endLeftovers(): Tally {
  const left = findLeftovers(folder);
  for (const { pid, command } of left) {
    console.error(`Left running: ${pid} ${command.slice(0, 200)}`);
    process.kill(pid, "SIGKILL");
  }
  return { passed: left.length === 0 ? 1 : 0, failed: left.length };
}

async function timed(name: string, work: () => Promise<Tally>): Promise<Tally> {
  console.log(`\n── ${name}`);
  const since = performance.now();
  const tally = await work();
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`── ${name}: ${tally.passed} passed, ${tally.failed} failed, ${seconds} s`);
  return tally;
}

async function runAll(): Promise<Tally> {
  await generateClient();
  // The pages' types refer to files that Next writes.
  await run({ name: "page types", program: "next/dist/bin/next", args: ["typegen"] });
  Object.assign(env, { EVENKEEL_CHROMIUM: ensureChromium() });
  const only = process.argv.slice(2);
  const chosen = steps.filter((step) =>
    only.length === 0 ? !step.onlyNamed : only.some((word) => step.name.includes(word)),
  );
  const tallies: Tally[] = [];
  for (const step of chosen) tallies.push(await timed(step.name, () => run(step)));
  tallies.push(await timed("processes left behind", async () => endLeftovers()));
  return total(tallies);
}

const { passed, failed } = await runAll().catch((error) => {
  console.error(messageOf(error));
  return { passed: 0, failed: 1 };
});
rmSync(folder, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
