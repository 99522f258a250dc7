import { describe, expect, it } from "vitest";
import { pageWindow } from "./page-window.ts";

const now = new Date("2026-11-22T20:00:00Z");

describe("the address of the rota", () => {
  it("shows two weeks from this week's Monday, in the viewer's own day", () => {
    const shown = pageWindow({}, now, "Asia/Kathmandu");
    expect(shown).toMatchObject({ view: "two", first: "2026-11-23", teamId: "" });
    expect(pageWindow({}, now, "UTC").first).toBe("2026-11-16");
    expect(shown.fetch).toEqual({ from: "2026-11-22T00:00:00.000Z", to: "2026-12-08T00:00:00.000Z" });
    expect(shown.ahead).toEqual({ from: now.toISOString(), to: "2026-12-06T20:00:00.000Z" });
  });
  it("leaves out what it does not understand", () => {
    expect(pageWindow({ view: "year", from: "2026-13-45", team: "1 OR 1" }, now, "UTC")).toMatchObject({
      view: "two",
      first: "2026-11-16",
      teamId: "",
    });
    expect(pageWindow({ view: "month", from: "2026-02-17" }, now, "UTC").first).toBe("2026-02-01");
  });
});
