import { type Actor, atLeast, type Decision, isAdmin, isLead, isMember } from "#lib/platform/context.ts";

const leadsSomewhere = (actor: Actor) => [...actor.teams.keys()].some((team) => isLead(actor, team));

/** What holds for everybody is set by leads and administrators. */
export function canEditKpi(actor: Actor): Decision {
  if (isAdmin(actor)) return true;
  if (leadsSomewhere(actor) && atLeast(actor, "responder")) return true;
  return { because: "Only leads of a team and administrators change a KPI." };
}

/** A service's own target belongs to the leads of its team. */
export function canSetTarget(actor: Actor, teamId: string): Decision {
  if (isAdmin(actor)) return true;
  if (isLead(actor, teamId) && atLeast(actor, "responder")) return true;
  return { because: "Only a lead of the service's team sets its targets." };
}

/** Values of a service come from its team's members; those of no service from anybody who works here. */
export function canAddSample(actor: Actor, kpi: { source: string }, teamId: string | null): Decision {
  if (kpi.source === "computed") {
    return { because: "This KPI is computed from what happened; it takes no values by hand." };
  }
  if (isAdmin(actor)) return true;
  if (!atLeast(actor, "responder")) return { because: "A viewer cannot record values." };
  if (teamId === null || isMember(actor, teamId)) return true;
  return { because: "Only members of the service's team record values for it." };
}

/** How many private incidents were left out is told to managers and administrators only. */
export const seesPrivateCounts = (actor: Actor): boolean => atLeast(actor, "manager");

/** Readings arrive by the portal's own job: who recorded them was asked when they were recorded. */
export function canTakeReading(actor: Actor): Decision {
  return actor.kind === "system" || { because: "Readings come from checklists, by the portal itself." };
}
