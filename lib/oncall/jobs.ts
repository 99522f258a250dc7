import { db } from "#lib/platform/db.ts";
import type { JobDefinition } from "#lib/platform/jobs.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { reportCoverage } from "./jobs/coverage-report.ts";
import { tellDigests } from "./jobs/digest.ts";
import { lapseRequests } from "./jobs/lapse.ts";
import { tellShifts } from "./jobs/notices.ts";
import { followPeople, relaySchedules } from "./jobs/relay.ts";
import { remindContacts } from "./jobs/remind-contacts.ts";

const MINUTE = "* * * * *";
/** What was said is remembered longer than anything that repeats. */
const KEPT_DAYS = 400;

export const oncallJobs: JobDefinition[] = [
  {
    name: "oncall.lay-out",
    cron: MINUTE,
    async run(ctx) {
      await relaySchedules(ctx);
    },
  },
  {
    name: "oncall.follow-people",
    run: (ctx, payload) => followPeople(ctx, payload as Record<string, unknown>),
  },
  {
    name: "oncall.notices",
    cron: MINUTE,
    async run(ctx) {
      await tellShifts(ctx);
      await lapseRequests(ctx);
    },
  },
  {
    name: "oncall.digest",
    cron: "*/5 * * * *",
    async run(ctx) {
      await tellDigests(ctx);
    },
  },
  {
    name: "oncall.coverage",
    cron: "*/15 * * * *",
    async run(ctx) {
      await reportCoverage(ctx);
    },
  },
  {
    name: "oncall.contacts",
    cron: "23 * * * *",
    async run(ctx) {
      await remindContacts(ctx);
    },
  },
  {
    name: "oncall.forget",
    cron: "37 4 * * *",
    catchUpHours: 20,
    async run(ctx) {
      await db().oncallNotice.deleteMany({ where: { at: { lt: addMinutes(ctx.now, -KEPT_DAYS * 1440) } } });
    },
  },
];
