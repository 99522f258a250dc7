import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { ensureChromium } from "#scripts/launcher/chromium.ts";
import { generateClient } from "#scripts/launcher/generate.ts";
import { findLeftovers } from "#scripts/launcher/leftovers.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { messageOf } from "#scripts/launcher/sentence.ts";
import { countStep, type Tally, total } from "#scripts/launcher/tally.ts";

/**
 * A step of the run: a program of node_modules, and the kind of report it writes; some run only when named. A step begins
 * when those it comes after have ended. What uses one core goes beside the unit tests; what starts servers has the
 * machine to itself, since two of those side by side take longer than one after the other.
 */
type Step = {
  name: string;
  after: string[];
  program: string;
  args: string[];
  report?: "vitest" | "playwright";
  onlyNamed?: true;
};

const vitest = "vitest/vitest.mjs";
const steps: Step[] = [
  {
    name: "unit, database, architecture",
    after: [],
    program: vitest,
    args: ["run", "--project=unit"],
    report: "vitest",
  },
  { name: "lint and format", after: [], program: "@biomejs/biome/bin/biome", args: ["check", "."] },
  { name: "types", after: ["lint and format"], program: "typescript/bin/tsc", args: ["--noEmit"] },
  {
    // What the whole run does in its short form; `npm run test:faults` asks for the long one.
    name: "engine faults",
    after: [],
    program: vitest,
    args: ["run", "--project=unit", "lib/escalations"],
    report: "vitest",
    onlyNamed: true,
  },
  // After the types, some of which it writes anew.
  { name: "build", after: ["types", "engine faults"], program: "../scripts/build.ts", args: [] },
  {
    name: "HTTP",
    after: ["unit, database, architecture", "engine faults", "build"],
    program: vitest,
    // Three, because some of them wait for most of their time.
    args: ["run", "--project=http", "--passWithNoTests", "--maxWorkers=3"],
    report: "vitest",
  },
  {
    name: "browser",
    after: ["HTTP"],
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

function reportOptions(
  step: Pick<Step, "report">,
  path: string,
): { args: string[]; env: Record<string, string> } {
  if (step.report === "vitest")
    return { args: ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`], env: {} };
  return { args: [], env: step.report === "playwright" ? { EVENKEEL_REPORT: path } : {} };
}

/** Says what a step writes line by line, with the step's name where another runs beside it. */
function repeatLines(from: Readable, to: NodeJS.WritableStream, mark: string): void {
  createInterface({ input: from }).on("line", (line) => to.write(`${mark}${line}\n`));
}

async function run(step: Pick<Step, "name" | "program" | "args" | "report">, mark = ""): Promise<Tally> {
  const path = join(folder, `${step.program.replaceAll(/\W/g, "-")}-${randomUUID()}.json`);
  const report = reportOptions(step, path);
  const program = join(projectRoot, "node_modules", step.program);
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, ...step.args, ...report.args],
    {
      cwd: projectRoot,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...env, ...report.env },
    },
  );
  repeatLines(child.stdout, process.stdout, mark);
  repeatLines(child.stderr, process.stderr, mark);
  const well = await new Promise<boolean>((resolve) => {
    child.on("error", () => resolve(false));
    // What it left running may hold its output open for ever: a second for the last lines, then the run goes on.
    const closed = once(child, "close");
    child.on("exit", async (code) => {
      await Promise.race([closed, pause(1000, null, { ref: false })]);
      resolve(code === 0);
    });
  });
  return countStep(existsSync(path) ? readFileSync(path, "utf8") : null, well);
}

/** A process that outlives its step fails the run, and is ended. */
function endLeftovers(): Tally {
  const left = findLeftovers(folder);
  for (const { pid } of left) process.kill(pid, "SIGKILL");
  const told = left.map(({ pid, command }) => `failed: left running: ${pid} ${command.slice(0, 200)}`);
  return { passed: left.length === 0 ? 1 : 0, failed: left.length, told };
}

async function timed(name: string, work: () => Promise<Tally>): Promise<Tally> {
  console.log(`\n── ${name}`);
  const since = performance.now();
  const tally = await work();
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`── ${name}: ${tally.passed} passed, ${tally.failed} failed, ${seconds} s`);
  const named = tally.told.some((one) => one.startsWith("failed"));
  return tally.failed > 0 && !named ? { ...tally, told: [...tally.told, `failed: ${name}`] } : tally;
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
  const begun = new Map<string, Promise<Tally>>();
  for (const step of chosen) {
    const before = step.after.map((name) => begun.get(name));
    const mark = chosen.length > 1 ? `${step.name.split(/\W/)[0]} │ ` : "";
    const tally = Promise.all(before).then(() => timed(step.name, () => run(step, mark)));
    begun.set(step.name, tally);
  }
  const tallies = await Promise.all(begun.values());
  tallies.push(await timed("processes left behind", async () => endLeftovers()));
  return total(tallies);
}

const { passed, failed, told } = await runAll().catch((error) => ({
  passed: 0,
  failed: 1,
  told: [messageOf(error)],
}));
rmSync(folder, { recursive: true, force: true });
// Last, so that the end of the output says by itself what there is to mend.
for (const one of told) console.log(`\n${one}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
