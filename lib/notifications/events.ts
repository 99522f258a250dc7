import type { DomainEvent } from "#lib/platform/events.ts";

/** Somebody's inbox changed: their badge and list refetch. */
export const inboxChanged = (userIds: string[]): DomainEvent => ({
  name: "notification.changed",
  subject: { kind: "notification", id: userIds[0] ?? "" },
  version: 0,
  audience: { users: userIds },
  payload: {},
});
