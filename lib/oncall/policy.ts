import { type Actor, atLeast, type Decision, isAdmin, isLead, isMember } from "#lib/platform/context.ts";

const leads = (actor: Actor, teamId: string) =>
  isAdmin(actor) || (isLead(actor, teamId) && atLeast(actor, "responder"));

/** Schedules are a team's leads' (the table of rights). */
export function canEditSchedule(actor: Actor, teamId: string): Decision {
  return (
    leads(actor, teamId) || { because: "Only a lead of its team or an administrator changes a schedule." }
  );
}

/** An override is a lead's; one's own shift goes by a swap, a cover, or by taking it. */
export function canOverride(actor: Actor, teamId: string): Decision {
  return (
    leads(actor, teamId) || {
      because: "Leads override a schedule. Ask for a cover of your own shift, or take the one that runs.",
    }
  );
}

/** The pager of a running shift: any member of the team who works. */
export function canTake(actor: Actor, teamId: string): Decision {
  if (isAdmin(actor) || (isMember(actor, teamId) && atLeast(actor, "responder"))) return true;
  return { because: "Only people who work in the team take its pager." };
}

/** A swap or cover of a shift: whose it is, and leads for others. */
export function canAskFor(actor: Actor, teamId: string, userId: string): Decision {
  if (leads(actor, teamId)) return true;
  if (actor.userId === userId && atLeast(actor, "responder")) return true;
  return { because: "You ask for your own shifts; a lead may do it for others." };
}

export interface SwapFacts {
  teamId: string;
  userId: string;
  toUserId: string | null;
  offeredById: string | null;
}

/** Takes over the shift of a request: whom it asks, or anybody of the team when it asks everybody. */
export function canOffer(actor: Actor, swap: SwapFacts, byUserId: string): Decision {
  if (byUserId === swap.userId) return { because: "It is their own shift." };
  if (swap.toUserId !== null && swap.toUserId !== byUserId) return { because: "It asks somebody else." };
  if (leads(actor, swap.teamId)) return true;
  if (actor.userId !== byUserId) return { because: "You answer for yourself; a lead may do it for others." };
  return (
    (isMember(actor, swap.teamId) && atLeast(actor, "responder")) || {
      because: "Only people of the team cover.",
    }
  );
}

/** Accepts the offer that somebody made: whose shift it is, or a lead. */
export function canAccept(actor: Actor, swap: SwapFacts): Decision {
  if (actor.userId === swap.userId || leads(actor, swap.teamId)) return true;
  return { because: "Whose shift it is accepts the offer." };
}

/** Where the schedule wants it, a lead who is none of the two. */
export function canApprove(actor: Actor, swap: SwapFacts): Decision {
  if (!leads(actor, swap.teamId)) return { because: "A lead approves it." };
  const own = actor.userId === swap.userId || actor.userId === swap.offeredById;
  return !own || isAdmin(actor) || { because: "Somebody who is not part of it approves." };
}

export function canDecline(actor: Actor, swap: SwapFacts): Decision {
  const part = [swap.toUserId, swap.offeredById, swap.userId].includes(actor.userId ?? "");
  return part || leads(actor, swap.teamId) || { because: "Only who is asked declines." };
}

export function canWithdraw(actor: Actor, swap: SwapFacts): Decision {
  if (actor.userId === swap.userId || leads(actor, swap.teamId)) return true;
  return { because: "Only who asked takes it back." };
}

/** Time off: one's own, and leads for people of their team. */
export function canPlanTimeOff(actor: Actor, userId: string, teamIds: readonly string[]): Decision {
  if (actor.userId === userId && atLeast(actor, "responder")) return true;
  if (isAdmin(actor) || teamIds.some((teamId) => leads(actor, teamId))) return true;
  return { because: "You plan your own time off; a lead may do it for people of the team." };
}

/** Calendar addresses read with their owner's rights: everybody keeps their own. */
export function canKeepFeeds(actor: Actor): Decision {
  return (
    (actor.kind === "user" && actor.userId !== null) || {
      because: "Only a signed-in person keeps calendars.",
    }
  );
}

/** How a shift was is its own person's to say. */
export function canAnswerSurvey(actor: Actor, shift: { userId: string | null }): Decision {
  return (
    (actor.userId !== null && actor.userId === shift.userId) || {
      because: "Only whose shift it was says how it was.",
    }
  );
}

/** What somebody says of their own sleep is for themselves and for who plans the rota. */
export function canReadSurvey(actor: Actor, shift: { teamId: string; userId: string }): Decision {
  return (
    actor.userId === shift.userId ||
    leads(actor, shift.teamId) || { because: "It is told to the team's leads alone." }
  );
}
