import { type Actor, type Decision, isAdmin } from "#lib/platform/context.ts";

/** It makes duty roles, KPIs and runbooks of the whole installation. */
export function canLoadCatalogue(actor: Actor): Decision {
  return isAdmin(actor) || { because: "Only administrators load the starter catalogue." };
}
