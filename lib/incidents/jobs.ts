import type { EventPayload, JobDefinition } from "#lib/platform/jobs.ts";
import { mailStakeholders } from "./jobs/mail-stakeholders.ts";
import { tellWatchers } from "./jobs/tell-watchers.ts";
import { watchClocks } from "./jobs/watch-clocks.ts";

export const incidentJobs: JobDefinition[] = [
  {
    name: "incidents.watch-clocks",
    everySeconds: 5,
    async run(ctx) {
      await watchClocks(ctx);
    },
  },
  {
    name: "incidents.tell-watchers",
    async run(ctx, payload) {
      await tellWatchers(ctx, (payload as EventPayload).subjectId);
    },
  },
  {
    name: "incidents.mail-stakeholders",
    async run(_ctx, payload) {
      const { entryId, audience } = payload as EventPayload;
      if (audience === "stakeholders" && typeof entryId === "string") await mailStakeholders(entryId);
    },
  },
];
