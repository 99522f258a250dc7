import type { Subscription } from "#lib/platform/jobs.ts";

export const escalationSubscriptions: Subscription[] = [
  { on: "incident.declared", job: "escalations.tell-owner" },
  { on: "incident.reopened", job: "escalations.tell-owner" },
  { on: "notification.unreached", job: "escalations.advance-unreached" },
];
