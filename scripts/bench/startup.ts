import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { freePort } from "#scripts/launcher/ports.ts";
import { type Memory, measureMemory } from "./memory.ts";

export interface Startup {
  cloneToReady: number;
  restart: number;
  memory: Memory | null;
}

interface Started {
  seconds: number;
  pid: number;
  stop: () => Promise<void>;
}

/** `npm start` in a folder, until /api/health answers 200. */
async function startIn(folder: string, port: number): Promise<Started> {
  const began = performance.now();
  const { DATABASE_URL: _database, NEXTAUTH_URL: _address, NODE_ENV: _mode, ...inherited } = process.env;
  const env = {
    ...inherited,
    NODE_ENV: "production" as const,
    PORT: String(port),
    EVENKEEL_DATA_DIR: join(folder, ".data"),
    PATH: "",
  };
  // The clone brings its own Node: this one's must not stand first on the path.
  env.PATH = (process.env.PATH ?? "")
    .split(":")
    .filter((part) => !part.includes("node_modules"))
    .join(":");
  const child = spawn("npm", ["start"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let words = "";
  child.stdout.on("data", (chunk) => {
    words += chunk;
  });
  child.stderr.on("data", (chunk) => {
    words += chunk;
  });
  for (const end = Date.now() + 400_000; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`npm start ended:\n${words}`);
    const answer = await fetch(`http://localhost:${port}/api/health`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async () => {
    child.kill("SIGTERM");
    if (child.exitCode === null) await new Promise((resolve) => child.once("exit", resolve));
  };
  return { seconds: (performance.now() - began) / 1000, pid: child.pid ?? 0, stop };
}

/** T7 and T8: a fresh clone of what is committed to its first 200; a second start; and what the idle portal holds. */
export async function measureStartup(): Promise<Startup> {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-clone-"));
  const clone = join(folder, "evenkeel");
  try {
    execFileSync("git", ["clone", "-q", projectRoot, clone]);
    const port = await freePort();
    const first = await startIn(clone, port);
    await first.stop();
    const second = await startIn(clone, port);
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    const memory = process.platform === "linux" ? measureMemory([second.pid]) : null;
    await second.stop();
    return { cloneToReady: first.seconds, restart: second.seconds, memory };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
