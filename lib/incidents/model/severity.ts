import { SEVERITIES, type Severity } from "../model.ts";

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
