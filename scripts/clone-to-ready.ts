import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseAccount } from "#scripts/launcher/account.ts";
import { clusterFolder } from "#scripts/launcher/cluster.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { freePort } from "#scripts/launcher/ports.ts";
import { runCommand, Sentence } from "#scripts/launcher/sentence.ts";

/** Runs `npm start` until it says that it is ready, then ends it. Resolves to the seconds that took. */
async function secondsToReady(checkout: string, port: number): Promise<number> {
  const since = performance.now();
  const { EVENKEEL_DATA_DIR: _, DATABASE_URL: __, NODE_ENV: ___, ...rest } = process.env;
  const env: NodeJS.ProcessEnv = {
    ...rest,
    NODE_ENV: "production",
    PORT: String(port),
    EVENKEEL_HOST: "127.0.0.1",
  };
  const child = spawn("npm", ["start", "--silent"], {
    cwd: checkout,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let words = "";
  const seconds = await new Promise<number | null>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      words += chunk.toString();
      if (words.includes("is ready after")) resolve((performance.now() - since) / 1000);
    });
    child.on("exit", () => resolve(null));
  });
  if (seconds === null) throw new Sentence(`npm start ended:\n${words}`);
  const answer = await fetch(`http://127.0.0.1:${port}/api/health`);
  if (!answer.ok) throw new Sentence(`It said that it was ready, but /api/health answers ${answer.status}.`);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  child.kill("SIGTERM");
  await ended;
  return seconds;
}

// `npm run clone-to-ready`: what a person waits for, from `git clone` of the last commit to a portal that answers, and
// again at the next start. The clone lies in a folder only its owner can enter.
await runCommand(async () => {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-clone-"));
  const checkout = join(folder, "evenkeel");
  try {
    const since = performance.now();
    const cloned = spawnSync("git", ["clone", "--quiet", projectRoot, checkout], { stdio: "inherit" });
    if (cloned.status !== 0) throw new Sentence("git clone failed.");
    const cloning = (performance.now() - since) / 1000;
    const port = await freePort();
    const first = cloning + (await secondsToReady(checkout, port));
    console.log(`Clone to ready: ${first.toFixed(1)} s (at most 120)`);
    console.log(`Restart with data: ${(await secondsToReady(checkout, port)).toFixed(1)} s (at most 5)`);
  } finally {
    const cluster = clusterFolder(databaseAccount(), join(checkout, ".data"));
    if (!cluster.startsWith(folder)) rmSync(join(cluster, ".."), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});
