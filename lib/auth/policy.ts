import { type Actor, type Decision, isAdmin } from "#lib/platform/context.ts";

/** One's own password, sessions and tokens, in a session of one's own. */
export function canManageOwnAccount(actor: Actor): Decision {
  return actor.kind === "user" || { because: "Only a signed-in person can change their own account." };
}

/** Reset links and unlocking for others. */
export function canHelpAccounts(actor: Actor): Decision {
  return isAdmin(actor) || { because: "Only administrators can help with other people's accounts." };
}

export function canRevokeToken(actor: Actor, token: { userId: string }): Decision {
  if (isAdmin(actor) || actor.userId === token.userId) return true;
  return { because: "Only its owner or an administrator can revoke a token." };
}

/** With a secret that came by link: the secret itself is the right. */
export function canUseSecret(found: boolean): Decision {
  return (
    found || { because: "This link was used already, has run out, or was never right. Ask for a new one." }
  );
}

/** Deactivated people stay in the record, and outside. */
export function canSignIn(user: { deactivatedAt: Date | null }): Decision {
  return user.deactivatedAt === null || { because: "This account is deactivated." };
}
