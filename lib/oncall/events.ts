import type { Audience, DomainEvent } from "#lib/platform/events.ts";

export type ScheduleChange =
  | "created"
  | "edited"
  | "archived"
  | "restored"
  | "rules-set"
  | "temporary-added"
  | "temporary-cancelled"
  | "override-added"
  | "override-changed"
  | "override-cancelled"
  | "taken"
  | "laid-out"
  | "swap-changed"
  | "shift-begun"
  | "surveyed";

/** Ids and facts only: who may see the schedule refetches it. */
export const scheduleEvent = (
  what: ScheduleChange,
  schedule: { id: string; version: number; teamId: string },
  audience: Audience,
  facts: Record<string, unknown> = {},
): DomainEvent => ({
  name: `schedule.${what}`,
  subject: { kind: "schedule", id: schedule.id },
  version: schedule.version,
  audience,
  payload: { scheduleId: schedule.id, teamId: schedule.teamId, ...facts },
});

/** An address of one's own was made, renewed or revoked: told to nobody else. */
export const feedChanged = (feed: { id: string; ownerId: string }): DomainEvent => ({
  name: "calendar-feed.changed",
  subject: { kind: "calendar-feed", id: feed.id },
  version: 1,
  audience: { users: [feed.ownerId] },
  payload: { feedId: feed.id },
});
