import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { copyDatabase, prepareDatabase, testEnvironment } from "#lib/testing/cluster.ts";
import { endChild, ended, hasEnded, startChild } from "#scripts/launcher/child.ts";
import { freePort } from "#scripts/launcher/ports.ts";

/** The first administrator of a test server. */
export const testAdmin = { email: "admin@example.org", password: "correct-horse-battery-staple" };

/** A started portal: the built web server and, unless left out, the built worker. */
export type TestServer = {
  /** Its address without a slash at the end; also its NEXTAUTH_URL, so an `Origin` header carries exactly this. */
  url: string;
  databaseUrl: string;
  web: ChildProcess;
  /** Kills the web process as a power cut would; nothing is drained. */
  killWeb: () => Promise<void>;
  /** Starts the web process anew, at the same address on the same database; resolves when it is well. */
  reviveWeb: () => Promise<void>;
  worker: ChildProcess | null;
  /** Everything both processes wrote so far. */
  log: () => string;
  /** Ends both processes and drops the database. @throws when one had crashed or did not end by itself */
  stop: () => Promise<void>;
};

export type ServerOptions = {
  /** Configuration beside the tests' own; wins over it. */
  env?: Record<string, string>;
  /** false: nobody has set the portal up yet. Otherwise `testAdmin` has, with the team "Operations". */
  admin?: boolean;
  worker?: boolean;
};

async function waitUntilWell(web: ChildProcess, url: string, log: () => string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(30)) {
    if (hasEnded(web)) break;
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
  }
  throw new Error(`The test server did not become well:\n${log()}`);
}

async function end(child: ChildProcess | null, log: () => string): Promise<void> {
  if (!child) return;
  if (hasEnded(child)) throw new Error(`A server process had ended by itself:\n${log()}`);
  await endChild(child, 15_000);
  if (child.exitCode !== 0)
    throw new Error(`A server process ended with ${child.exitCode ?? child.signalCode}:\n${log()}`);
  if (/already executing a query/.test(log()))
    throw new Error(`Two statements at once on one connection:\n${log()}`);
}

/**
 * Starts what `npm run build` built, on a free port, with a database of its own. Rate limits are off unless `env` sets
 * `EVENKEEL_RATE_LIMIT: "on"`.
 * @param templateUrl the migrated database to copy: `inject("templateUrl")` in Vitest
 */
export async function startTestServer(templateUrl: string, options: ServerOptions = {}): Promise<TestServer> {
  const { url: databaseUrl, drop } = await copyDatabase(templateUrl);
  if (options.admin !== false) {
    const { email, password } = testAdmin;
    await prepareDatabase(databaseUrl, { EVENKEEL_ADMIN_EMAIL: email, EVENKEEL_ADMIN_PASSWORD: password });
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const place = { PORT: String(port), EVENKEEL_HOST: "127.0.0.1", NEXTAUTH_URL: url };
  const env = { ...testEnvironment(databaseUrl), ...place, ...options.env };
  let words = "";
  const start = (name: string) => {
    const child = startChild(`dist/${name}.js`, { ...env, EVENKEEL_PROCESS: name }, { output: "pipe" });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        words += chunk.toString();
      });
    }
    return child;
  };
  const log = () => words;
  let web = start("web");
  const worker = options.worker === false ? null : start("worker");
  const stop = async () => {
    try {
      await Promise.all([end(web, log), end(worker, log)]);
    } finally {
      for (const child of [web, worker]) if (child && !hasEnded(child)) child.kill("SIGKILL");
      await drop();
    }
  };
  try {
    await waitUntilWell(web, env.NEXTAUTH_URL, log);
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
  const killWeb = async () => {
    web.kill("SIGKILL");
    await ended(web);
  };
  const reviveWeb = async () => {
    web = start("web");
    server.web = web;
    await waitUntilWell(web, env.NEXTAUTH_URL, log);
  };
  const server: TestServer = { url, databaseUrl, web, killWeb, reviveWeb, worker, log, stop };
  return server;
}
