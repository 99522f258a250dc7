import type { Audience, DomainEvent } from "#lib/platform/events.ts";

export type PolicyChange =
  | "created"
  | "edited"
  | "activated"
  | "drafted"
  | "archived"
  | "restored"
  | "reach-changed";

/** Ids and facts only: who may see the policy refetches it. */
export const policyEvent = (
  what: PolicyChange,
  policy: { id: string; version: number; teamId: string },
  audience: Audience,
): DomainEvent => ({
  name: `escalation-policy.${what}`,
  subject: { kind: "escalation-policy", id: policy.id },
  version: policy.version,
  audience,
  payload: { policyId: policy.id, teamId: policy.teamId },
});
