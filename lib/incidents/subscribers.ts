import type { Subscription } from "#lib/platform/jobs.ts";

/** What those who follow an incident hear of: status, severity, updates. */
const FOLLOWED = [
  "acknowledged",
  "investigating",
  "mitigated",
  "resolved",
  "closed",
  "reopened",
  "cancelled",
  "merged",
  "severity-changed",
  "updated",
];

/** An update was written: what it owes to mail addresses is sent. Those who follow are told of each step. */
export const incidentSubscriptions: Subscription[] = [
  { on: "incident.updated", job: "incidents.mail-stakeholders" },
  ...FOLLOWED.map((what) => ({ on: `incident.${what}`, job: "incidents.tell-watchers" })),
];
