/*
 * Path         levels, each with a wait after the one before it and targets: what a policy says, or the default.
 * Escalation   one run of a path about one subject, with a cause; it keeps the path it began with.
 * Round        one way through the levels; the next begins when the last has fired and nobody has acknowledged.
 * Page         one person told by one level of one round, and why them.
 * Watch        what may start a new escalation of a subject somebody has: silence of everybody, or the backstop.
 * The room knows its subject by kind, id and the facts handed to it: it imports no room above it.
 */

export const CAUSES = [
  "opened",
  "raised",
  "impact",
  "reopened",
  "merged",
  "ack-timeout",
  "backstop",
  "by-hand",
  "repaired",
] as const;
export type EscalationCause = (typeof CAUSES)[number];

export const SEVERITIES = ["P0", "P1", "P2", "P3", "P4"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const TARGET_KINDS = ["schedule", "user", "lead", "role", "team", "channel"] as const;
/** `admins` and `owner` stand in the default paths only. */
export type TargetKind = (typeof TARGET_KINDS)[number] | "admins" | "owner";

/** Whom a level calls. Without an id, a schedule, lead or team is that of the team the path belongs to. */
export interface Target {
  kind: TargetKind;
  id: string | null;
}

/** What a subject does to its users, as far as somebody has judged it (S-041). */
export interface Impact {
  /** Share of users hit, per cent. */
  usersPct?: number | null | undefined;
  tenants?: number | null | undefined;
  failures?: number | null | undefined;
  /** Per cent of what is normal: the less, the worse. */
  performancePct?: number | null | undefined;
}

/** How bad it must be, by each measure that is named. */
export type ImpactBounds = { [Measure in keyof Impact]?: number | undefined };

/** All of a level's conditions must hold when it fires, or it reaches nobody. */
export type Condition =
  | { kind: "severity"; in: Severity[] }
  /** ISO weekdays, 1 is Monday, in the team's zone. */
  | { kind: "weekday"; days: number[] }
  | { kind: "service-hours"; is: "inside" | "outside" }
  /** Once any of these bounds is reached; what nobody has judged reaches none. */
  | ({ kind: "impact" } & ImpactBounds)
  /** Of each person called: their own local time, half-open; over midnight when `from` is later than `to`. */
  | { kind: "local-hour"; from: string; to: string };

export interface Level {
  /** Wait after the level before it; of the first, after the start. */
  delaySeconds: number;
  targets: Target[];
  conditions: Condition[];
}

/** The snapshot an escalation runs by. */
export interface Path {
  policyId: string | null;
  name: string;
  /** Whose leads, roles and pager its targets mean. */
  teamId: string;
  levels: Level[];
  /** Wait between the last level and the next round. */
  roundSeconds: number;
  /** Null: until acknowledged. A P0 or P1 goes on until acknowledged whatever stands here. */
  rounds: number | null;
  /** Silence of everybody after an acknowledgement; null: no timeout. */
  ackTimeoutSeconds: number | null;
  /** Acknowledged but not mitigated this long after opening; null: no backstop. */
  backstopSeconds: number | null;
}

/** What the messages may say: for a private subject, number and severity only. */
export interface EscalationFacts {
  subject: { kind: string; id: string };
  title: string;
  body: string;
  url: string;
  severity: Severity;
  teamId: string;
  serviceId: string | null;
  ownerId: string | null;
  declaredById: string | null;
  isPrivate: boolean;
  openedAt: string;
  /** Absent: nobody has judged it. */
  impact?: Impact;
}

/** A level that fires this much after its time is marked late. */
export const LATE_MS = 30_000;
export const ROUND_SECONDS = 15 * 60;

/** The severities that are paged about until somebody has them. */
export const isUrgent = (severity: Severity): boolean => severity === "P0" || severity === "P1";

/** Where a run of a path stands. */
export interface Run {
  levels: ReadonlyArray<Pick<Level, "delaySeconds">>;
  roundSeconds: number;
  rounds: number | null;
  /** Whether it must go on until acknowledged. */
  endless: boolean;
  round: number;
  /** The level that fires next, from 0; `levels.length` is the fallback. */
  step: number;
  /** Somebody was reached in this round. */
  reached: boolean;
  highest: number;
  nextAt: Date | null;
  ended: boolean;
}

export type RunEvent =
  /** The level that is due was looked up: these people it reaches now. */
  | { kind: "looked-up"; people: readonly string[] }
  /** Acknowledged, settled, lowered or replaced. */
  | { kind: "ended" }
  /** By hand or because nobody could be reached: the next level now. */
  | { kind: "advanced" }
  /** Another escalation joins this one with its deadline. */
  | { kind: "joined"; at: Date | null };

/** What a move asks for. */
export type Effect =
  | { kind: "page"; due: Due; people: readonly string[] }
  | { kind: "nobody"; due: Due }
  /** Its rounds are over and nobody has acknowledged. */
  | { kind: "exhausted" };

/** A level whose time has come. */
export interface Due {
  round: number;
  step: number;
  plannedAt: Date;
  late: boolean;
  /** No level of this round reached anybody: lead, deputy and administrators are called. */
  fallback: boolean;
}

const after = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);

/** A run that begins at a level: at its wait after `now` when it starts from the top, else at once. */
export function startRun(
  path: Pick<Path, "levels" | "roundSeconds" | "rounds">,
  facts: { endless: boolean; from?: number },
  now: Date,
): Run {
  const from = Math.max(0, Math.min(facts.from ?? 0, path.levels.length));
  const wait = facts.from === undefined ? (path.levels[0]?.delaySeconds ?? 0) : 0;
  return {
    levels: path.levels,
    roundSeconds: path.roundSeconds,
    rounds: path.rounds,
    endless: facts.endless,
    round: 0,
    step: from,
    reached: false,
    highest: -1,
    nextAt: after(now, wait),
    ended: false,
  };
}

/** The level whose time has come, or null: never before its time, never after the end. */
export function dueOf(run: Run, now: Date): Due | null {
  if (run.ended || run.nextAt === null || now < run.nextAt) return null;
  return {
    round: run.round,
    step: run.step,
    plannedAt: run.nextAt,
    late: now.getTime() - run.nextAt.getTime() > LATE_MS,
    fallback: run.step >= run.levels.length,
  };
}

function nextRound(run: Run, now: Date): { run: Run; effects: Effect[] } {
  const more = run.endless || run.rounds === null || run.round + 1 < run.rounds;
  if (!more) return { run: { ...run, nextAt: null }, effects: [{ kind: "exhausted" }] };
  const nextAt = after(now, run.roundSeconds + (run.levels[0]?.delaySeconds ?? 0));
  return { run: { ...run, round: run.round + 1, step: 0, reached: false, nextAt }, effects: [] };
}

/** What comes after the level that has just fired: waits count from now, so that an overdue run fires one level only. */
function afterLevel(run: Run, people: number, now: Date): { run: Run; effects: Effect[] } {
  const reached = run.reached || people > 0;
  const fired = {
    ...run,
    reached,
    highest: Math.max(run.highest, Math.min(run.step, run.levels.length - 1)),
  };
  const next = run.levels[run.step + 1];
  if (next) {
    const nextAt = people > 0 ? after(now, next.delaySeconds) : now;
    return { run: { ...fired, step: run.step + 1, nextAt }, effects: [] };
  }
  const hasFallback = run.step < run.levels.length && !reached;
  if (hasFallback) return { run: { ...fired, step: run.levels.length, nextAt: now }, effects: [] };
  return nextRound(fired, now);
}

/** One move of the engine: pure, and all there is to it. An event that does not apply changes nothing. */
export function advance(run: Run, event: RunEvent, now: Date): { run: Run; effects: Effect[] } {
  if (run.ended) return { run, effects: [] };
  switch (event.kind) {
    case "ended":
      return { run: { ...run, ended: true, nextAt: null }, effects: [] };
    case "advanced":
      if (run.nextAt === null) return { run, effects: [] };
      return { run: { ...run, nextAt: now < run.nextAt ? now : run.nextAt }, effects: [] };
    case "joined": {
      // One whose rounds are over does not ring again: the other takes its place instead.
      if (event.at === null || run.nextAt === null || event.at >= run.nextAt) return { run, effects: [] };
      return { run: { ...run, nextAt: event.at }, effects: [] };
    }
    case "looked-up": {
      const due = dueOf(run, now);
      if (!due) return { run, effects: [] };
      const told: Effect =
        event.people.length > 0 ? { kind: "page", due, people: event.people } : { kind: "nobody", due };
      const { run: moved, effects } = afterLevel(run, event.people.length, now);
      return { run: moved, effects: [told, ...effects] };
    }
  }
}
