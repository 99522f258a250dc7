import { canTake } from "#lib/oncall/policy.ts";
import type { Actor, Decision } from "#lib/platform/context.ts";
import type { HandoffState } from "./model.ts";

export interface HandoffFacts {
  fromUserId: string | null;
  toUserId: string;
  state: string;
}

const waits = (handoff: HandoffFacts) =>
  handoff.state === "draft" || handoff.state === "submitted" || handoff.state === "refused";
const over = (state: string): { because: string } => ({
  because: (state as HandoffState) === "accepted" ? "It was accepted already." : "It is over.",
});

/** The outgoing person's own part, until it is accepted. */
export function canPrepare(actor: Actor, handoff: HandoffFacts): Decision {
  if (actor.userId === null || actor.userId !== handoff.fromUserId)
    return { because: "The outgoing person prepares the handoff." };
  return waits(handoff) || over(handoff.state);
}

/** A signature is one's own: nobody accepts for another. */
export function canAccept(actor: Actor, handoff: HandoffFacts): Decision {
  if (actor.userId !== handoff.toUserId) return { because: "Only the incoming person accepts." };
  return waits(handoff) || over(handoff.state);
}

export function canQuery(actor: Actor, handoff: HandoffFacts): Decision {
  if (actor.userId !== handoff.toUserId) return { because: "Only the incoming person queries." };
  return handoff.state !== "void" || over(handoff.state);
}

export function canAnswer(actor: Actor, handoff: HandoffFacts): Decision {
  if (actor.userId === null || actor.userId !== handoff.fromUserId)
    return { because: "The outgoing person answers." };
  return handoff.state !== "void" || over(handoff.state);
}

export function canRefuse(actor: Actor, handoff: HandoffFacts): Decision {
  if (actor.userId !== handoff.toUserId) return { because: "Only the incoming person refuses." };
  if (handoff.state === "refused") return { because: "It was refused already." };
  return waits(handoff) || over(handoff.state);
}

/** Drafted by the system an hour before, or earlier by somebody who works in the team. */
export function canDraft(actor: Actor, teamId: string): Decision {
  return actor.kind === "system" || canTake(actor, teamId);
}

/** The clock's own part: writing down that time ran out, or that the shift is gone. */
export function canFollow(actor: Actor): Decision {
  return actor.kind === "system" || { because: "Only the clock ends a handoff." };
}
