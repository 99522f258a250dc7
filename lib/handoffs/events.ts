import type { Audience, DomainEvent } from "#lib/platform/events.ts";

export type HandoffChange =
  | "drafted"
  | "changed"
  | "submitted"
  | "accepted"
  | "queried"
  | "answered"
  | "refused"
  | "lapsed"
  | "voided";

/** Ids and facts only: whoever may see it refetches it. */
export const handoffEvent = (
  what: HandoffChange,
  handoff: { id: string; version: number; fromUserId: string | null; toUserId: string },
  audience: Audience,
): DomainEvent => ({
  name: `handoff.${what}`,
  subject: { kind: "handoff", id: handoff.id },
  version: handoff.version,
  audience,
  payload: { handoffId: handoff.id, fromUserId: handoff.fromUserId, toUserId: handoff.toUserId },
});
