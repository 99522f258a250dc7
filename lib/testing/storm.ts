import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { prepareDatabase, testEnvironment } from "#lib/testing/cluster.ts";
import { databaseAccount } from "#scripts/launcher/account.ts";
import { ended, hasEnded, startChild } from "#scripts/launcher/child.ts";
import { clusterFolder } from "#scripts/launcher/cluster.ts";
import { startDatabase } from "#scripts/launcher/postgres.ts";
import { findPostmaster } from "#scripts/launcher/postmaster.ts";

/** A stretch in which no database answered, in milliseconds of this machine. */
export interface Away {
  from: number;
  to: number;
}

/** A database server of its own, as durable as in earnest, and built workers that can be killed at any moment. */
export interface Storm {
  url: string;
  /** Kills a worker as a power cut would and starts another in its place. */
  killWorker(): Promise<void>;
  /** Ends PostgreSQL at once, without a checkpoint, and starts it again; resolves when it answers, to how long it was away. */
  restartDatabase(): Promise<Away>;
  /** What the workers wrote so far. */
  log(): string;
  end(): Promise<void>;
}

const gone = async (data: string, pid: number) => {
  for (const until = Date.now() + 20_000; Date.now() < until; await pause(10))
    if (findPostmaster(data)?.pid !== pid) return;
  throw new Error("PostgreSQL did not end.");
};

/** Starts a migrated database and so many workers; `end` removes everything. Needs a build. */
export async function startStorm(workers: number): Promise<Storm> {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-storm-"));
  chmodSync(folder, 0o711);
  const data = join(folder, "data");
  let database = await startDatabase(data);
  // Where that lies depends on what the folder allows, which is settled now.
  const cluster = clusterFolder(databaseAccount(), data);
  const { url } = database;
  await prepareDatabase(url);
  let words = "";
  const startWorker = (): ChildProcess => {
    const env = { ...testEnvironment(url), EVENKEEL_PROCESS: "worker" };
    const child = startChild("dist/worker.js", env, { output: "pipe" });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        words += chunk.toString();
      });
    return child;
  };
  const running = Array.from({ length: workers }, startWorker);
  return {
    url,
    async killWorker() {
      const at = Math.floor(Math.random() * running.length);
      running[at]?.kill("SIGKILL");
      running[at] = startWorker();
    },
    async restartDatabase() {
      const server = findPostmaster(cluster);
      if (!server) throw new Error("PostgreSQL is not running.");
      const from = Date.now();
      process.kill(server.pid, "SIGQUIT");
      await gone(cluster, server.pid);
      database = await startDatabase(data);
      if (database.url !== url) throw new Error("PostgreSQL came back at another address.");
      return { from, to: Date.now() };
    },
    log: () => words,
    async end() {
      for (const child of running) if (!hasEnded(child)) child.kill("SIGTERM");
      const force = setTimeout(() => running.map((child) => child.kill("SIGKILL")), 15_000);
      await Promise.all(running.map(ended));
      clearTimeout(force);
      await database.stop();
      rmSync(cluster, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
