import type { Audience, DomainEvent } from "#lib/platform/events.ts";

/** Who hears about a team: everybody of an open one, its people of a closed one. */
export const teamAudience = (team: { id: string; visibility: string }): Audience =>
  team.visibility === "closed" ? { teams: [team.id] } : { all: true };

export type PersonChange = "changed" | "joined" | "deactivated" | "reactivated" | "preferences";

export const personChanged = (what: PersonChange, user: { id: string; version: number }): DomainEvent => ({
  name: `person.${what}`,
  subject: { kind: "user", id: user.id },
  version: user.version,
  audience: what === "preferences" ? { users: [user.id] } : { all: true },
  payload: { userId: user.id },
});

export type TeamChange = "created" | "changed" | "archived" | "members" | "duties";

export const teamChanged = (
  what: TeamChange,
  team: { id: string; visibility: string; version: number },
  also: string[] = [],
): DomainEvent => ({
  name: `team.${what}`,
  subject: { kind: "team", id: team.id },
  version: team.version,
  // Somebody who was just taken out of a closed team still hears that it changed.
  audience: { ...teamAudience(team), ...(also.length > 0 ? { users: also } : {}) },
  payload: { teamId: team.id },
});

/** Administrators hear it as readers of the invitations' list; nobody else needs to. */
export const invitationChanged = (
  what: "made" | "accepted" | "revoked",
  invitation: { id: string; teamId: string | null; invitedById: string | null },
): DomainEvent => ({
  name: `invitation.${what}`,
  subject: { kind: "invitation", id: invitation.id },
  version: 0,
  audience: {
    teams: invitation.teamId ? [invitation.teamId] : [],
    users: invitation.invitedById ? [invitation.invitedById] : [],
  },
  payload: { invitationId: invitation.id },
});
