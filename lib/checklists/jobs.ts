import type { JobDefinition } from "#lib/platform/jobs.ts";
import { announceMissed, layOutRuns } from "./jobs/lay-out.ts";

export const checklistJobs: JobDefinition[] = [
  {
    name: "checklists.lay-out",
    cron: "* * * * *",
    async run(ctx) {
      await layOutRuns(ctx);
      await announceMissed(ctx);
    },
  },
];
