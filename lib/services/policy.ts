import { type Actor, atLeast, type Decision, isAdmin, isLead, isMember } from "#lib/platform/context.ts";

/** A service of one's own team: its leads. */
export function canManageServices(actor: Actor, teamId: string): Decision {
  return isAdmin(actor) || isLead(actor, teamId) || { because: "Only the team's leads set up its services." };
}

/** Saying that a service works, is degraded or down. */
export function canSayStatus(actor: Actor, teamId: string): Decision {
  if (isAdmin(actor)) return true;
  if (isMember(actor, teamId) && atLeast(actor, "responder")) return true;
  return { because: "Members of the owning team say how its services are." };
}

/** Figures of one service. */
export function canChangeServiceSettings(actor: Actor, teamId: string): Decision {
  return (
    isAdmin(actor) ||
    isLead(actor, teamId) || { because: "Only the team's leads change the figures of a service." }
  );
}

/** Figures of the installation. */
export function canChangeSettings(actor: Actor): Decision {
  return isAdmin(actor) || { because: "Only administrators change the settings of the installation." };
}

/** Who receives the updates of a service: its members know whom they write to. */
export function canReadStakeholders(actor: Actor, teamId: string): Decision {
  return (
    isAdmin(actor) ||
    isMember(actor, teamId) || { because: "Only the team's members see who receives its updates." }
  );
}

/** Leaving takes the secret of one's own mail and nothing else: no sign-in, no role. */
export function canLeave(stakeholder: { userId: string | null; email: string | null }): Decision {
  return stakeholder.userId !== null || stakeholder.email !== null || { because: "Nobody stands behind it." };
}

/** Outside services belong to everybody who works here. */
export function canEditVendor(actor: Actor): Decision {
  return atLeast(actor, "responder") || { because: "Viewers only read." };
}
