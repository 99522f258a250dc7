import { localDate, wallToInstant } from "#lib/platform/time.ts";

const two = (number: number) => String(number).padStart(2, "0");

/** "2026-12" of a month so many after this one. */
export function monthAfter(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const at = new Date(Date.UTC(year, number - 1 + by, 1));
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}`;
}

/** The month of an instant on a zone's clocks. */
export const monthOf = (at: Date, zone: string): string => localDate(at, zone).slice(0, 7);

/** A local month, half-open: as long as its days really are. */
export const monthSpan = (month: string, zone: string): { from: Date; to: Date } => ({
  from: wallToInstant(`${month}-01T00:00`, zone),
  to: wallToInstant(`${monthAfter(month, 1)}-01T00:00`, zone),
});

const NAMES = "January February March April May June July August September October November December".split(
  " ",
);

/** "December" of "2026-12". */
export const monthName = (month: string): string => NAMES[Number(month.slice(5)) - 1] ?? month;

/** "December 2026". */
export const monthWords = (month: string): string => `${monthName(month)} ${month.slice(0, 4)}`;
