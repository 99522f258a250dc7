import { describe, expect, it } from "vitest";
import { replacesWords } from "./replaces.ts";

const ines = { id: "ines", name: "Ines Albrecht" };
const marek = { id: "marek", name: "Marek Lindqvist" };
const span = { from: "2026-11-26T13:00:00.000Z", to: "2026-11-27T08:00:00.000Z" };
const shift = (user: typeof ines | null, from: string, to: string) => ({ user, from, to });

describe("what an override would do", () => {
  it("names who is replaced and for how long, only within the span", () => {
    const week = [shift(ines, "2026-11-23T08:00:00.000Z", "2026-11-30T08:00:00.000Z")];
    expect(replacesWords("tomasz", span, week)).toBe("Replaces Ines Albrecht for 19 h. Both are told.");
    expect(replacesWords("ines", span, week)).toBe("19 h of it is theirs already. They are told.");
    expect(replacesWords(null, span, week)).toBe(
      "Replaces Ines Albrecht for 19 h. Nobody is on call then: pages ring the lead.",
    );
  });
  it("counts several people and the gap between them", () => {
    const shifts = [
      shift(ines, "2026-11-26T00:00:00.000Z", "2026-11-26T16:00:00.000Z"),
      shift(null, "2026-11-26T16:00:00.000Z", "2026-11-27T00:00:00.000Z"),
      shift(marek, "2026-11-27T00:00:00.000Z", "2026-11-28T00:00:00.000Z"),
    ];
    expect(replacesWords("tomasz", span, shifts)).toBe(
      "Replaces Ines Albrecht for 3 h and Marek Lindqvist for 8 h. Fills 8 h that nobody has. All of them are told.",
    );
  });
});
