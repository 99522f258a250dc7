import { PATH, type PathStatus, type Severity, type Status } from "../model.ts";
import { isRaise, type SeverityFigures } from "./severity.ts";

const MINUTE = 60;

export const CLOCK_NAMES = ["acknowledge", "respond", "update"] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

export interface Clock {
  startedAt: Date;
  dueAt: Date;
  endedAt: Date | null;
  /** The due time it went past; stays whatever happens later. */
  breachedAt: Date | null;
  /** When its holder was warned that it runs out, and when they were told that it has. */
  warnedAt?: Date;
  toldAt?: Date;
  /** Whose figure it runs by: `severity` (its table) or the source of a setting; clocks of before have none. */
  from?: string;
}
export type Clocks = Record<ClockName, Clock | null>;
/** Adds seconds to an instant: by the calendar, or within a service's hours. */
export type AddTime = (from: Date, seconds: number) => Date;

export const calendarTime: AddTime = (from, seconds) => new Date(from.getTime() + seconds * 1000);

type ClockFigures = Pick<SeverityFigures, "acknowledgeSeconds" | "respondSeconds" | "updateSeconds"> & {
  from?: Record<ClockName, string>;
};

/**
 * The acknowledge figure of a level: what a setting says (C-21), in minutes, where it was set anywhere, else the
 * level's own. A level without that clock gets none.
 */
export function withAcknowledge<F extends Pick<SeverityFigures, "acknowledgeSeconds">>(
  level: F,
  setting: { value: number; from: string },
): F & { from: Record<ClockName, string> } {
  const set = level.acknowledgeSeconds !== null && setting.from !== "default";
  return {
    ...level,
    acknowledgeSeconds: set ? setting.value * MINUTE : level.acknowledgeSeconds,
    from: { acknowledge: set ? setting.from : "severity", respond: "severity", update: "severity" },
  };
}

const FIGURE = {
  acknowledge: "acknowledgeSeconds",
  respond: "respondSeconds",
  update: "updateSeconds",
} as const;

function makeClock(name: ClockName, figures: ClockFigures, at: Date, add: AddTime): Clock | null {
  const seconds = figures[FIGURE[name]];
  if (seconds === null) return null;
  const from = figures.from ? { from: figures.from[name] } : {};
  return { startedAt: at, dueAt: add(at, seconds), endedAt: null, breachedAt: null, ...from };
}

/** The three clocks of an incident opened (or reopened to open) at `from`. */
export function startClocks(figures: ClockFigures, from: Date, add: AddTime): Clocks {
  return {
    acknowledge: makeClock("acknowledge", figures, from, add),
    respond: makeClock("respond", figures, from, add),
    update: makeClock("update", figures, from, add),
  };
}

/** Ending exactly at the due instant is in time. */
function marked(clock: Clock, now: Date): Clock {
  return clock.breachedAt === null && now > clock.dueAt ? { ...clock, breachedAt: clock.dueAt } : clock;
}

function ended(clock: Clock | null, now: Date): Clock | null {
  return clock === null || clock.endedAt !== null ? clock : { ...marked(clock, now), endedAt: now };
}

function mapClocks(clocks: Clocks, change: (clock: Clock | null, name: ClockName) => Clock | null): Clocks {
  return {
    acknowledge: change(clocks.acknowledge, "acknowledge"),
    respond: change(clocks.respond, "respond"),
    update: change(clocks.update, "update"),
  };
}

/** Running clocks past their due time get their breach written down. */
export function recordBreaches(clocks: Clocks, now: Date): Clocks {
  return mapClocks(clocks, (clock) => (clock && clock.endedAt === null ? marked(clock, now) : clock));
}

/** Acknowledging ends the first clock, investigating the second, mitigating the third; every other end ends all. */
export function clocksAfterMove(clocks: Clocks, status: Status, now: Date): Clocks {
  const step = PATH.indexOf(status as PathStatus);
  const ends: Record<ClockName, number> = { acknowledge: 1, respond: 2, update: 3 };
  return mapClocks(clocks, (clock, name) => (step < 0 || step >= ends[name] ? ended(clock, now) : clock));
}

/** A stakeholder update restarts its clock; a breach of the one before stays. */
export function clocksAfterUpdate(clocks: Clocks, figures: ClockFigures, now: Date, add: AddTime): Clocks {
  const before = clocks.update;
  if (before === null || before.endedAt !== null) return clocks;
  const fresh = makeClock("update", figures, now, add);
  return { ...clocks, update: fresh && { ...fresh, breachedAt: marked(before, now).breachedAt } };
}

/** A clock that begins anew in the place of another keeps the breach written down there. */
function anew(before: Clock | null, fresh: Clock | null, now: Date): Clock | null {
  const settled = ended(before, now);
  return fresh === null ? settled : { ...fresh, breachedAt: settled?.breachedAt ?? null };
}

/** Reopened to investigating, by the commander: the update clock runs again, the others stay as they ended. */
export function clocksAfterReopen(clocks: Clocks, figures: ClockFigures, now: Date, add: AddTime): Clocks {
  const settled = clocksAfterMove(clocks, "closed", now);
  return { ...settled, update: anew(clocks.update, makeClock("update", figures, now, add), now) };
}

/** Reopened to open, by anybody else: all clocks start anew; breaches recorded before stay. */
export function restartClocks(clocks: Clocks, figures: ClockFigures, now: Date, add: AddTime): Clocks {
  const fresh = startClocks(figures, now, add);
  return mapClocks(clocks, (clock, name) => anew(clock, fresh[name], now));
}

export interface SeverityChange {
  from: Severity;
  to: Severity;
  /** Of the new severity. */
  figures: ClockFigures;
  status: Status;
  openedAt: Date;
  /** The last stakeholder update, if there was one. */
  lastUpdateAt: Date | null;
}

/**
 * After a raise the new figures run from the raise, after a lowering from opening (an update clock from the last
 * update). Ended clocks stay; a clock the new severity does not have ends, and is kept only if it was breached.
 */
export function clocksAfterSeverity(clocks: Clocks, change: SeverityChange, now: Date, add: AddTime): Clocks {
  const raised = isRaise(change.from, change.to);
  const over = clocksAfterMove(startClocks(change.figures, now, add), change.status, now);
  return mapClocks(clocks, (clock, name) => {
    if (clock?.endedAt) return clock;
    const settled = clock && marked(clock, now);
    if (change.figures[FIGURE[name]] === null)
      return settled?.breachedAt ? { ...settled, endedAt: now } : null;
    if (over[name]?.endedAt) return clock === null ? null : ended(clock, now);
    const opened = name === "update" ? (change.lastUpdateAt ?? change.openedAt) : change.openedAt;
    const fresh = makeClock(name, change.figures, raised ? now : opened, add);
    return fresh && { ...fresh, breachedAt: settled?.breachedAt ?? null };
  });
}

export type ClockState = "running" | "overdue" | "met" | "breached";

/** Running or overdue while it goes; met or breached once it has ended. */
export function clockState(clock: Clock, now: Date): ClockState {
  if (clock.endedAt === null) return now > clock.dueAt ? "overdue" : "running";
  return clock.breachedAt === null ? "met" : "breached";
}

function running(clocks: Clocks): { name: ClockName; clock: Clock }[] {
  return CLOCK_NAMES.flatMap((name) => {
    const clock = clocks[name];
    return clock && clock.endedAt === null ? [{ name, clock }] : [];
  });
}

/** The running clock that is due first, for lists; null when none runs. */
export function worstClock(clocks: Clocks): { name: ClockName; clock: Clock } | null {
  return running(clocks).reduce<{ name: ClockName; clock: Clock } | null>(
    (worst, one) => (worst === null || one.clock.dueAt < worst.clock.dueAt ? one : worst),
    null,
  );
}

/** The next instant at which a running clock is due; null when none runs. */
export function nextDueAt(clocks: Clocks): Date | null {
  return worstClock(clocks)?.clock.dueAt ?? null;
}
