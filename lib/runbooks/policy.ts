import { type Actor, atLeast, type Decision, isAdmin, isLead, isMember } from "#lib/platform/context.ts";

const leadsSomewhere = (actor: Actor) => [...actor.teams.keys()].some((team) => isLead(actor, team));

/** A team's runbooks are its leads'; those of nobody in particular belong to all leads. */
export function canEditRunbook(actor: Actor, teamId: string | null): Decision {
  if (isAdmin(actor)) return true;
  if (teamId === null)
    return (
      (leadsSomewhere(actor) && atLeast(actor, "responder")) || {
        because: "Only leads and administrators can change a runbook that all teams share.",
      }
    );
  return (
    (isLead(actor, teamId) && atLeast(actor, "responder")) || {
      because: "Only a lead of its team can change this runbook.",
    }
  );
}

/** Whoever works by it can say that it is still right. */
export function canReviewRunbook(actor: Actor, teamId: string | null): Decision {
  if (isAdmin(actor)) return true;
  if (!atLeast(actor, "responder")) return { because: "A viewer cannot mark a runbook reviewed." };
  return teamId === null || isMember(actor, teamId) || { because: "Only members of its team can review it." };
}
