import type { Subscription } from "#lib/platform/jobs.ts";

/** An update was written: what it owes to mail addresses is sent. */
export const incidentSubscriptions: Subscription[] = [
  { on: "incident.updated", job: "incidents.mail-stakeholders" },
];
