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

/** How somebody is reached has changed: their own screens and the readiness of their teams. */
export const contactChanged = (userId: string, contactId: string): DomainEvent => ({
  name: "contact.changed",
  subject: { kind: "contact", id: contactId },
  version: 0,
  audience: { users: [userId] },
  payload: { userId },
});

export const channelChanged = (
  team: { id: string; visibility: string },
  channel: { id: string; version: number },
): DomainEvent => ({
  name: "team-channel.changed",
  subject: { kind: "team-channel", id: channel.id },
  version: channel.version,
  audience: team.visibility === "closed" ? { teams: [team.id] } : { all: true },
  payload: { teamId: team.id },
});

/** Administrators alone hear of gateways. */
export const gatewayChanged = (gateway: { id: string; version: number }): DomainEvent => ({
  name: "gateway.changed",
  subject: { kind: "gateway", id: gateway.id },
  version: gateway.version,
  audience: { teams: [] },
  payload: {},
});
