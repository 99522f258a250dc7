import { pool } from "#lib/platform/db.ts";
import type { JobDefinition } from "#lib/platform/jobs.ts";
import { sealAudit } from "./jobs/seal.ts";

const AGAIN = `SELECT graphile_worker.add_job('audit.seal', job_key => 'audit.seal', max_attempts => 3,
  run_at => now() + interval '1 second')`;

/**
 * One round of sealing a second: each asks for the next under one key, so there is one chain of rounds however many
 * workers there are, and the clock starts it anew when it broke. The sweep finds what was written with an old time.
 */
export const auditJobs: JobDefinition[] = [
  {
    name: "audit.seal",
    cron: "* * * * *",
    async run() {
      await sealAudit();
      await pool().query(AGAIN);
    },
  },
  {
    name: "audit.sweep",
    cron: "*/10 * * * *",
    async run() {
      await sealAudit(true);
    },
  },
];
