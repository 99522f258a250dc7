import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { databaseAccount } from "#scripts/launcher/account.ts";
import { clusterFolder } from "#scripts/launcher/cluster.ts";
import { findLeftovers, type Leftover } from "#scripts/launcher/leftovers.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { freePort } from "#scripts/launcher/ports.ts";

/** How a start differs from the plain one. */
export type PortalOptions = {
  env?: Record<string, string>;
  /** The checkout to start; this one unless given. */
  checkout?: string;
  /** Run under this account; only root can. */
  uid?: number;
  /** Through `npm start`, as a person would, instead of the script npm calls. */
  npm?: boolean;
};

/** One `npm start` under test. */
export type Portal = {
  child: ChildProcess;
  url: string;
  /** Everything it printed so far, both streams. */
  output: () => string;
  /** Resolves when the text was printed. @throws when it ended first, or after two minutes */
  prints: (text: string) => Promise<void>;
  /** Resolves when it has ended, to the exit code or the signal's name. */
  ended: Promise<number | string>;
};

/** Polls until the condition holds. @throws after `seconds` */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 30,
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(25)) if (await holds()) return;
  throw new Error(`Waited ${seconds} s in vain: ${what}.`);
}

/** A data folder of its own for starts under test, its port, and what still runs from it. */
export async function makePlace() {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-start-"));
  chmodSync(folder, 0o711);
  const data = join(folder, "data");
  const running: Portal[] = [];
  const place = {
    folder,
    data,
    port: await freePort(),
    /** The processes that belong to this place. */
    left: (): Leftover[] => findLeftovers(folder),
    start: (options: PortalOptions = {}): Portal => {
      const portal = startPortal(place, options);
      running.push(portal);
      return portal;
    },
    /** Ends whatever still runs, for instance after a test that failed. */
    end: async () => {
      for (const { child } of running.splice(0)) child.kill("SIGKILL");
      for (const { pid } of place.left()) process.kill(pid, "SIGKILL");
      await until("everything has ended", () => place.left().length === 0);
    },
    /** Ends and removes everything. */
    clear: async () => {
      await place.end();
      rmSync(clusterFolder(databaseAccount(), data), { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return place;
}

function startPortal(place: { data: string; port: number }, options: PortalOptions): Portal {
  const { npm_lifecycle_event: _, DATABASE_URL: __, NEXTAUTH_SECRET: ___, ...rest } = process.env;
  const [program, args] = options.npm ? ["npm", ["start", "--silent"]] : ["node", ["scripts/start.mjs"]];
  const child = spawn(program, args, {
    cwd: options.checkout ?? projectRoot,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...rest,
      NODE_ENV: "production",
      EVENKEEL_DATA_DIR: place.data,
      EVENKEEL_HOST: "127.0.0.1",
      PORT: String(place.port),
      ...options.env,
    },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      words += chunk.toString();
    });
  }
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  const prints = async (text: string) => {
    await until(`"${text}" is printed`, () => words.includes(text) || child.exitCode !== null, 120);
    if (!words.includes(text)) throw new Error(`It ended with ${child.exitCode} and said:\n${words}`);
  };
  return { child, url: `http://127.0.0.1:${place.port}`, output: () => words, prints, ended };
}
