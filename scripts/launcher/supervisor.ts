import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { isBuilt } from "#scripts/launcher/build.ts";
import { endChild, ended, startChild } from "#scripts/launcher/child.ts";
import { type Configuration, checkPort, readConfiguration } from "#scripts/launcher/configuration.ts";
import { type Kept, keep } from "#scripts/launcher/keeper.ts";
import { type Hold, takeFolder } from "#scripts/launcher/lock.ts";
import { type Database, startDatabase } from "#scripts/launcher/postgres.ts";
import { messageOf, Sentence } from "#scripts/launcher/sentence.ts";

/** Everything that is running, in the order it was started; it is ended from the other end. */
type House = {
  hold: Hold | null;
  database: Database | null;
  step: ChildProcess | null;
  servers: Kept[];
  stopping: Promise<void> | null;
};

async function runStep(house: House, file: string): Promise<string | null> {
  const step = startChild(file, {});
  house.step = step;
  let said: string | null = null;
  step.on("message", (message) => {
    if (typeof message === "string") said = message;
  });
  const code = await ended(step);
  house.step = null;
  if (code !== 0 && !house.stopping)
    throw new Sentence("Evenkeel did not start; the message above says why.");
  return said;
}

/** Starts the embedded database, and again whenever its server is gone without having been asked to. */
async function openDatabase(house: House, { dataFolder }: Configuration): Promise<void> {
  house.hold = await takeFolder(dataFolder);
  if (!house.hold) throw new Sentence(`Evenkeel is already running from ${dataFolder}.`);
  house.database = await startDatabase(dataFolder);
  house.hold.share();
  process.env.DATABASE_URL = house.database.url;
  const watch = async () => {
    if (house.stopping || house.database?.isRunning()) return;
    console.error("The database has ended; starting it again.");
    house.database = await startDatabase(dataFolder);
    if (house.stopping) await house.database.stop();
  };
  const look = () =>
    setTimeout(
      () =>
        watch()
          .catch((error) => console.error(messageOf(error)))
          .finally(look),
      500,
    ).unref();
  look();
}

/** Waits until the web server says that it is well. */
async function waitUntilReady(house: House, port: number): Promise<void> {
  const host = process.env.EVENKEEL_HOST || "127.0.0.1";
  for (const end = Date.now() + 60_000; Date.now() < end && !house.stopping; await pause(50)) {
    const answer = await fetch(`http://${host}:${port}/api/health`, {
      signal: AbortSignal.timeout(2000),
    }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
  }
  if (!house.stopping)
    throw new Sentence("The web server has not become ready within a minute; its log above says why.");
}

async function stop(house: House, started: Promise<void>): Promise<void> {
  if (house.step) await endChild(house.step, 5000);
  // Whatever the start was in the middle of is finished first, or it would be left behind.
  await started.catch(() => {});
  await Promise.all(house.servers.map((server) => server.stop()));
  await house.database?.stop();
  house.hold?.release();
}

async function start(house: House): Promise<void> {
  const since = performance.now();
  const configuration = readConfiguration();
  await checkPort(configuration.port);
  if (!isBuilt()) {
    console.log("Building …");
    await runStep(house, "scripts/build.ts");
  }
  if (house.stopping) return;
  if (!configuration.databaseUrl) await openDatabase(house, configuration);
  if (house.stopping) return;
  const setupLink = await runStep(house, "scripts/prepare.ts");
  if (house.stopping) return;
  house.servers.push(keep("web", {}), keep("worker", {}));
  await waitUntilReady(house, configuration.port);
  if (house.stopping) return;
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`\nEvenkeel is ready after ${seconds} s: ${configuration.address}`);
  if (setupLink) console.log(`Set it up with this link, which works once: ${setupLink}`);
}

/**
 * Runs the whole portal until it is told to stop: builds what is stale, starts the database, migrates, starts web
 * and worker and keeps them running. The first SIGTERM or SIGINT ends everything, the database last.
 */
export async function supervise(): Promise<void> {
  const house: House = { hold: null, database: null, step: null, servers: [], stopping: null };
  let started = Promise.resolve();
  const end = (code: number) => {
    house.stopping ??= stop(house, started)
      .catch((error) => {
        console.error(messageOf(error));
        process.exitCode = 1;
      })
      .then(() => process.exit(process.exitCode ?? code));
  };
  // A closed terminal takes its output away; that must not keep the rest from ending in order.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => end(0));
  started = start(house);
  try {
    await started;
  } catch (error) {
    if (!house.stopping) console.error(error instanceof Sentence ? error.message : error);
    end(1);
  }
  await house.stopping;
}
