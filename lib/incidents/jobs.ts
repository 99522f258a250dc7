import type { JobDefinition } from "#lib/platform/jobs.ts";
import { watchClocks } from "./jobs/watch-clocks.ts";

export const incidentJobs: JobDefinition[] = [
  {
    name: "incidents.watch-clocks",
    everySeconds: 5,
    async run(ctx) {
      await watchClocks(ctx);
    },
  },
];
