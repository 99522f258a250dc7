import type { Subscription } from "#lib/platform/jobs.ts";

/** Who leaves, comes back or changes role, and who a team has: what is laid out goes by it. */
export const oncallSubscriptions: Subscription[] = [
  "person.deactivated",
  "person.reactivated",
  "person.changed",
  "team.members",
].map((on) => ({ on, job: "oncall.follow-people" }));
