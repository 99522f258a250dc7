import { type Actor, atLeast, type Decision, isAdmin, isLead } from "#lib/platform/context.ts";

/** Policies are a team's leads' (the table of rights). */
export function canEditPolicy(actor: Actor, teamId: string): Decision {
  if (isAdmin(actor)) return true;
  const leads = isLead(actor, teamId) && atLeast(actor, "responder");
  return leads || { because: "Only a lead of its team or an administrator changes an escalation policy." };
}
