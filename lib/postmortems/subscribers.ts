import type { Subscription } from "#lib/platform/jobs.ts";

export const postmortemSubscriptions: Subscription[] = [
  { on: "incident.resolved", job: "postmortems.open" },
  { on: "incident.edited", job: "postmortems.follow-incident" },
];
