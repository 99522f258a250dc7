/** day and hour: before it begins; begun: when it has. */
export type NoticeKind = "day" | "hour" | "begun";

/** A shift with what was said of it. */
export interface Noticed {
  fromAt: Date;
  toAt: Date;
  /** The last time its person was told that it lies ahead. */
  noticedAt: Date | null;
  begunAt: Date | null;
}

/** How long before a shift its person is told, in minutes. */
const DAY_BEFORE = 1440;
const HOUR_BEFORE = 60;
/** That it has begun is worth saying so long, in minutes: after that its person knows. */
export const LATEST_MINUTES = 12 * 60;

/**
 * What is to be said of a shift now, if anything. Late, the nearer word replaces the farther one; of a shift that is
 * over, or began long ago, nothing is said any more.
 */
export function dueNotice(shift: Noticed, now: Date): NoticeKind | null {
  const minutesAhead = (shift.fromAt.getTime() - now.getTime()) / 60_000;
  if (shift.toAt <= now) return null;
  if (minutesAhead <= 0) return shift.begunAt === null && minutesAhead > -LATEST_MINUTES ? "begun" : null;
  if (minutesAhead > DAY_BEFORE) return null;
  const told =
    shift.noticedAt === null ? Number.POSITIVE_INFINITY : shift.fromAt.getTime() - shift.noticedAt.getTime();
  if (minutesAhead <= HOUR_BEFORE) return told > HOUR_BEFORE * 60_000 ? "hour" : null;
  return shift.noticedAt === null ? "day" : null;
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
