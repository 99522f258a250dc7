import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { ended, startChild } from "#scripts/launcher/child.ts";
import { generateClient } from "#scripts/launcher/generate.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { startDatabase } from "#scripts/launcher/postgres.ts";

/** A PostgreSQL server of a test run, with one migrated database that the others are copied from. */
export type Cluster = { templateUrl: string; stop: () => Promise<void> };

/** What every process of a test run is configured with, whatever the machine's environment says. */
export function testEnvironment(databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: "a-secret-that-only-tests-use-0123456789",
    EVENKEEL_RATE_LIMIT: "off",
    LOG_LEVEL: "warn",
    TZ: "Asia/Kathmandu",
    NEXTAUTH_URL: "",
    SMTP_URL: "",
    SENTRY_DSN: "",
    HEARTBEAT_URL: "",
    EVENKEEL_ADMIN_EMAIL: "",
    EVENKEEL_ADMIN_PASSWORD: "",
  };
}

/** Migrates a database and loads what every installation has, in a process of its own. */
export async function prepareDatabase(databaseUrl: string, env: Record<string, string> = {}): Promise<void> {
  const code = await ended(startChild("scripts/prepare.ts", { ...testEnvironment(databaseUrl), ...env }));
  if (code !== 0) throw new Error("The test database was not prepared; the message above says why.");
}

const MEMORY = "/dev/shm";
/** Bytes that have to be free there; a test run's databases need a tenth of it. */
const ROOM = 4 * 1024 ** 3;

/** Where tests keep their databases: in memory if there is room. Copying one on a disk takes ten times as long. */
export function quickPlace(): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ROOM ? MEMORY : tmpdir();
}

/**
 * Starts a server in a new folder, which `stop` removes. Writes are not forced to disk: tests may lose them.
 * @param place where to make the folder; the disk, unless told
 */
export async function startCluster(place = tmpdir()): Promise<Cluster> {
  if (!existsSync(join(projectRoot, "prisma", "generated", "client.ts"))) await generateClient();
  const folder = mkdtempSync(join(place, "evenkeel-test-"));
  // Passable for the account PostgreSQL runs under, or its files would go to /var/lib and stay there.
  chmodSync(folder, 0o711);
  const database = await startDatabase(join(folder, "data"), { durable: false });
  await prepareDatabase(database.url);
  return {
    templateUrl: database.url,
    stop: async () => {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs statements on the cluster by way of another database: one cannot be copied while anybody is connected to it. */
async function onCluster<T>(templateUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(templateUrl);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Closed connections take a moment to be gone; whoever is still there after two seconds is thrown out. */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  const connected = "SELECT 1 FROM pg_stat_activity WHERE datname = $1 LIMIT 1";
  for (const end = Date.now() + 2000; Date.now() < end; await pause(20)) {
    if ((await client.query(connected, [name])).rowCount === 0) break;
  }
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
}

/** Copies the migrated database. `drop` removes the copy, whoever is still connected. */
export async function copyDatabase(templateUrl: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = new URL(templateUrl);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const source = template.pathname.slice(1);
  // By files: writing the copy to the log as well costs most of the time, and nobody would read it.
  const create = `CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY FILE_COPY`;
  await onCluster(templateUrl, (client) => client.query(create));
  template.pathname = `/${name}`;
  return { url: template.href, drop: () => onCluster(templateUrl, (client) => dropDatabase(client, name)) };
}
