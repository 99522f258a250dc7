/*
 * Entry     what one person (or job, or token) did, in one row that nobody can change.
 * Detail    free text and personal data of an entry, beside it: it can be redacted, the entry keeps its hash.
 * Seal      a link of the chain: position, the entry's id and a hash over the entry and the seal before.
 * Refusal   an entry with outcome `refused`: somebody asked for what they may not do.
 * Broken    what the verifier found to be changed, missing, moved or unsealed for too long.
 */

/** An entry may stand unsealed for this long before the verifier calls it broken, in seconds. */
export const SEAL_WITHIN_SECONDS = 60;

/** S-220, C-09: from this many failed sign-ins in a day on, a person is worth a look; the lock has the same figure. */
export const NOTABLE_FAILURES = 5;

export const OUTCOMES = ["done", "refused", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];
