import { z } from "zod";
import { AppError } from "./errors.ts";

export const LIMIT_DEFAULT = 20;
/** S-250, C-42: more is cut to this, never refused. */
export const LIMIT_MAX = 100;

/** `limit`: default 20, more than 100 → 100, anything else bad → 20 (S-248). */
export const limit = z
  .unknown()
  .transform((value) => {
    const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (!Number.isInteger(number) || number < 1) return LIMIT_DEFAULT;
    return Math.min(number, LIMIT_MAX);
  })
  .optional()
  .transform((value) => value ?? LIMIT_DEFAULT);

export const cursor = z.string().max(400).optional();

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  limit: number;
}

/** A place in a list ordered newest first: the instant and id of the last row shown. */
export interface Place {
  at: Date;
  id: string;
}

// Only instants that a row can have: PostgreSQL knows fewer than JavaScript.
const shape = z.tuple([z.string().max(40), z.int().min(0).max(Date.UTC(2200, 0)), z.guid()]);

/** The cursor after a row; `list` names the list, so that another list's cursor is refused. */
export function cursorAfter(list: string, place: Place): string {
  return Buffer.from(JSON.stringify([list, place.at.getTime(), place.id])).toString("base64url");
}

/** @throws bad_cursor: starting again at page one would loop a script for ever. */
export function placeOf(list: string, value: string | undefined): Place | null {
  if (!value) return null;
  try {
    const [name, at, id] = shape.parse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
    const date = new Date(at);
    if (name === list && !Number.isNaN(date.getTime())) return { at: date, id };
  } catch {
    // falls through: rubbish and foreign cursors get the same answer
  }
  throw new AppError("bad_cursor", "This cursor is not from this list. Start again without one.");
}

/** Cuts `limit + 1` rows to a page. */
export function pageOf<Row, T>(
  list: string,
  rows: Row[],
  size: number,
  place: (row: Row) => Place,
  present: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    nextCursor: rows.length > size && last ? cursorAfter(list, place(last)) : null,
    limit: size,
  };
}

/** The `where` of "older than this place", newest first, for a pair of (instant, id). */
export function olderThan<K extends string>(column: K, place: Place | null) {
  if (!place) return {};
  return { OR: [{ [column]: { lt: place.at } }, { [column]: place.at, id: { lt: place.id } }] };
}
