import { fromWall, toWall } from "#components/ui/wall-time.ts";

/** How much of the rota is shown. */
export const VIEWS = ["week", "two", "month"] as const;
export type View = (typeof VIEWS)[number];
export const DEFAULT_VIEW: View = "two";

/** One local day: of 23 or 25 hours where the clocks change. */
export interface Day {
  /** "2026-11-23" */
  date: string;
  start: number;
  end: number;
  weekend: boolean;
}

/** The stretch of time a rota is drawn over, in one zone. Instants are epoch ms. */
export interface Axis {
  zone: string;
  from: number;
  to: number;
  days: Day[];
}

/** Where something stands, in percent of the axis, and whether it goes on beyond an end. */
export interface Place {
  left: number;
  width: number;
  before: boolean;
  after: boolean;
}

const HOUR = 3_600_000;
const QUARTER = 900_000;
const DAY = 86_400_000;

const noon = (date: string) => Date.parse(`${date}T12:00:00Z`);
/** "2026-11-23" and 7 give "2026-11-30". Calendar arithmetic, without a zone. */
export const addDays = (date: string, days: number): string =>
  new Date(noon(date) + days * DAY).toISOString().slice(0, 10);
const isoWeekday = (date: string) => new Date(noon(date)).getUTCDay() || 7;
const midnight = (date: string, zone: string): number =>
  Date.parse(fromWall(`${date}T00:00`, zone) ?? `${date}T00:00Z`);

/** The local date of an instant, "2026-11-23". */
export const dateAt = (ms: number, zone: string): string =>
  toWall(new Date(ms).toISOString(), zone).slice(0, 10);

/** Whether this is a date that exists, "2026-11-23", between 2000 and 2099. */
export const isDate = (text: string): boolean =>
  /^20\d{2}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(noon(text)) &&
  new Date(noon(text)).toISOString().startsWith(text);

/** The first day a view shows when it shows `date`: the Monday, or the first of the month. */
export function firstDay(view: View, date: string): string {
  return view === "month" ? `${date.slice(0, 8)}01` : addDays(date, 1 - isoWeekday(date));
}

/** The day that the next (1) or the previous (-1) page of a view begins with. */
export function step(view: View, first: string, by: 1 | -1): string {
  if (view !== "month") return addDays(first, by * (view === "week" ? 7 : 14));
  return `${addDays(first, by === 1 ? 31 : -1).slice(0, 8)}01`;
}

/** How many days a view shows from its first. */
export function lengthOf(view: View, first: string): number {
  if (view !== "month") return view === "week" ? 7 : 14;
  return Math.round((noon(step("month", first, 1)) - noon(first)) / DAY);
}

/** An axis of so many local days. */
export function axisOf(first: string, count: number, zone: string): Axis {
  const edges = Array.from({ length: count + 1 }, (_, index) => midnight(addDays(first, index), zone));
  const days = edges.slice(0, -1).map((start, index): Day => {
    const date = addDays(first, index);
    return { date, start, end: edges[index + 1] ?? start + DAY, weekend: isoWeekday(date) > 5 };
  });
  return { zone, from: edges[0] ?? 0, to: edges.at(-1) ?? 0, days };
}

const round = (value: number) => Math.round(value * 1000) / 1000;

/** An instant in percent of the axis; beyond its ends below 0 or above 100. */
export const percentOf = (axis: Axis, ms: number): number =>
  round(((ms - axis.from) / (axis.to - axis.from)) * 100);

/** Where a stretch stands on the axis; null when none of it does. */
export function placeOf(axis: Axis, from: number, to: number): Place | null {
  if (to <= axis.from || from >= axis.to) return null;
  const left = percentOf(axis, Math.max(from, axis.from));
  const right = percentOf(axis, Math.min(to, axis.to));
  return { left, width: round(right - left), before: from < axis.from, after: to > axis.to };
}

/** The instant at a fraction (0 to 1) of the axis, on the full local hour, or the quarter when `fine`. */
export function snap(axis: Axis, fraction: number, fine: boolean): number {
  const at = axis.from + Math.min(1, Math.max(0, fraction)) * (axis.to - axis.from);
  const day = axis.days.find((one) => at < one.end) ?? axis.days.at(-1);
  const start = day?.start ?? axis.from;
  const grid = fine ? QUARTER : HOUR;
  return Math.min(axis.to, start + Math.round((at - start) / grid) * grid);
}

/** The zone a rota is drawn in: the one all its schedules share, else the viewer's. */
export function sharedZone(zones: readonly string[], viewer: string): string {
  const first = zones[0];
  return first !== undefined && zones.every((zone) => zone === first) ? first : viewer;
}
