/**
 * Incidents, in the room's own words:
 * - severity: P0 (worst) to P4; it brings the clocks' figures and whether a postmortem is owed
 * - status: open → acknowledged → investigating → mitigated → resolved → closed; cancelled and merged end it aside
 * - clock: acknowledge, respond, update: start, due, ended, breached; a recorded breach stays
 * - commander, communications, scribe, responder: roles people hold on one incident
 * - response guide: four timed steps that show where the first hour should stand
 * - report: what happened, why, what resolved it; closing needs all three (S-033)
 * Pure: `now` is passed in, and so is the way time is added, since P2–P4 may run in service hours only.
 */

export const SEVERITIES = ["P0", "P1", "P2", "P3", "P4"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const ACTIVE_STATUSES = ["open", "acknowledged", "investigating", "mitigated"] as const;
export const PATH = [...ACTIVE_STATUSES, "resolved", "closed"] as const;
export type PathStatus = (typeof PATH)[number];
export const STATUSES = [...PATH, "cancelled", "merged"] as const;
export type Status = (typeof STATUSES)[number];
export const INCIDENT_TYPES = ["downtime", "security", "data-loss", "other"] as const;
export type IncidentType = (typeof INCIDENT_TYPES)[number];
export const SOURCES = ["person", "checklist", "alert", "monitoring", "user-report"] as const;
export type Source = (typeof SOURCES)[number];
export const ROLES = ["commander", "communications", "scribe", "responder"] as const;
export type IncidentRole = (typeof ROLES)[number];
export const ENTRY_KINDS = [
  "note",
  "update",
  "decision",
  "status",
  "severity",
  "role",
  "escalation",
  "link",
  "report",
  "clock",
  "task",
  "file",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Figures of one level, in seconds; null: the level has no such clock. */
export interface SeverityFigures {
  name: string;
  meaning: string;
  example: string;
  acknowledgeSeconds: number | null;
  respondSeconds: number;
  updateSeconds: number | null;
  /** Opening one tells whoever holds the pager at once. */
  pages: boolean;
  postmortem: "required" | "optional" | "none";
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** What an installation starts with; every figure can be changed (S-029, G-07). */
export const DEFAULT_SEVERITIES: Readonly<Record<Severity, SeverityFigures>> = {
  P0: {
    name: "Critical",
    meaning: "System down, data or money at risk",
    example: "Complete outage",
    acknowledgeSeconds: 5 * MINUTE,
    respondSeconds: 15 * MINUTE,
    updateSeconds: 30 * MINUTE,
    pages: true,
    postmortem: "required",
  },
  P1: {
    name: "High",
    meaning: "Major feature broken",
    example: "Payments fail",
    acknowledgeSeconds: 5 * MINUTE,
    respondSeconds: HOUR,
    updateSeconds: HOUR,
    pages: true,
    postmortem: "required",
  },
  P2: {
    name: "Medium",
    meaning: "Minor feature broken or slow",
    example: "Slow performance",
    acknowledgeSeconds: null,
    respondSeconds: 4 * HOUR,
    updateSeconds: null,
    pages: false,
    postmortem: "optional",
  },
  P3: {
    name: "Low",
    meaning: "Cosmetic",
    example: "Layout bug",
    acknowledgeSeconds: null,
    respondSeconds: DAY,
    updateSeconds: null,
    pages: false,
    postmortem: "none",
  },
  P4: {
    name: "Trivial",
    meaning: "Trivial or enhancement",
    example: "Feature request",
    acknowledgeSeconds: null,
    respondSeconds: 7 * DAY,
    updateSeconds: null,
    pages: false,
    postmortem: "none",
  },
};

/** 0 for P0 up to 4 for P4: the lower, the worse. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export function isRaise(from: Severity, to: Severity): boolean {
  return severityRank(to) < severityRank(from);
}

/** The worse of two: what the target of a merge takes on. */
export function worseSeverity(a: Severity, b: Severity): Severity {
  return isRaise(a, b) ? b : a;
}

/** P0 and P1 run by the calendar; the others in the service's hours, where it has any (G-06). */
export function runsInServiceHours(severity: Severity): boolean {
  return severityRank(severity) >= 2;
}

export function isActive(status: Status): boolean {
  return (ACTIVE_STATUSES as readonly Status[]).includes(status);
}

// --- Status --------------------------------------------------------------------------------------------------------

export interface Stamps {
  status: Status;
  openedAt: Date;
  acknowledgedAt: Date | null;
  investigatingAt: Date | null;
  mitigatedAt: Date | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
  cancelledAt: Date | null;
  /** The first acknowledgement ever, which a reopening does not erase. */
  firstAckAt: Date | null;
  /** Seconds it stood resolved before it was reopened, all together. */
  resolvedSeconds: number;
}

const STAMP = {
  acknowledged: "acknowledgedAt",
  investigating: "investigatingAt",
  mitigated: "mitigatedAt",
  resolved: "resolvedAt",
  closed: "closedAt",
} as const;

/** Whether a status can be reached going forward from another; jumps are allowed. */
export function canMove(from: Status, to: PathStatus): boolean {
  const start = PATH.indexOf(from as PathStatus);
  return start >= 0 && PATH.indexOf(to) > start;
}

/** The next status of the path, which the page's one button names; null at its end. */
export function nextStatus(status: Status): PathStatus | null {
  const index = PATH.indexOf(status as PathStatus);
  return index < 0 ? null : (PATH[index + 1] ?? null);
}

/**
 * Forward to `to` at `now`; skipped steps get the same time, so a resolution without acknowledgement counts as
 * acknowledged then. Ask `canMove` first: a move that is not forward throws a RangeError.
 */
export function moveTo(stamps: Stamps, to: PathStatus, now: Date): Stamps {
  if (!canMove(stamps.status, to))
    throw new RangeError(`An incident does not move from ${stamps.status} to ${to}.`);
  const after: Stamps = { ...stamps, status: to };
  for (const step of PATH.slice(PATH.indexOf(stamps.status as PathStatus) + 1, PATH.indexOf(to) + 1)) {
    if (step !== "open") after[STAMP[step]] = now;
  }
  after.firstAckAt = stamps.firstAckAt ?? after.acknowledgedAt;
  return after;
}

/** A fix that did not hold, or an ending that was wrong. Merged ones go on in their target. */
export function canReopen(status: Status): boolean {
  return status === "mitigated" || status === "resolved" || status === "closed" || status === "cancelled";
}

/**
 * Backward: to investigating when the commander does it, else to open (G-08). The time it stood resolved is added up,
 * the first acknowledgement stays.
 */
export function reopen(stamps: Stamps, byCommander: boolean, now: Date): Stamps {
  if (!canReopen(stamps.status))
    throw new RangeError(`An incident that is ${stamps.status} is not reopened.`);
  const stood = stamps.resolvedAt ? Math.max(0, (now.getTime() - stamps.resolvedAt.getTime()) / 1000) : 0;
  return {
    ...stamps,
    status: byCommander ? "investigating" : "open",
    acknowledgedAt: byCommander ? (stamps.acknowledgedAt ?? now) : null,
    firstAckAt: stamps.firstAckAt ?? (byCommander ? now : null),
    investigatingAt: byCommander ? now : null,
    mitigatedAt: null,
    resolvedAt: null,
    closedAt: null,
    cancelledAt: null,
    resolvedSeconds: stamps.resolvedSeconds + Math.round(stood),
  };
}

/** Cancelling (declared in error) and merging end what is still going on. */
export function endAside(stamps: Stamps, to: "cancelled" | "merged", now: Date): Stamps {
  if (!isActive(stamps.status)) throw new RangeError(`An incident that is ${stamps.status} is not ${to}.`);
  return { ...stamps, status: to, cancelledAt: to === "cancelled" ? now : null };
}

/** Seconds from opening to the first acknowledgement; null before it. */
export function secondsToAcknowledge(stamps: Pick<Stamps, "openedAt" | "firstAckAt">): number | null {
  return stamps.firstAckAt ? (stamps.firstAckAt.getTime() - stamps.openedAt.getTime()) / 1000 : null;
}

/** Seconds from opening to the last resolution, less the time it stood resolved; null while unresolved (G-05). */
export function secondsToResolve(
  stamps: Pick<Stamps, "openedAt" | "resolvedAt" | "resolvedSeconds">,
): number | null {
  if (!stamps.resolvedAt) return null;
  return Math.max(
    0,
    (stamps.resolvedAt.getTime() - stamps.openedAt.getTime()) / 1000 - stamps.resolvedSeconds,
  );
}

export interface Report {
  happened: string;
  cause: string;
  resolution: string;
}

/** Which parts of the report are still missing; closing needs none (S-033). */
export function missingReportParts(report: Partial<Record<keyof Report, string | null>>): (keyof Report)[] {
  return (["happened", "cause", "resolution"] as const).filter((part) => !report[part]?.trim());
}

// --- Clocks --------------------------------------------------------------------------------------------------------

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

export interface StoredClock {
  startedAt: string;
  dueAt: string;
  endedAt: string | null;
  breachedAt: string | null;
  warnedAt?: string;
  toldAt?: string;
  from?: string;
}
export type StoredClocks = Partial<Record<ClockName, StoredClock | null>>;

/** Clocks as JSON: ISO instants. */
export function storeClocks(clocks: Clocks): StoredClocks {
  const one = (clock: Clock | null): StoredClock | null =>
    clock && {
      startedAt: clock.startedAt.toISOString(),
      dueAt: clock.dueAt.toISOString(),
      endedAt: clock.endedAt?.toISOString() ?? null,
      breachedAt: clock.breachedAt?.toISOString() ?? null,
      ...(clock.warnedAt ? { warnedAt: clock.warnedAt.toISOString() } : {}),
      ...(clock.toldAt ? { toldAt: clock.toldAt.toISOString() } : {}),
      ...(clock.from ? { from: clock.from } : {}),
    };
  return { acknowledge: one(clocks.acknowledge), respond: one(clocks.respond), update: one(clocks.update) };
}

/** Clocks from their JSON; an absent one is null. */
export function readClocks(stored: StoredClocks): Clocks {
  const one = (clock: StoredClock | null | undefined): Clock | null =>
    clock
      ? {
          startedAt: new Date(clock.startedAt),
          dueAt: new Date(clock.dueAt),
          endedAt: clock.endedAt === null ? null : new Date(clock.endedAt),
          breachedAt: clock.breachedAt === null ? null : new Date(clock.breachedAt),
          ...(clock.warnedAt ? { warnedAt: new Date(clock.warnedAt) } : {}),
          ...(clock.toldAt ? { toldAt: new Date(clock.toldAt) } : {}),
          ...(clock.from ? { from: clock.from } : {}),
        }
      : null;
  return { acknowledge: one(stored.acknowledge), respond: one(stored.respond), update: one(stored.update) };
}

// --- Response guide and postmortem ---------------------------------------------------------------------------------

/** The four timed steps, minutes after opening (S-030 to S-033); on by default for P0 and P1 (C-21). */
export const RESPONSE_STEPS = [
  { key: "acknowledge", title: "Acknowledge", fromMinute: 0, toMinute: 5 },
  { key: "investigate", title: "Investigate", fromMinute: 5, toMinute: 15 },
  { key: "mitigate", title: "Mitigate", fromMinute: 15, toMinute: 30 },
  { key: "document", title: "Document", fromMinute: 30, toMinute: 60 },
] as const;
export type ResponseStepKey = (typeof RESPONSE_STEPS)[number]["key"];

export function guideIsOn(severity: Severity): boolean {
  return severityRank(severity) <= 1;
}

export interface GuideStep {
  key: ResponseStepKey;
  title: string;
  fromAt: Date;
  dueAt: Date;
  endedAt: Date | null;
  state: "waiting" | "running" | "over" | "in-time" | "late";
}

export interface GuideFacts {
  openedAt: Date;
  acknowledgedAt: Date | null;
  /** When a cause was named; a mitigation says that one was found. */
  causeNamedAt: Date | null;
  mitigatedAt: Date | null;
  /** When report, cause and resolution were written. */
  documentedAt: Date | null;
}

/** Where each step stands at `now`. Windows are shown, never enforced. */
export function responseGuide(facts: GuideFacts, now: Date): GuideStep[] {
  const ends: Record<ResponseStepKey, Date | null> = {
    acknowledge: facts.acknowledgedAt,
    investigate: facts.causeNamedAt ?? facts.mitigatedAt,
    mitigate: facts.mitigatedAt,
    document: facts.documentedAt,
  };
  return RESPONSE_STEPS.map((step) => {
    const fromAt = calendarTime(facts.openedAt, step.fromMinute * MINUTE);
    const dueAt = calendarTime(facts.openedAt, step.toMinute * MINUTE);
    const endedAt = ends[step.key];
    const state = endedAt
      ? endedAt > dueAt
        ? "late"
        : "in-time"
      : now > dueAt
        ? "over"
        : now < fromAt
          ? "waiting"
          : "running";
    return { key: step.key, title: step.title, fromAt, dueAt, endedAt, state };
  });
}

/** Days after the resolution by which a postmortem is due: our own figure (G-09). */
export const POSTMORTEM_DUE_DAYS = 5;

/** Whether resolving opens a postmortem (S-063, C-49), and by when it is due. */
export function postmortemDue(
  figures: Pick<SeverityFigures, "postmortem">,
  resolvedAt: Date,
  days: number = POSTMORTEM_DUE_DAYS,
): Date | null {
  return figures.postmortem === "required" ? calendarTime(resolvedAt, days * DAY) : null;
}
