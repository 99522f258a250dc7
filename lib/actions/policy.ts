import { type Actor, atLeast, type Decision, isAdmin, isLead, isMember } from "#lib/platform/context.ts";

interface Subject {
  teamId: string;
  ownerId: string | null;
}

/** Members write down follow-ups of their team. */
export function canAddAction(actor: Actor, teamId: string): Decision {
  if (isAdmin(actor)) return true;
  if (isMember(actor, teamId) && atLeast(actor, "responder")) return true;
  return { because: "Only members of the team can add an action there." };
}

/** Its team's members, and whoever it is given to. */
export function canEditAction(actor: Actor, action: Subject): Decision {
  if (actor.userId !== null && actor.userId === action.ownerId && atLeast(actor, "responder")) return true;
  return canAddAction(actor, action.teamId) === true
    ? true
    : { because: "Only its owner and members of its team can change an action." };
}

/** Leads and managers; managers only where they can see it, which the read has made sure of. */
export function canWaiveAction(actor: Actor, action: Subject): Decision {
  if (atLeast(actor, "manager") || isLead(actor, action.teamId)) return true;
  return { because: "Only a lead of the team or a manager can waive an action." };
}
