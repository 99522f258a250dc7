import { type Actor, atLeast, type Decision, isAdmin, isLead, isMember } from "#lib/platform/context.ts";

export interface PostmortemFacts {
  teamId: string;
  state: string;
  /** Named on the incident: paged, holding a role, or added by hand. */
  involved: boolean;
}

/** Members of the team and the people of the incident write it. */
export function canWritePostmortem(
  actor: Actor,
  facts: Pick<PostmortemFacts, "teamId" | "involved">,
): Decision {
  if (actor.kind === "system" || isAdmin(actor)) return true;
  if (atLeast(actor, "responder") && (facts.involved || isMember(actor, facts.teamId))) return true;
  return { because: "Only members of the team and the people of the incident write its postmortem." };
}

/** A published one is taken back to draft before its words change. */
export function canEditPostmortem(actor: Actor, facts: PostmortemFacts): Decision {
  const writes = canWritePostmortem(actor, facts);
  if (writes !== true) return writes;
  return facts.state !== "published" || { because: "It is published. Take it back to draft to change it." };
}

/** Leads and managers approve; who may see it at all was settled by the read. */
export function canPublishPostmortem(actor: Actor, facts: PostmortemFacts): Decision {
  if (atLeast(actor, "manager") || isLead(actor, facts.teamId)) return true;
  return { because: "Only a lead of the team or a manager publishes a postmortem." };
}

/** From review, whoever writes it; once published, whoever may publish. */
export function canSendBack(actor: Actor, facts: PostmortemFacts): Decision {
  if (facts.state === "published") return canPublishPostmortem(actor, facts);
  return canPublishPostmortem(actor, facts) === true ? true : canWritePostmortem(actor, facts);
}
