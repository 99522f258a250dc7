import type { Actor, Decision } from "#lib/platform/context.ts";

export function canReadInbox(actor: Actor): Decision {
  return actor.userId !== null || { because: "Only a person has an inbox." };
}
