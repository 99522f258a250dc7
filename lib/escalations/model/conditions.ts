import { instantToWall, type ServiceHours, workingSecondsBetween } from "#lib/platform/time.ts";
import type { Condition, Impact, ImpactBounds, Severity } from "../model.ts";

/** What conditions are judged by, at one instant. */
export interface Moment {
  now: Date;
  severity: Severity;
  /** The team's zone, for weekdays. */
  zone: string;
  /** Null: the service answers at any time. */
  hours: ServiceHours | null;
  impact: Impact;
}

/** ISO weekday in a zone, 1 is Monday. */
function weekdayOf(at: Date, zone: string): number {
  const day = new Date(`${instantToWall(at, zone)}Z`).getUTCDay();
  return day === 0 ? 7 : day;
}

function inside(moment: Moment): boolean {
  if (moment.hours === null) return true;
  const next = new Date(moment.now.getTime() + 1000);
  return workingSecondsBetween(moment.now, next, moment.hours) > 0;
}

/** Whether a time of day lies in a half-open span, which may go over midnight. */
function inSpan(time: string, from: string, to: string): boolean {
  return from < to ? time >= from && time < to : time >= from || time < to;
}

/** Whether the impact is as bad as a condition's bounds say, by any one of them. */
function reaches(impact: Impact, bounds: ImpactBounds): boolean {
  const atLeast = (value: number | null | undefined, bound: number | null | undefined) =>
    typeof value === "number" && typeof bound === "number" && value >= bound;
  return (
    atLeast(impact.usersPct, bounds.usersPct) ||
    atLeast(impact.tenants, bounds.tenants) ||
    atLeast(impact.failures, bounds.failures) ||
    // Of performance less is worse.
    atLeast(bounds.performancePct, impact.performancePct)
  );
}

/** Whether a condition about the moment holds; one about each person is asked of each person. */
export function holds(condition: Condition, moment: Moment): boolean {
  switch (condition.kind) {
    case "severity":
      return condition.in.includes(moment.severity);
    case "weekday":
      return condition.days.includes(weekdayOf(moment.now, moment.zone));
    case "service-hours":
      return inside(moment) === (condition.is === "inside");
    case "impact":
      return reaches(moment.impact, condition);
    case "local-hour":
      return true;
  }
}

/** Whether a person may be called now, by their own clock. */
export function holdsFor(condition: Condition, now: Date, zone: string): boolean {
  if (condition.kind !== "local-hour") return true;
  return inSpan(instantToWall(now, zone).slice(11, 16), condition.from, condition.to);
}
