import type { DomainEvent } from "#lib/platform/events.ts";

/** Somebody's inbox changed: their badge and list refetch. */
export const inboxChanged = (userIds: string[]): DomainEvent => ({
  name: "notification.changed",
  subject: { kind: "notification", id: userIds[0] ?? "" },
  version: 0,
  audience: { users: userIds },
  payload: {},
});

/** Every address of somebody has failed for this message: whoever called them calls the next one. */
export const unreached = (message: {
  id: string;
  userId: string;
  subjectKind: string;
  subjectId: string;
  escalationId: string | null;
}): DomainEvent => ({
  name: "notification.unreached",
  subject: { kind: "notification", id: message.id },
  version: 0,
  audience: { users: [message.userId] },
  payload: {
    notificationId: message.id,
    userId: message.userId,
    subjectKind: message.subjectKind,
    subjectId: message.subjectId,
    escalationId: message.escalationId,
  },
});
