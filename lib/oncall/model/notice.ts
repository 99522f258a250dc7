/** first and last: before it begins; begun: when it has. */
export type NoticeKind = "first" | "last" | "begun";

/** A shift with what was said of it. */
export interface Noticed {
  fromAt: Date;
  toAt: Date;
  /** The first word was said, or the last one in its place. */
  noticedAt: Date | null;
  /** The last word before it was said. */
  nearedAt: Date | null;
  begunAt: Date | null;
}

/** How long before a shift its person is told, in minutes, by its schedule; null: not that time. */
export interface NoticeTimes {
  noticeFirstMinutes: number | null;
  noticeLastMinutes: number | null;
}

/** What a schedule begins with, and how far each can be moved, in minutes. */
export const FIRST_NOTICE = { default: 1440, least: 60, most: 20_160 } as const;
export const LAST_NOTICE = { default: 60, least: 5, most: 1440 } as const;

/** That it has begun is worth saying so long, in minutes: after that its person knows. */
export const LATEST_MINUTES = 12 * 60;

/** Said where the second time would not come after the first. */
export const NOTICE_ORDER = "The second notice comes later than the first: give it less time.";

/** Whether the two words come in their order. */
export const inOrder = ({ noticeFirstMinutes: first, noticeLastMinutes: last }: NoticeTimes): boolean =>
  first === null || last === null || last < first;

/**
 * What is to be said of a shift now, if anything. There are two words before a shift, each said once whatever becomes
 * of their times: moving a time neither repeats a word that was said nor takes away one that is still to come. Late,
 * the last word stands for the first; of a shift that is over, or began long ago, nothing is said any more.
 */
export function dueNotice(shift: Noticed, times: NoticeTimes, now: Date): NoticeKind | null {
  const minutesAhead = (shift.fromAt.getTime() - now.getTime()) / 60_000;
  const within = (minutes: number | null) => minutes !== null && minutesAhead <= minutes;
  if (shift.toAt <= now) return null;
  if (minutesAhead <= 0) return shift.begunAt === null && minutesAhead > -LATEST_MINUTES ? "begun" : null;
  if (within(times.noticeLastMinutes)) return shift.nearedAt === null ? "last" : null;
  return within(times.noticeFirstMinutes) && shift.noticedAt === null ? "first" : null;
}

const two = (number: number) => String(number).padStart(2, "0");

/** The ISO week of a local date, "2026-W47". */
export function weekOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const first = Date.UTC(day.getUTCFullYear(), 0, 1);
  return `${day.getUTCFullYear()}-W${two(Math.ceil(((day.getTime() - first) / 86_400_000 + 1) / 7))}`;
}

/** Whether the week-ahead digest is due at a local wall time: on Mondays from 08:00, and until 20:00 when it is late. */
export function isDigestTime(wall: string): boolean {
  const [date = "", time = ""] = wall.split("T");
  return new Date(`${date}T00:00:00Z`).getUTCDay() === 1 && time >= "08:00" && time < "20:00";
}

/** Whether the monthly report is due at a local wall time: on the first from 08:00, and until the third when it is late. */
export function isReportTime(wall: string): boolean {
  const [date = "", time = ""] = wall.split("T");
  const day = Number(date.slice(8, 10));
  return day === 1 ? time >= "08:00" : day <= 3;
}
