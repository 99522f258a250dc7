import type { Subscription } from "#lib/platform/jobs.ts";

export const kpiSubscriptions: Subscription[] = [
  { on: "checklist.reading-recorded", job: "kpis.take-reading" },
];
