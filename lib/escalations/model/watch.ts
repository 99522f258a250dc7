import type { EscalationCause } from "../model.ts";

/**
 * What is waited for once somebody has a subject (G-01): 30 minutes without a word by any person begin again at the
 * level that acknowledged; not mitigated 30 minutes after opening goes one level higher, once (S-046).
 */
export interface Watch {
  /** Null while nobody has it: then an escalation runs, and nothing is waited for here. */
  acknowledgedAt: Date | null;
  ackLevel: number;
  highest: number;
  ackDueAt: Date | null;
  backstopAt: Date | null;
}

export interface WatchFigures {
  levels: number;
  ackTimeoutSeconds: number | null;
  backstopSeconds: number | null;
}

export interface NewEscalation {
  cause: Extract<EscalationCause, "ack-timeout" | "backstop">;
  /** The level it begins at, from 0. */
  from: number;
  /** When it should have begun: what stood still meanwhile is late. */
  at: Date;
}

const after = (at: Date, seconds: number | null) =>
  seconds === null ? null : new Date(at.getTime() + seconds * 1000);

/** A watch of a subject that has just been opened (or raised: the figures run from then). */
export function startWatch(figures: WatchFigures, from: Date): Watch {
  return {
    acknowledgedAt: null,
    ackLevel: 0,
    highest: -1,
    ackDueAt: null,
    backstopAt: after(from, figures.backstopSeconds),
  };
}

/** Somebody has it; `level` is the one that reached them, null when none did. */
export function watchAfterAck(watch: Watch, figures: WatchFigures, level: number | null, now: Date): Watch {
  const ackLevel = Math.max(0, Math.min(level ?? watch.highest, figures.levels - 1));
  return { ...watch, acknowledgedAt: now, ackLevel, ackDueAt: after(now, figures.ackTimeoutSeconds) };
}

/** An escalation runs again: nobody has it until somebody says so. */
export const watchAfterStart = (watch: Watch): Watch => ({ ...watch, acknowledgedAt: null, ackDueAt: null });

/** The earlier of what is waited for; null: nothing. */
export function watchNextAt(watch: Watch): Date | null {
  if (watch.ackDueAt === null) return watch.backstopAt;
  if (watch.backstopAt === null) return watch.ackDueAt;
  return new Date(Math.min(watch.ackDueAt.getTime(), watch.backstopAt.getTime()));
}

/**
 * What is due of a watch. The backstop counts once and only while somebody has it: else a path runs already. A word
 * since the acknowledgement moves the timeout.
 * @param lastWordAt the last entry by a person
 */
export function watchDue(
  watch: Watch,
  figures: WatchFigures,
  lastWordAt: Date | null,
  now: Date,
): { watch: Watch; start: NewEscalation | null } {
  if (watch.backstopAt !== null && watch.backstopAt <= now) {
    const spent = { ...watch, backstopAt: null };
    if (watch.acknowledgedAt !== null) {
      const from = Math.min(watch.highest + 1, figures.levels - 1);
      return {
        watch: watchAfterStart(spent),
        start: { cause: "backstop", from: Math.max(0, from), at: watch.backstopAt },
      };
    }
    return { watch: spent, start: null };
  }
  if (watch.ackDueAt === null || watch.ackDueAt > now || watch.acknowledgedAt === null)
    return { watch, start: null };
  const moved =
    lastWordAt && lastWordAt > watch.acknowledgedAt ? after(lastWordAt, figures.ackTimeoutSeconds) : null;
  if (moved && moved > now) return { watch: { ...watch, ackDueAt: moved }, start: null };
  return {
    watch: watchAfterStart(watch),
    start: { cause: "ack-timeout", from: watch.ackLevel, at: moved ?? watch.ackDueAt },
  };
}
