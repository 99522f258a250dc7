import type { Subscription } from "#lib/platform/jobs.ts";

export const authSubscriptions: Subscription[] = [
  { on: "auth.reset-asked", job: "auth.mail-reset" },
  { on: "auth.locked", job: "auth.mail-locked" },
];
