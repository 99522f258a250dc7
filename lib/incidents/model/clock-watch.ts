import { CLOCK_NAMES, type Clock, type ClockName, type Clocks } from "./clocks.ts";

/** A warning comes when a fifth of the time is left: a minute of five, twelve of sixty. */
const WARN_SHARE = 0.8;

export interface ToTell {
  clock: ClockName;
  what: "warning" | "breach";
  dueAt: Date;
}

/** The instant at which its holder is warned that it runs out. */
export function warnAt(clock: Pick<Clock, "startedAt" | "dueAt">): Date {
  const start = clock.startedAt.getTime();
  return new Date(start + (clock.dueAt.getTime() - start) * WARN_SHARE);
}

function next(clock: Clock | null): Date | null {
  if (!clock || clock.endedAt || clock.toldAt) return null;
  return clock.warnedAt ? clock.dueAt : warnAt(clock);
}

/**
 * The next instant at which something has to be said of a running clock, or of a watched fix.
 * @param watchUntil the end of a watch that was not told yet
 * @returns null when all was said
 */
export function nextTellAt(clocks: Clocks, watchUntil: Date | null = null): Date | null {
  const instants = [
    ...CLOCK_NAMES.flatMap((name) => next(clocks[name]) ?? []),
    ...(watchUntil ? [watchUntil] : []),
  ];
  return instants.length === 0 ? null : new Date(Math.min(...instants.map(Number)));
}

/** The end of a watch as long as it was not told: what is told next is then never later than it. */
export function untoldWatch(incident: { watchUntil: Date | null; nextTellAt: Date | null }): Date | null {
  const { watchUntil, nextTellAt: planned } = incident;
  return watchUntil && planned && planned <= watchUntil ? watchUntil : null;
}

function tell(name: ClockName, clock: Clock, now: Date): { clock: Clock; told: ToTell[] } {
  const since = next(clock);
  if (since === null || since > now) return { clock, told: [] };
  // Over already, perhaps while no worker ran: a warning would come too late to be one.
  const over = now > clock.dueAt;
  if (!over && clock.warnedAt) return { clock, told: [] };
  const told: ToTell = { clock: name, what: over ? "breach" : "warning", dueAt: clock.dueAt };
  if (!over) return { clock: { ...clock, warnedAt: now }, told: [told] };
  return {
    clock: {
      ...clock,
      warnedAt: clock.warnedAt ?? now,
      toldAt: now,
      breachedAt: clock.breachedAt ?? clock.dueAt,
    },
    told: [told],
  };
}

/**
 * What is to be said now of running clocks: each is warned of once and, when it is over, said once to be breached.
 * Asked again at the same instant it says nothing more.
 */
export function tellClocks(clocks: Clocks, now: Date): { clocks: Clocks; told: ToTell[] } {
  const after = { ...clocks };
  const told: ToTell[] = [];
  for (const name of CLOCK_NAMES) {
    const clock = clocks[name];
    if (!clock) continue;
    const one = tell(name, clock, now);
    after[name] = one.clock;
    told.push(...one.told);
  }
  return { clocks: after, told };
}
