import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "./errors.ts";
import { uuidv7 } from "./ids.ts";
import { cursorAfter, limit, olderThan, pageOf, placeOf } from "./pagination.ts";

describe("limit (S-248, S-250, C-42)", () => {
  it("is 20 without one, at most 100, and never an error", () => {
    const cases: Array<[unknown, number]> = [
      [undefined, 20],
      ["", 20],
      ["0", 20],
      ["-5", 20],
      ["abc", 20],
      ["1.5", 20],
      ["1e3", 20],
      ["7", 7],
      ["100", 100],
      ["101", 100],
      ["999999999", 100],
      ["9".repeat(40), 20],
    ];
    for (const [given, wanted] of cases) expect(limit.parse(given), String(given)).toBe(wanted);
    fc.assert(
      fc.property(fc.anything(), (value) => void expect(limit.parse(value)).toBeLessThanOrEqual(100)),
    );
  });
});

describe("cursors", () => {
  const place = { at: new Date("2026-11-21T14:05:00.123Z"), id: uuidv7() };
  it("come back as the place they were made from", () => {
    expect(placeOf("incidents", cursorAfter("incidents", place))).toEqual(place);
    expect(placeOf("incidents", undefined)).toBeNull();
  });
  it("of another list, and rubbish, are refused", () => {
    const bent = Buffer.from(JSON.stringify(["incidents", "soon", place.id])).toString("base64url");
    const far = Buffer.from(JSON.stringify(["incidents", 9e15, place.id])).toString("base64url");
    for (const bad of [cursorAfter("audit", place), "rubbish", "%", "W10", bent, far, "' OR 1=1"]) {
      let error: unknown;
      try {
        placeOf("incidents", bad);
      } catch (thrown) {
        error = thrown;
      }
      expect(isAppError(error) && error.code, bad).toBe("bad_cursor");
    }
  });
});

describe("a page", () => {
  const row = (at: number) => ({ at: new Date(at), id: uuidv7(at) });
  const shown = (rows: Array<{ at: Date; id: string }>, size: number) =>
    pageOf(
      "x",
      rows,
      size,
      (one) => one,
      (one) => one.id,
    );
  it("has a next cursor only if a row was left over", () => {
    const rows = [row(3), row(2), row(1)];
    expect(shown(rows, 3).nextCursor).toBeNull();
    const page = shown(rows, 2);
    expect(page.items).toHaveLength(2);
    expect(placeOf("x", page.nextCursor ?? "")).toEqual(rows[1]);
  });
  it("asks for what is older, and among equals for the smaller id", () => {
    const place = row(5);
    expect(olderThan("at", null)).toEqual({});
    expect(olderThan("at", place)).toEqual({
      OR: [{ at: { lt: place.at } }, { at: place.at, id: { lt: place.id } }],
    });
  });
});

it("a cursor with an instant that no row can have is refused before the database sees it", () => {
  const id = "01a1fda8-45e1-76c9-aaad-bffd228dc175";
  for (const at of [-9e14, 8.6e15, 1.5]) {
    const crafted = Buffer.from(JSON.stringify(["incidents", at, id])).toString("base64url");
    expect(() => placeOf("incidents", crafted)).toThrow(/not from this list/);
  }
});
