/*
 * Action item   a follow-up with an owner and a date, kept until it is done or waived.
 * Source        what it came out of: a postmortem, a checklist run, an incident, or a person.
 * Due           a calendar day in the team's zone; it is overdue from the next local midnight on.
 * Waived        given up on purpose by somebody responsible, with the reason.
 * Overdue       open, and its day is over where the team works.
 */

export const ACTION_STATES = ["open", "done", "waived"] as const;
export type ActionState = (typeof ACTION_STATES)[number];
export const PRIORITIES = ["high", "normal", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];
export const SOURCE_KINDS = ["postmortem", "checklist-run", "incident", "person"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** The calendar day of an instant in a zone, YYYY-MM-DD. An unknown zone counts as UTC. */
export function localDay(at: Date, zone: string): string {
  const day = (timeZone: string) =>
    new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
      at,
    );
  try {
    return day(zone);
  } catch {
    return day("UTC");
  }
}

/** A `@db.Date` column as YYYY-MM-DD. */
export const dayOf = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;

/** Open, and its day is over where the team works (S-067). */
export function isOverdue(item: { state: string; dueOn: Date | null }, now: Date, zone: string): boolean {
  const due = dayOf(item.dueOn);
  return item.state === "open" && due !== null && due < localDay(now, zone);
}

/** Where a person looks at what it came from; null when there is nothing to open. */
export function sourceUrl(kind: string, id: string | null): string | null {
  if (!id) return null;
  if (kind === "postmortem") return `/postmortems/${id}`;
  if (kind === "incident") return `/incidents/${id}`;
  if (kind === "checklist-run") return `/checklists/runs/${id}`;
  return null;
}
