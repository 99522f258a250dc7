/*
 * Session        a signed-in browser; the cookie names its row and nothing else.
 * Guard          the count of wrong passwords for one address, known or not.
 * Known device   a browser from which this person signed in before: other people's guesses do not shut it out.
 * Scope          what an API token may do of what its person may.
 * Fresh          the password was given within the last 15 minutes.
 */

/** S-223, C-09: an account locks at this many wrong passwords unless the setting says otherwise. */
export const LOCK_AFTER = 5;

/** Idle and absolute life of a session, in days. */
export const SESSION_IDLE_DAYS = 14;
export const SESSION_MAX_DAYS = 90;

/** How long the nth lock in a row lasts, in seconds: 1, 2, 4 … minutes, at most an hour (G-10). */
export function lockSeconds(round: number): number {
  return Math.min(60 * 2 ** Math.max(0, round - 1), 3600);
}

export interface GuardState {
  failures: number;
  rounds: number;
  lockedUntil: Date | null;
}

/** Whether tries are refused now. */
export const isLocked = (guard: GuardState | null, now: Date) =>
  guard?.lockedUntil != null && guard.lockedUntil.getTime() > now.getTime();

/** The guard after one more wrong password; at `lockAfter` it locks, each time for longer. */
export function afterFailure(
  guard: GuardState | null,
  now: Date,
  lockAfter = LOCK_AFTER,
): GuardState & { locksNow: boolean } {
  const failures = (guard?.failures ?? 0) + 1;
  if (failures < lockAfter)
    return { failures, rounds: guard?.rounds ?? 0, lockedUntil: null, locksNow: false };
  const rounds = (guard?.rounds ?? 0) + 1;
  return {
    failures: 0,
    rounds,
    lockedUntil: new Date(now.getTime() + lockSeconds(rounds) * 1000),
    locksNow: true,
  };
}
