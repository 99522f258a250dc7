import type { Severity } from "../model.ts";
import { calendarTime } from "./clocks.ts";
import { severityRank } from "./severity.ts";

const MINUTE = 60;

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
