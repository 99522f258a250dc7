import type { Audience, DomainEvent } from "#lib/platform/events.ts";

/** `opened`, `changed`, `submitted`, `published` or `returned`. */
export const postmortemEvent = (
  what: "opened" | "changed" | "submitted" | "published" | "returned",
  report: { id: string; version: number; incidentId: string | null; teamId: string },
  audience: Audience,
): DomainEvent => ({
  name: `postmortem.${what}`,
  subject: { kind: "postmortem", id: report.id },
  version: report.version,
  audience,
  payload: { postmortemId: report.id, incidentId: report.incidentId, teamId: report.teamId },
});
