import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { type Account, databaseAccount, under } from "#scripts/launcher/account.ts";
import { bareEnvironment, clusterFolder, databaseName, makeCluster } from "#scripts/launcher/cluster.ts";
import { nativeFolder } from "#scripts/launcher/native.ts";
import { freePort, tryPort } from "#scripts/launcher/ports.ts";
import { findPostmaster } from "#scripts/launcher/postmaster.ts";
import { Sentence } from "#scripts/launcher/sentence.ts";
import { keepDatabase, openDataFolder, readDatabase, type StoredDatabase } from "#scripts/launcher/store.ts";

/** A running embedded database. */
export type Database = {
  url: string;
  /** True when the server was already running, left behind by a killed parent. */
  found: boolean;
  isRunning: () => boolean;
  /** Ends the server in good order; resolves when its process is gone. */
  stop: () => Promise<void>;
};

/** Testing trades durability for speed; nothing else may. */
export type DatabaseOptions = { durable?: boolean };

type Place = { cluster: string; account: Account; log: string; dataFolder: string; durable: boolean };

function urlOf({ port, password }: StoredDatabase, name: string): string {
  return `postgresql://${databaseName}:${password}@127.0.0.1:${port}/${name}`;
}

/** Connects and looks whether the server is the one that holds the folder. Null: not (yet) there. */
async function ask(url: string, cluster: string): Promise<boolean | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    return rows[0]?.folder === realpathSync(cluster);
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}

function lastLines(log: string): string {
  return readFileSync(log, "utf8").trim().split("\n").slice(-3).join(" ");
}

/** Ends a test run's server when the process that started it is gone: nobody would ever look for it again. */
function tie(server: ChildProcess, account: Account): void {
  const watcher = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$0"', String(server.pid)], {
    ...under(account),
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  // Its number may belong to another process by then.
  server.once("exit", () => watcher.kill("SIGKILL"));
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
}

function launch(native: string, place: Place, port: number): { exited: () => boolean } {
  mkdirSync(join(place.dataFolder, "logs"), { recursive: true });
  const log = openSync(place.log, "a", 0o600);
  const settings = ["unix_socket_directories=", "timezone=UTC", "log_timezone=UTC", "max_connections=200"];
  if (!place.durable) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  // A group of its own: Ctrl-C in a terminal must not reach the database before the servers have finished with it.
  const child = spawn(
    join(native, "bin", "postgres"),
    [
      "-D",
      place.cluster,
      "-h",
      "127.0.0.1",
      "-p",
      String(port),
      ...settings.flatMap((setting) => ["-c", setting]),
    ],
    { ...under(place.account), env: bareEnvironment, stdio: ["ignore", log, log], detached: true },
  );
  closeSync(log);
  let ended = false;
  child.on("error", () => {
    ended = true;
  });
  child.on("exit", () => {
    ended = true;
  });
  child.unref();
  if (!place.durable && child.pid) tie(child, place.account);
  return { exited: () => ended };
}

/** Starts the server on its kept port, or on another where that one is taken by now. Resolves to what to keep. */
async function start(native: string, place: Place, kept: StoredDatabase): Promise<StoredDatabase> {
  const port = (await tryPort(kept.port, "127.0.0.1")) ?? (await freePort());
  const stored = { ...kept, port };
  keepDatabase(place.dataFolder, stored);
  const server = launch(native, place, port);
  // Recovery after a power cut replays the log first, which can take minutes.
  for (const end = Date.now() + 300_000; Date.now() < end; await pause(20)) {
    if (server.exited()) throw new Sentence(`PostgreSQL did not start: ${lastLines(place.log)}`);
    if (await ask(urlOf(stored, "postgres"), place.cluster)) return stored;
  }
  throw new Sentence(`PostgreSQL did not answer within five minutes; ${place.log} says more.`);
}

/** The server a killed parent left behind, when it answers as ours; waits for one that is on its way out. */
async function attach(cluster: string, kept: StoredDatabase): Promise<StoredDatabase | null> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) {
    const running = findPostmaster(cluster);
    if (!running) return null;
    const stored = { ...kept, port: running.port };
    if (await ask(urlOf(stored, "postgres"), cluster)) return stored;
  }
  throw new Sentence(
    `A PostgreSQL server holds ${cluster} but does not answer; please end it and try again.`,
  );
}

async function stop(cluster: string): Promise<void> {
  const running = findPostmaster(cluster);
  if (!running) return;
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    process.kill(running.pid, signal);
    for (const end = Date.now() + 8_000; Date.now() < end; await pause(20)) {
      if (findPostmaster(cluster)?.pid !== running.pid) return;
    }
  }
}

async function makeDatabase(stored: StoredDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(stored, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** The address of an embedded database that is already running, or null. Starts nothing. */
export async function runningDatabase(dataFolder: string): Promise<string | null> {
  const kept = readDatabase(dataFolder);
  if (!kept) return null;
  const stored = await attach(clusterFolder(databaseAccount(), dataFolder), kept);
  return stored && urlOf(stored, databaseName);
}

/**
 * Makes sure that the embedded PostgreSQL of a data folder runs, from whatever state it is in: never made, stopped,
 * crashed, or still running after its parent was killed.
 * @throws Sentence when it cannot be made or started
 */
export async function startDatabase(dataFolder: string, options: DatabaseOptions = {}): Promise<Database> {
  openDataFolder(dataFolder);
  const account = databaseAccount();
  const cluster = clusterFolder(account, dataFolder);
  const log = join(dataFolder, "logs", "postgres.log");
  const place = { cluster, account, log, dataFolder, durable: options.durable ?? true };
  const native = nativeFolder(account, dataFolder);
  let kept = readDatabase(dataFolder);
  if (!existsSync(cluster)) {
    kept = { port: await freePort(), password: crypto.randomUUID().replaceAll("-", "") };
    keepDatabase(dataFolder, kept);
    makeCluster(cluster, native, account, kept.password);
  } else if (!kept) {
    throw new Sentence(
      `${join(dataFolder, "database.json")} is gone or torn, and with it the password of the database.`,
    );
  }
  const orphan = await attach(cluster, kept);
  const stored = orphan ?? (await start(native, place, kept));
  await makeDatabase(stored);
  return {
    url: urlOf(stored, databaseName),
    found: orphan !== null,
    isRunning: () => findPostmaster(cluster) !== null,
    stop: () => stop(cluster),
  };
}
