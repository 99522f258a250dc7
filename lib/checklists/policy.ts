import { type Actor, atLeast, type Decision, isAdmin, isLead, isMember } from "#lib/platform/context.ts";
import { type RunPeople, runAllows, type SignOff, type StoredRunState, signOffProblem } from "./model/run.ts";

/** What a policy wants to know of a run. */
export interface RunFacts extends RunPeople, SignOff {
  state: StoredRunState;
}

const CLOSED: Record<StoredRunState, string> = {
  open: "This run is open.",
  completed: "This run is signed. Amend it with a reason instead.",
  skipped: "This run was skipped.",
  "not-measured": "This occurrence passed while the portal was not running; it cannot be filled in later.",
};

/** Why a run takes no more answers. */
export const runClosedBecause = (state: StoredRunState): string => CLOSED[state];

/** Templates are set up by the team's leads. */
export function canEditTemplate(actor: Actor, template: { teamId: string }): Decision {
  if (isAdmin(actor) || (atLeast(actor, "responder") && isLead(actor, template.teamId))) return true;
  return { because: "Only a lead of the team can change its checklists." };
}

/** Members propose a change and a lead approves it, where the team wants that. */
export function canProposeTemplate(
  actor: Actor,
  template: { teamId: string; state: string; needsApproval: boolean },
): Decision {
  if (!template.needsApproval)
    return { because: "Only a lead of the team can change its checklists; this team takes no proposals." };
  const member = isAdmin(actor) || (atLeast(actor, "responder") && isMember(actor, template.teamId));
  if (!member) return { because: "Only members of the team propose changes of its checklists." };
  return template.state !== "archived" || { because: "This checklist is archived." };
}

/** Members work runs, and so does the person a run is given to. */
export function canWorkRun(actor: Actor, run: RunPeople): Decision {
  if (isAdmin(actor)) return true;
  if (!atLeast(actor, "responder"))
    return { because: "Your role reads; working a checklist needs a responder." };
  const given = run.ownerId ?? (run.assignKind === "person" ? run.assignId : null);
  if (isMember(actor, run.teamId) || (actor.userId !== null && given === actor.userId)) return true;
  if (run.assignKind === "team" && run.assignId !== null && isMember(actor, run.assignId)) return true;
  return { because: "Only members of the team, or the person it is given to, can work this run." };
}

/** @param template its team and to whom its runs go */
export function canStartRun(
  actor: Actor,
  template: { teamId: string; state: string; assignKind: RunPeople["assignKind"]; assignId: string | null },
): Decision {
  const may = canWorkRun(actor, { ...template, ownerId: null });
  if (may !== true) return may;
  return template.state !== "archived" || { because: "This checklist is archived." };
}

/** Answering, skipping and completing: while it is open. */
export function canChangeRun(actor: Actor, run: RunFacts): Decision {
  const may = canWorkRun(actor, run);
  if (may !== true) return may;
  return runAllows(run.state, "answer") || { because: CLOSED[run.state] };
}

/** A run that somebody started is theirs until handed over; a lead may take it. */
export function canTakeRun(actor: Actor, run: RunFacts): Decision {
  const may = canChangeRun(actor, run);
  if (may !== true) return may;
  if (run.ownerId === null || run.ownerId === actor.userId) return true;
  if (isLead(actor, run.teamId) || isAdmin(actor)) return true;
  return { because: "A colleague has started it. They, or a lead, can hand it over." };
}

export function canHandOverRun(actor: Actor, run: RunFacts): Decision {
  const may = canChangeRun(actor, run);
  if (may !== true) return may;
  if (run.ownerId === null || run.ownerId === actor.userId) return true;
  if (isLead(actor, run.teamId) || isAdmin(actor)) return true;
  return { because: "Only the person whose run it is, or a lead, can hand it over." };
}

/** A signed run changes only by an amendment. */
export function canAmendRun(actor: Actor, run: RunFacts): Decision {
  const may = canWorkRun(actor, run);
  if (may !== true) return may;
  return runAllows(run.state, "amend") || { because: "Only a completed run is amended." };
}

/** The second signature: by somebody else than who completed it, once. */
export function canSignOffRun(actor: Actor, run: RunFacts): Decision {
  const may = canWorkRun(actor, run);
  if (may !== true) return may;
  if (actor.userId === null) return { because: "Only a person can sign a run off." };
  const problem = signOffProblem(run, actor.userId);
  return problem === null || { because: problem };
}
