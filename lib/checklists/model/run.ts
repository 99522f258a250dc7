import type { Assignment } from "../model.ts";

export const CADENCES = ["daily", "weekly", "monthly", "quarterly", "yearly", "on-demand"] as const;
export type Cadence = (typeof CADENCES)[number];

/** How often a rule comes round. More than one day a week counts as daily, several months a year as quarterly. */
export function cadenceOf(rrule: string | null): Cadence {
  if (rrule === null) return "on-demand";
  const part = (name: string) => new RegExp(`(?:^|;)${name}=([^;]*)`).exec(rrule.replace(/^RRULE:/, ""))?.[1];
  const interval = Number(part("INTERVAL") ?? "1");
  switch (part("FREQ")) {
    case "WEEKLY":
      return (part("BYDAY") ?? "").includes(",") ? "daily" : "weekly";
    case "MONTHLY":
      return interval >= 12 ? "yearly" : interval >= 3 ? "quarterly" : "monthly";
    case "YEARLY": {
      const months = (part("BYMONTH") ?? "").split(",").length;
      return months >= 12 ? "monthly" : months > 1 ? "quarterly" : "yearly";
    }
    default:
      return "daily";
  }
}

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
/** Minutes after opening at which a run is due; weekly ones are due at the end of that local day instead. */
const DUE_MINUTES: Record<Exclude<Cadence, "weekly" | "on-demand">, number> = {
  daily: 120,
  monthly: 3 * DAY_MINUTES,
  quarterly: 10 * DAY_MINUTES,
  yearly: 10 * DAY_MINUTES,
};

export interface DueInput {
  opensAt: Date;
  cadence: Cadence;
  /** The next local midnight after `opensAt`, in the rule's zone. */
  endOfDay: Date;
  dueAfterMinutes?: number | null | undefined;
  graceMinutes?: number | null | undefined;
}

/**
 * When a run is due and when it counts as missed. Defaults: daily 2 h, weekly the end of that local day, monthly
 * 3 days, quarterly and yearly 10 days; grace 1 h for daily, else 1 day. A run on demand without its own figure has
 * neither.
 */
export function dueTimes(input: DueInput): { dueAt: Date | null; missedAt: Date | null } {
  const { opensAt, cadence, endOfDay } = input;
  let dueAt: Date | null = null;
  if (typeof input.dueAfterMinutes === "number")
    dueAt = new Date(opensAt.getTime() + input.dueAfterMinutes * MINUTE);
  else if (cadence === "weekly") dueAt = endOfDay;
  else if (cadence !== "on-demand") dueAt = new Date(opensAt.getTime() + DUE_MINUTES[cadence] * MINUTE);
  if (dueAt === null) return { dueAt: null, missedAt: null };
  const grace = input.graceMinutes ?? (cadence === "daily" ? 60 : DAY_MINUTES);
  return { dueAt, missedAt: new Date(dueAt.getTime() + grace * MINUTE) };
}

/** What the row says; late and missed are read from the clock. */
export const STORED_RUN_STATES = ["open", "completed", "skipped", "not-measured"] as const;
export type StoredRunState = (typeof STORED_RUN_STATES)[number];
export const RUN_STATES = [
  "scheduled",
  "open",
  "late",
  "missed",
  "completed",
  "missed-completed",
  "skipped",
  "not-measured",
] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface RunTimes {
  state: StoredRunState;
  opensAt: Date;
  dueAt: Date | null;
  missedAt: Date | null;
  completedAt: Date | null;
}

/** The state people see. Half-open: at the due instant it is still in time, at the missed instant it is missed. */
export function runState(run: RunTimes, now: Date): RunState {
  if (run.state === "skipped" || run.state === "not-measured") return run.state;
  if (run.state === "completed") {
    return run.missedAt && run.completedAt && run.completedAt >= run.missedAt
      ? "missed-completed"
      : "completed";
  }
  if (now < run.opensAt) return "scheduled";
  if (run.missedAt && now >= run.missedAt) return "missed";
  return run.dueAt && now > run.dueAt ? "late" : "open";
}

/** Missed stays a fact: also after the run was completed. */
export function wasMissed(run: RunTimes, now: Date): boolean {
  const state = runState(run, now);
  return state === "missed" || state === "missed-completed";
}

/** On time by the server's clock; null while it is not completed or never was due. */
export function onTime(run: RunTimes): boolean | null {
  return run.completedAt && run.dueAt ? run.completedAt <= run.dueAt : null;
}

export const RUN_VERBS = ["answer", "complete", "skip", "amend", "sign-off"] as const;
export type RunVerb = (typeof RUN_VERBS)[number];

/** Which verbs the state allows. A missed run can still be answered and completed; a completed one only amended. */
export function runAllows(state: StoredRunState, verb: RunVerb): boolean {
  if (verb === "amend" || verb === "sign-off") return state === "completed";
  return state === "open";
}

export interface RunPeople {
  ownerId: string | null;
  assignKind: Assignment["kind"];
  assignId: string | null;
  teamId: string;
}

export type Holder = { kind: "person"; id: string } | { kind: "team"; id: string } | { kind: "nobody" };

/** Whose run it is: its owner's, else the person's, the pager holder's or the team's it was given to. */
export function runBelongsTo(run: RunPeople, pagerHolderId: string | null): Holder {
  const person = (id: string | null): Holder => (id === null ? { kind: "nobody" } : { kind: "person", id });
  if (run.ownerId !== null) return person(run.ownerId);
  if (run.assignKind === "person") return person(run.assignId);
  if (run.assignKind === "pager") return person(pagerHolderId);
  return { kind: "team", id: run.assignId ?? run.teamId };
}

export interface SignOff {
  state: StoredRunState;
  signOff: boolean;
  completedById: string | null;
  signedOffAt: Date | null;
}

export function awaitsSignOff(run: SignOff): boolean {
  return run.signOff && run.state === "completed" && run.signedOffAt === null;
}

/** Why this person cannot sign the run off, as a sentence; null when they can: a second person, once. */
export function signOffProblem(run: SignOff, userId: string): string | null {
  if (!run.signOff) return "This checklist asks for no second signature.";
  if (run.state !== "completed") return "Complete the run first.";
  if (run.signedOffAt !== null) return "It has been signed off already.";
  return run.completedById === userId
    ? "Somebody other than the person who completed it signs it off."
    : null;
}
