import { type Actor, type Decision, isAdmin, isLead, type Role } from "#lib/platform/context.ts";
import { roleAtMost } from "./model.ts";

/** Own profile, preferences, contact data. */
export function canEditOwnProfile(actor: Actor): Decision {
  return actor.kind === "user" || { because: "Only a signed-in person can change their own profile." };
}

export function canManagePeople(actor: Actor): Decision {
  return isAdmin(actor) || { because: "Only administrators change other people's accounts." };
}

/** Deactivating oneself would leave nobody to undo it. */
export function canDeactivate(actor: Actor, userId: string): Decision {
  if (!isAdmin(actor)) return { because: "Only administrators deactivate people." };
  return actor.userId !== userId || { because: "Another administrator has to deactivate you." };
}

export function canCreateTeam(actor: Actor): Decision {
  return isAdmin(actor) || { because: "Only administrators make teams." };
}

/** Name, zone, visibility, approval. */
export function canEditTeam(actor: Actor, teamId: string): Decision {
  return isAdmin(actor) || isLead(actor, teamId) || { because: "Only the team's leads can change it." };
}

export function canArchiveTeam(actor: Actor): Decision {
  return isAdmin(actor) || { because: "Only administrators archive teams." };
}

export function canManageMembers(actor: Actor, teamId: string): Decision {
  return isAdmin(actor) || isLead(actor, teamId) || { because: "Only the team's leads change who is in it." };
}

/** Duty roles are filled by the team's leads. */
export function canFillDuties(actor: Actor, teamId: string): Decision {
  return isAdmin(actor) || isLead(actor, teamId) || { because: "Only the team's leads fill its duty roles." };
}

/** Administrators invite anybody; a lead invites up to responders, into a team of theirs. */
export function canInvite(actor: Actor, invitation: { role: Role; teamId: string | null }): Decision {
  if (isAdmin(actor)) return true;
  if (!invitation.teamId || !isLead(actor, invitation.teamId))
    return { because: "Leads invite people into their own team; administrators invite anybody." };
  return (
    roleAtMost(invitation.role, "responder") || {
      because: "A lead can invite viewers and responders; administrators invite managers and administrators.",
    }
  );
}

export function canRevokeInvitation(actor: Actor, invitation: { teamId: string | null }): Decision {
  if (isAdmin(actor) || (invitation.teamId && isLead(actor, invitation.teamId))) return true;
  return { because: "Only administrators and the team's leads can take an invitation back." };
}

/** With a secret that came by link: the secret itself is the right. */
export function canUseInvitation(found: boolean): Decision {
  return (
    found || {
      because: "This invitation was used already, has run out or was taken back. Ask for a new one.",
    }
  );
}
