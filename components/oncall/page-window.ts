import { addDays, DEFAULT_VIEW, dateAt, firstDay, isDate, lengthOf, VIEWS, type View } from "./axis.ts";

/** So far ahead gaps are looked for, in days. */
export const AHEAD_DAYS = 14;
const DAY = 86_400_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an address of the rota asks for. */
export interface PageWindow {
  view: View;
  /** The first day shown, "2026-11-16". */
  first: string;
  /** Empty: every team. */
  teamId: string;
  /** What to fetch: a day more at each end, since the zone of the page is known only then. */
  fetch: { from: string; to: string };
  ahead: { from: string; to: string };
}

/** Reads `view`, `from` and `team`; what is not understood is today's. Pure. */
export function pageWindow(query: Record<string, string>, now: Date, zone: string): PageWindow {
  const view = VIEWS.find((one) => one === query.view) ?? DEFAULT_VIEW;
  const date = query.from && isDate(query.from) ? query.from : dateAt(now.getTime(), zone);
  const first = firstDay(view, date);
  const iso = (day: string) => `${day}T00:00:00.000Z`;
  return {
    view,
    first,
    teamId: query.team && ID.test(query.team) ? query.team : "",
    fetch: { from: iso(addDays(first, -1)), to: iso(addDays(first, lengthOf(view, first) + 1)) },
    ahead: { from: now.toISOString(), to: new Date(now.getTime() + AHEAD_DAYS * DAY).toISOString() },
  };
}
