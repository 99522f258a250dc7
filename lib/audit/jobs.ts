import type { JobDefinition } from "#lib/platform/jobs.ts";
import { sealAudit } from "./jobs/seal.ts";

/** The worker seals recent entries each second; this sweeps up what was written with an old time. */
export const auditJobs: JobDefinition[] = [
  {
    name: "audit.seal",
    cron: "* * * * *",
    async run() {
      await sealAudit(true);
    },
  },
];
