import type { DomainEvent } from "#lib/platform/events.ts";

/** Somebody asked for what they may not do (S-221): for rules that look for patterns, not for browsers. */
export const accessRefused = (userId: string | null): DomainEvent => ({
  name: "audit.access-refused",
  subject: { kind: "user", id: userId ?? "" },
  version: 0,
  audience: {},
  payload: { userId },
});

/** The detail of an entry is gone; its hash stays. */
export const auditRedacted = (auditId: string, byId: string): DomainEvent => ({
  name: "audit.redacted",
  subject: { kind: "audit", id: auditId },
  version: 0,
  audience: { users: [byId] },
  payload: { auditId },
});
