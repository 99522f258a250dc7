import { describe, expect, it } from "vitest";
import {
  fromDrafts,
  lacks,
  mondayOf,
  moved,
  newHours,
  newLayer,
  newMember,
  toDraft,
} from "./schedule-draft.ts";

const layer = {
  name: "Weekly",
  members: [
    { id: "a", name: "Ines" },
    { id: "b", name: "Marek" },
    { id: "a", name: "Ines" },
  ],
  every: { unit: "day" as const, count: 3 },
  start: "2026-11-23T09:00",
  zone: "Asia/Tokyo",
  restrictions: [{ days: [1, 2], from: "22:00", to: "06:00" }],
};

describe("a schedule while it is written", () => {
  it("comes back as it went in, also with one person twice", () => {
    expect(fromDrafts([toDraft(layer)])).toEqual([{ ...layer, members: ["a", "b", "a"] }]);
  });
  it("sends a count that is no number as one the server refuses", () => {
    expect(fromDrafts([{ ...toDraft(layer), count: "two" }])[0]?.every.count).toBe(0);
    expect(fromDrafts([{ ...toDraft(layer), count: " 12 " }])[0]?.every.count).toBe(12);
  });
  it("says what is missing before a preview", () => {
    expect(lacks([])).toMatch(/^Add a layer/);
    expect(lacks([newLayer("Nights", "2026-11-23T09:00")])).toBe(
      "Nights has nobody yet: add its first person.",
    );
    const full = { ...newLayer("Nights", "2026-11-23T09:00"), members: [newMember("a")] };
    expect(lacks([full])).toBeNull();
    expect(lacks([{ ...full, hours: [{ ...newHours(), days: [] }] }])).toMatch(/weekdays/);
    expect(lacks([{ ...full, start: "" }])).toMatch(/first hand-over/);
  });
  it("moves within the list only", () => {
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
    expect(mondayOf("2026-11-22")).toBe("2026-11-16T09:00");
    expect(mondayOf("2026-11-23")).toBe("2026-11-23T09:00");
  });
});
