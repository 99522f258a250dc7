import { type Actor, type Decision, isAdmin } from "#lib/platform/context.ts";

/** The record holds what everybody did: administrators only. */
export function canReadAudit(actor: Actor): Decision {
  return isAdmin(actor) || { because: "Only administrators read the audit record." };
}

/** The detail of an entry, never the entry. */
export function canRedactAudit(actor: Actor): Decision {
  return (
    (isAdmin(actor) && actor.kind === "user") || {
      because: "Only a signed-in administrator can redact the detail of an entry.",
    }
  );
}

/** A refusal is recorded about somebody who is known; a request without a session is only counted. */
export function canBeRefusedOnRecord(actor: Actor): Decision {
  return actor.kind === "user" || actor.kind === "token" || { because: "Nobody is signed in." };
}
