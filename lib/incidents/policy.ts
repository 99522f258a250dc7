import { type Actor, atLeast, type Decision, isAdmin, isLead, isMember } from "#lib/platform/context.ts";
import { canMove, canReopen } from "./model/life.ts";
import { isRaise, severityRank } from "./model/severity.ts";
import { isActive, type Severity, type Status } from "./model.ts";

/** What a policy needs to know of an incident and of the asker's part in it. */
export interface IncidentFacts {
  teamId: string;
  status: Status;
  severity: Severity;
  commanderId: string | null;
  /** The asker holds a role on it, was called for it, or is named on it for more than having declared it. */
  involved: boolean;
  /** The asker holds the pager of its team. */
  holdsPager: boolean;
}

const NOT_YOURS = {
  because:
    "Only responders of the owning team, people with a role on it and those paged for it work an incident.",
};

/** Every signed-in person may declare on a team they can see. */
export function canDeclare(actor: Actor): Decision {
  return actor.kind !== "anonymous" || { because: "Sign in to declare an incident." };
}

/** Acknowledge, note and work: responders and above of the team, the pager's holder, whoever is involved. */
export function canWork(actor: Actor, incident: IncidentFacts): Decision {
  if (isAdmin(actor)) return true;
  const ofTeam = isMember(actor, incident.teamId) && atLeast(actor, "responder");
  return ofTeam || incident.involved || incident.holdsPager || NOT_YOURS;
}

/** "I am on it": whoever could acknowledge the incident they declare. */
export function canTakeAtOnce(actor: Actor, teamId: string, holdsPager: boolean): Decision {
  const facts = {
    teamId,
    status: "open",
    severity: "P4",
    commanderId: null,
    involved: false,
    holdsPager,
  } as const;
  return canWork(actor, facts);
}

export function canMoveTo(
  actor: Actor,
  incident: IncidentFacts,
  to: "acknowledged" | "investigating" | "mitigated" | "resolved" | "closed",
): Decision {
  const works = canWork(actor, incident);
  if (works !== true) return works;
  return (
    canMove(incident.status, to) || { because: `An incident that is ${incident.status} cannot become ${to}.` }
  );
}

export function canReopenIncident(actor: Actor, incident: IncidentFacts): Decision {
  const works = canWork(actor, incident);
  if (works !== true) return works;
  return (
    canReopen(incident.status) || { because: `An incident that is ${incident.status} cannot be reopened.` }
  );
}

export function canCancel(actor: Actor, incident: IncidentFacts): Decision {
  const works = canWork(actor, incident);
  if (works !== true) return works;
  return (
    isActive(incident.status) || { because: `An incident that is ${incident.status} cannot be cancelled.` }
  );
}

/** Raising: whoever works it. Lowering a P0 or P1: its commander or a lead of the team (G-08). */
export function canChangeSeverity(actor: Actor, incident: IncidentFacts, to: Severity): Decision {
  const works = canWork(actor, incident);
  if (works !== true) return works;
  if (incident.status === "closed" || incident.status === "merged" || incident.status === "cancelled") {
    return { because: `The severity of an incident that is ${incident.status} stays.` };
  }
  if (isRaise(incident.severity, to) || severityRank(incident.severity) > 1) return true;
  const may =
    isAdmin(actor) ||
    isLead(actor, incident.teamId) ||
    (actor.userId !== null && actor.userId === incident.commanderId);
  return may || { because: "Only the commander or a lead of the team lowers a P0 or P1." };
}

export function canEscalate(actor: Actor, incident: IncidentFacts): Decision {
  const works = canWork(actor, incident);
  if (works !== true) return works;
  return isActive(incident.status) || { because: "This incident is over; reopen it to call people." };
}

/** Making a private incident public is for its commander, a lead or an administrator. */
export function canChangePrivacy(actor: Actor, incident: IncidentFacts): Decision {
  const may =
    isAdmin(actor) ||
    isLead(actor, incident.teamId) ||
    (actor.userId !== null && actor.userId === incident.commanderId);
  return may || { because: "Only the commander or a lead changes who may see an incident." };
}

/** Watching a fix: whoever works it, while it counts as mitigated. */
export function canWatchFix(actor: Actor, incident: IncidentFacts): Decision {
  const works = canWork(actor, incident);
  if (works !== true) return works;
  return incident.status === "mitigated" || { because: "A fix is watched while the incident is mitigated." };
}

/** Following: every person who may see it, viewers too. */
export function canFollow(actor: Actor): Decision {
  return actor.userId !== null || { because: "Only a person follows an incident." };
}

/** Receiving no more stakeholder updates is for each to say themselves. */
export function canStopUpdates(actor: Actor): Decision {
  return actor.userId !== null || { because: "Only a person receives updates." };
}

/** A page for outsiders: whoever works the incident, and never of a private one. */
export function canShowOutside(actor: Actor, incident: IncidentFacts, isPrivate: boolean): Decision {
  const works = canWork(actor, incident);
  if (works !== true) return works;
  return !isPrivate || { because: "Nothing of a private incident is shown outside." };
}
