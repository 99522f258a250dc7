import type { JobDefinition } from "#lib/platform/jobs.ts";
import { followHandoffs } from "./jobs/follow.ts";

export const handoffJobs: JobDefinition[] = [
  { name: "handoffs.follow", everySeconds: 15, run: (ctx) => followHandoffs(ctx) },
];
