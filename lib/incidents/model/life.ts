import { isActive, PATH, type PathStatus, type Status } from "../model.ts";

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
