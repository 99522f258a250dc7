import { type Actor, type Decision, isAdmin, isLead } from "#lib/platform/context.ts";

export function canReadInbox(actor: Actor): Decision {
  return actor.userId !== null || { because: "Only a person has an inbox." };
}

/** Contacts and rules are one's own: nobody decides for somebody else how they are woken. */
export function canKeepContacts(actor: Actor): Decision {
  return actor.kind === "user" || { because: "Only a signed-in person sets how they are reached." };
}

/** Channels belong to the team's leads. */
export function canSetChannels(actor: Actor, teamId: string): Decision {
  return isAdmin(actor) || isLead(actor, teamId) || { because: "Only the team's leads set its channels." };
}

export function canSetGateways(actor: Actor): Decision {
  return isAdmin(actor) || { because: "Only administrators set gateways." };
}

/** The right in the link is the proof; it dies with the account. */
export function canUseRight(person: Actor | null): Decision {
  return person !== null || { because: "The account this link was made for is no longer active." };
}
