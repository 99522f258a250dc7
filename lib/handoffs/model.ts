/**
 * Handoff: the contract by which the pager goes from one person to another. One contract for all schedules that change
 * between the same two people at the same time.
 *
 * States: **draft** (the outgoing person works on it) → **submitted** (signed by them) → **accepted** (signed by the
 * incoming person). From draft or submitted: **refused** (with a reason; the lead hears at once; it can still be
 * accepted), **expired** (the shift is over and nobody ever accepted), **void** (the shift it was for is gone). An acceptance never needs the outgoing signature: their phone may
 * be dead.
 *
 * The pager: the outgoing person holds it until the acceptance, and while it is pending a P0 or P1 rings both. When the
 * grace time ends it moves by the clock; the contract then reads "not accepted in time" (`lapsedAt`) and the lead is
 * rung too until somebody accepts. A query does not stop the clock. All of that is read from the shifts
 * (`oncall/model/pager.ts`); the contract carries the signatures and what goes over.
 *
 * Failure cases: accepted and lapsed at one moment (whoever comes second sees it), accepted twice (once), the shift
 * changed under it (void, a new one is drafted), a private incident (only its own people see it: it is not listed).
 */

export const STATES = ["draft", "submitted", "accepted", "refused", "expired", "void"] as const;
export type HandoffState = (typeof STATES)[number];

/** States in which it waits for the incoming person. */
export const PENDING = ["draft", "submitted", "refused"] as const;

/** The five steps of the guide, in their order (S-058). */
export const STEPS = [
  { key: "open-incidents", text: "Go through open incidents" },
  { key: "dashboards", text: "Look at the dashboards" },
  { key: "notes", text: "Bring incident notes up to date" },
  { key: "brief", text: "Brief the incoming person" },
  { key: "contacts", text: "Confirm contact details" },
] as const;
export type StepKey = (typeof STEPS)[number]["key"];
export const STEP_KEYS = STEPS.map((step) => step.key) as [StepKey, ...StepKey[]];

/** duty: an incident that the shift resolved, of which something is still to be written (S-055). */
export const ITEM_KINDS = ["incident", "duty", "run", "action", "runbook"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Kinds that are told and stay where they are. */
export const TOLD_KINDS: readonly ItemKind[] = ["duty", "runbook"];

/** What an incident still wants once it is resolved. */
export const NEEDS = ["report", "postmortem", "runbook"] as const;
export type Need = (typeof NEEDS)[number];

/** So many open incidents a contract lists, the most pressing first; of the others it says how many there are. */
export const MOST_INCIDENTS = 100;

/** So long before the shift ends the contract is drafted, in minutes. */
export const DRAFT_MINUTES = 60;

/** Notes of an open incident older than this are stale at a handoff (S-060), in minutes. */
export const STALE_NOTES_MINUTES = 60;

/** An action due in so many days belongs into a handoff. */
export const DUE_WITHIN_DAYS = 7;

/** When each step was ticked, by its key. */
export type Ticks = Partial<Record<StepKey, string>>;

export const ticksOf = (stored: unknown): Ticks =>
  stored !== null && typeof stored === "object" && !Array.isArray(stored) ? (stored as Ticks) : {};

/** Which of the five are not ticked, in their order. */
export const missingSteps = (ticks: Ticks): string[] =>
  STEPS.filter((step) => !ticks[step.key]).map((step) => step.text);

/** Who kept silent when the grace time ended: the outgoing signature may be missing too. */
export function silent(handoff: {
  submittedAt: Date | null;
  fromUserId: string | null;
}): "incoming" | "both" {
  return handoff.submittedAt === null && handoff.fromUserId !== null ? "both" : "incoming";
}
