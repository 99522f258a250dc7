import type { EventPayload, JobDefinition } from "#lib/platform/jobs.ts";
import { advanceUnreached } from "./jobs/advance-unreached.ts";
import { runAuditor } from "./jobs/auditor.ts";
import { runTellOwner } from "./jobs/tell-owner.ts";

export const escalationJobs: JobDefinition[] = [
  {
    name: "escalations.audit",
    cron: "* * * * *",
    async run(ctx) {
      await runAuditor(ctx);
    },
  },
  { name: "escalations.tell-owner", run: runTellOwner },
  {
    name: "escalations.advance-unreached",
    async run(ctx, payload) {
      await advanceUnreached(ctx, (payload as EventPayload).subjectId);
    },
  },
];
