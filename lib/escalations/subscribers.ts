import type { CommittedEvent, Subscription } from "#lib/platform/jobs.ts";
import { isUrgent, type Severity } from "./model.ts";

/** The people of a P0 or P1 are paged, not told. */
const ofOwners = (_: unknown, events: CommittedEvent[]) =>
  events.filter((one) => !isUrgent(one.payload.severity as Severity));

export const escalationSubscriptions: Subscription[] = [
  { on: "incident.declared", job: "escalations.tell-owner", among: ofOwners },
  { on: "incident.reopened", job: "escalations.tell-owner", among: ofOwners },
  { on: "notification.unreached", job: "escalations.advance-unreached" },
];
