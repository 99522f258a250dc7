import { auditJobs } from "#lib/audit/jobs.ts";
import { authJobs } from "#lib/auth/jobs.ts";
import { authSubscriptions } from "#lib/auth/subscribers.ts";
import { checklistJobs } from "#lib/checklists/jobs.ts";
import { escalationJobs } from "#lib/escalations/jobs.ts";
import { escalationSubscriptions } from "#lib/escalations/subscribers.ts";
import { handoffJobs } from "#lib/handoffs/jobs.ts";
import { incidentJobs } from "#lib/incidents/jobs.ts";
import { incidentSubscriptions } from "#lib/incidents/subscribers.ts";
import { kpiJobs } from "#lib/kpis/jobs.ts";
import { kpiSubscriptions } from "#lib/kpis/subscribers.ts";
import { notificationJobs } from "#lib/notifications/jobs.ts";
import { oncallJobs } from "#lib/oncall/jobs.ts";
import { oncallSubscriptions } from "#lib/oncall/subscribers.ts";
import type { JobDefinition, Subscription } from "#lib/platform/jobs.ts";
import { postmortemJobs } from "#lib/postmortems/jobs.ts";
import { postmortemSubscriptions } from "#lib/postmortems/subscribers.ts";
import { announceJobs, announceSubscriptions } from "./announce.ts";
import { forgetJobs } from "./forget-messages.ts";
import { upkeepJobs } from "./upkeep.ts";
import { zoneJobs, zoneSubscriptions } from "./zones.ts";

/** Every room's jobs; the worker knows no others. */
export const jobs: JobDefinition[] = [
  ...upkeepJobs,
  ...zoneJobs,
  ...auditJobs,
  ...authJobs,
  ...checklistJobs,
  ...escalationJobs,
  ...incidentJobs,
  ...postmortemJobs,
  ...handoffJobs,
  ...kpiJobs,
  ...announceJobs,
  ...notificationJobs,
  ...oncallJobs,
  ...forgetJobs,
];

/** Which job runs when which event was committed. */
export const subscriptions: Subscription[] = [
  ...authSubscriptions,
  ...escalationSubscriptions,
  ...incidentSubscriptions,
  ...postmortemSubscriptions,
  ...kpiSubscriptions,
  ...announceSubscriptions,
  ...oncallSubscriptions,
  ...zoneSubscriptions,
];
