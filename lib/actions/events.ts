import type { Audience, DomainEvent } from "#lib/platform/events.ts";

interface Subject {
  id: string;
  teamId: string;
  ownerId: string | null;
  version: number;
}

/** `added`, `changed`, `done`, `reopened` or `waived`. */
export const actionEvent = (
  what: "added" | "changed" | "done" | "reopened" | "waived",
  action: Subject,
  audience: Audience,
): DomainEvent => ({
  name: `action.${what}`,
  subject: { kind: "action-item", id: action.id },
  version: action.version,
  audience,
  payload: { actionId: action.id, teamId: action.teamId, ownerId: action.ownerId },
});
