import type { DomainEvent } from "#lib/platform/events.ts";

/**
 * An address locked after wrong passwords: its owner is told by mail. One that nobody has locks just as well, and takes
 * as long.
 */
export const accountLocked = (userId: string | null, until: Date): DomainEvent => ({
  name: userId ? "auth.locked" : "auth.locked-unknown",
  subject: { kind: "user", id: userId ?? "" },
  version: 0,
  audience: userId ? { users: [userId] } : {},
  payload: { userId, until: until.toISOString() },
});

/**
 * Somebody asked for a new password; the job makes the link, so that it never stands in the outbox. For an address that
 * nobody has nothing follows, but the asking takes as long.
 */
export const resetAsked = (userId: string | null): DomainEvent => ({
  name: userId ? "auth.reset-asked" : "auth.reset-asked-unknown",
  subject: { kind: "user", id: userId ?? "" },
  version: 0,
  audience: {},
  payload: { userId },
});

/** Sessions of a person ended: their streams close. */
export const sessionsEnded = (userId: string, reason: string): DomainEvent => ({
  name: "auth.sessions-ended",
  subject: { kind: "user", id: userId },
  version: 0,
  audience: { users: [userId] },
  payload: { userId, reason },
});

export const installationSetUp = (userId: string): DomainEvent => ({
  name: "auth.set-up",
  subject: { kind: "user", id: userId },
  version: 0,
  audience: { users: [userId] },
  payload: { userId },
});

export const passwordChanged = (userId: string): DomainEvent => ({
  name: "auth.password-changed",
  subject: { kind: "user", id: userId },
  version: 0,
  audience: { users: [userId] },
  payload: { userId },
});

export const tokenChanged = (userId: string, tokenId: string): DomainEvent => ({
  name: "auth.token-changed",
  subject: { kind: "token", id: tokenId },
  version: 0,
  audience: { users: [userId] },
  payload: { userId, tokenId },
});
