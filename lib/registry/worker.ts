import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { Logger, parseCronItems, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker";
import postgres from "postgres";
import { startEngine } from "#lib/escalations/jobs/engine.ts";
import { startSender } from "#lib/notifications/jobs/sender.ts";
import "#lib/incidents/commands/called.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { closeDatabase, pool } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { CHANNEL } from "#lib/platform/events.ts";
import { log, reportError } from "#lib/platform/log.ts";
import { closeMail } from "#lib/platform/mail.ts";
import { drainOutbox } from "#lib/platform/outbox.ts";
import { tidyWhenQuiet } from "#lib/platform/tidy.ts";
import { DEAD_AFTER_SECONDS, freeJobsOfDeadWorkers } from "./dead-workers.ts";
import { jobs, subscriptions } from "./jobs.ts";
import { paced } from "./paced.ts";

const id = `${process.pid}-${randomUUID().slice(0, 8)}`;
const CYCLE_MS = 1000;
/** A sign of life is worth a write once a second, however often there is work. */
const BEAT_MS = 900;
/** A hint comes with every commit. Jobs and messages are looked for so soon again; what fires later is known by its time. */
const PAUSE_MS = { jobs: 50, messages: 100, levels: 250 } as const;
/** A stop takes no longer, whatever is in hand: what it still holds then is given back by whoever lives. */
const STOP_MS = 9_000;
let stopping = false;
/** Under which name this process's queue holds jobs. */
let holder: string | null = null;

function taskList(): TaskList {
  const tasks: TaskList = {};
  for (const job of jobs) {
    tasks[job.name] = async (payload, helpers) => {
      await job.run(systemCtx(job.name, await databaseNow(), `job-${helpers.job.id}`), payload);
    };
  }
  return tasks;
}

function cronItems() {
  return parseCronItems(
    jobs.flatMap((job) =>
      job.cron
        ? [
            {
              task: job.name,
              match: job.cron,
              options: {
                backfillPeriod: (job.catchUpHours ?? 0) * 3_600_000,
                jobKey: `cron:${job.name}`,
                jobKeyMode: "preserve_run_at" as const,
              },
            },
          ]
        : [],
    ),
  );
}

let beatAt = -1e9;

async function heartbeat(): Promise<void> {
  if (performance.now() - beatAt < BEAT_MS) return;
  beatAt = performance.now();
  await pool().query(
    `INSERT INTO worker_heartbeats (id, started_at, cycle_at, build, holder) VALUES ($1, app_now(), app_now(), $2, $3)
     ON CONFLICT (id) DO UPDATE SET cycle_at = excluded.cycle_at, holder = excluded.holder`,
    [id, process.env.npm_package_version ?? "0.1.0", holder],
  );
}

const lastRun = new Map<string, number>();

/** What recurs faster than by the minute. One that fails is told of and does not keep the others. */
async function runFrequent(): Promise<void> {
  for (const job of jobs) {
    if (!job.everySeconds || performance.now() - (lastRun.get(job.name) ?? -1e9) < job.everySeconds * 1000)
      continue;
    lastRun.set(job.name, performance.now());
    try {
      await job.run(systemCtx(job.name, await databaseNow(), `cycle-${randomUUID()}`), {});
    } catch (error) {
      reportError(error, { job: job.name });
    }
  }
}

/** Since when every round has gone well, in milliseconds of this process; after an outage nobody's sign of life is fresh. */
let wellSince = performance.now();
let lookedAt = 0;

async function buryTheDead(): Promise<void> {
  const now = performance.now();
  if (now - wellSince < DEAD_AFTER_SECONDS * 1000 || now - lookedAt < 10_000) return;
  lookedAt = now;
  const dead = await freeJobsOfDeadWorkers();
  if (dead > 0) log().warn({ dead }, "workers died; their jobs were given back");
}

/** One round: hand over what was committed, do what cannot wait, then say that this worker lives. */
async function cycle(): Promise<void> {
  while ((await drainOutbox(subscriptions)) === 100 && !stopping);
  await runFrequent();
  await heartbeat();
  await buryTheDead();
}

async function startRunner(): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => {
    holder = workerPool.id;
  });
  return run({
    events,
    pgPool: pool(),
    taskList: taskList(),
    parsedCronItems: cronItems(),
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error") log().error({ graphile: true }, message);
      else if (level === "warning") log().warn({ graphile: true }, message);
      else log().debug({ graphile: true }, message);
    }),
  });
}

/** Tries until the database answers: a worker that starts before it waits, it does not end. */
async function untilRunning(): Promise<Runner> {
  for (;;) {
    try {
      return await startRunner();
    } catch (error) {
      log().warn({ err: error }, "the worker cannot start yet; trying again");
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

async function work(): Promise<void> {
  // Levels fire as soon as the database answers, whatever else is still being set up.
  const engine = startEngine(id);
  const runner = await untilRunning();
  const sender = startSender();
  const sql = postgres(env().DATABASE_URL, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  let woken = false;
  let rise: () => void = () => undefined;
  const wake = () => {
    woken = true;
    rise();
  };
  const hints = [
    paced(wake, PAUSE_MS.jobs),
    paced(() => sender.wake(), PAUSE_MS.messages),
    paced(() => engine.wake(), PAUSE_MS.levels),
  ];
  sql
    .listen(CHANNEL, () => {
      for (const hint of hints) hint();
    })
    .catch((error) => log().warn({ err: error }, "cannot listen; polling covers it"));
  const stop = () => {
    stopping = true;
    // After an outage the queue's timetable sleeps up to a minute before it tries again, and does not end sooner.
    setTimeout(() => process.exit(0), STOP_MS);
    wake();
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  process.send?.("ready");
  log().info({ worker: id, jobs: jobs.length }, "worker is running");
  tidyWhenQuiet();
  let away = false;
  while (!stopping) {
    woken = false;
    try {
      await cycle();
      away = false;
    } catch (error) {
      if (!away) log().warn({ err: error }, "the worker's cycle failed; trying again each second");
      away = true;
      wellSince = performance.now();
    }
    // What was committed while it worked is not left for a second.
    if (woken && !away) continue;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, CYCLE_MS);
      rise = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopping) rise();
    });
  }
  await sender.stop();
  closeMail();
  await engine.stop();
  await runner.stop().catch(() => undefined);
  await sql.end({ timeout: 1 }).catch(() => undefined);
  await pool()
    .query("DELETE FROM worker_heartbeats WHERE id = $1", [id])
    .catch(() => undefined);
  await closeDatabase();
  process.exit(0);
}

process.on("unhandledRejection", (error) => reportError(error, { worker: id }));
await work().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
