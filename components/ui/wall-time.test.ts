import { expect, it } from "vitest";
import { fromWall, toWall } from "#components/ui/wall-time.ts";

it.each([
  ["2026-11-23T09:14", "Europe/Berlin", "2026-11-23T08:14:00.000Z"],
  ["2026-07-23T09:14", "Europe/Berlin", "2026-07-23T07:14:00.000Z"],
  ["2026-11-23T09:14", "Asia/Kathmandu", "2026-11-23T03:29:00.000Z"],
  // Skipped by the clock change: an hour later.
  ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  // Comes twice: the first time.
  ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
])("%s in %s", (wall, zone, instant) => expect(fromWall(wall, zone)).toBe(instant));

it("goes there and back", () => {
  expect(toWall("2026-11-23T08:14:00.000Z", "America/New_York")).toBe("2026-11-23T03:14");
  expect(fromWall("not a time", "UTC")).toBeNull();
});
