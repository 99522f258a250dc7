import type { Audience, DomainEvent } from "#lib/platform/events.ts";

/** `created`, `edited`, `reviewed`, `archived` or `restored`. */
export const runbookEvent = (
  what: "created" | "edited" | "reviewed" | "archived" | "restored",
  runbook: { id: string; version: number; teamId: string | null },
  audience: Audience,
): DomainEvent => ({
  name: `runbook.${what}`,
  subject: { kind: "runbook", id: runbook.id },
  version: runbook.version,
  audience,
  payload: { runbookId: runbook.id, teamId: runbook.teamId },
});
