import ical from "ical-generator";

/** A shift as a calendar shows it; null: nobody. */
export interface FeedShift {
  id: string;
  from: Date;
  to: Date;
  person: string | null;
  schedule: string;
  /** Page of the schedule. */
  url: string;
}

export interface Feed {
  /** The calendar's name in the reader's list. */
  name: string;
  shifts: readonly FeedShift[];
}

/** Readers are asked to come again so often, in seconds. */
const REFRESH_SECONDS = 3600;

// Line ends and other control characters have no place in one line of a calendar; some readers stop at them.
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, " ").trim();

/** The property's value as RFC 5545 writes text; the library does so for events, not for the calendar's name. */
const escaped = (text: string) => oneLine(text).replace(/[\\;,]/g, "\\$&");

export const summaryOf = (shift: Pick<FeedShift, "person" | "schedule">): string =>
  shift.person === null
    ? `Nobody on call, ${oneLine(shift.schedule)}`
    : `On call: ${oneLine(shift.person)}, ${oneLine(shift.schedule)}`;

/** When a row was made, read from its id (uuid v7): the same each time the calendar is asked for. */
const madeAt = (id: string) => new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));

/**
 * Shifts as an iCalendar (RFC 5545): instants in UTC, to the second, and one lasting UID per shift, so that a reader
 * keeps what it knows. The same shifts give the same text.
 */
export function feedText(feed: Feed): string {
  const calendar = ical({
    name: escaped(feed.name),
    prodId: { company: "Evenkeel", product: "On-call", language: "EN" },
    ttl: REFRESH_SECONDS,
  });
  for (const shift of feed.shifts) {
    calendar.createEvent({
      id: `${shift.id}@evenkeel`,
      stamp: madeAt(shift.id),
      start: shift.from,
      end: shift.to,
      summary: summaryOf(shift),
      url: shift.url,
    });
  }
  // Each line ends, also the last one.
  return `${calendar.toString()}\r\n`;
}
