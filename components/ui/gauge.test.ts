import { describe, expect, test } from "vitest";
import { gaugeShares } from "#components/ui/gauge.tsx";
import { initials } from "#components/ui/marks.tsx";

describe("gauge", () => {
  test("in time the tick stands at the end of the track", () => {
    expect(gaugeShares(150, 300)).toEqual({ v: 0.5, lim: 1 });
  });

  test("over the limit the tick moves in, so that the stripes can be seen", () => {
    const { v, lim } = gaugeShares(360, 300);
    expect(v).toBe(0.95);
    expect(lim).toBeCloseTo(0.79, 2);
  });

  test("far over, the tick never leaves the track's first third", () => {
    expect(gaugeShares(30_000, 300).lim).toBe(0.3);
  });

  test("plain progress has no tick; odd figures stay on the track", () => {
    expect(gaugeShares(10, undefined, 18)).toEqual({ v: 10 / 18, lim: null });
    expect(gaugeShares(-5, undefined, 10).v).toBe(0);
    expect(gaugeShares(0, 0)).toEqual({ v: 0, lim: 0 });
    expect(gaugeShares(8.2, 15, 20)).toEqual({ v: 0.41, lim: 0.75 });
  });
});

describe("initials", () => {
  test.each([
    ["Ines Albrecht", "IA"],
    ["Léa Marie Fournier", "LF"],
    ["root", "RO"],
    ["  ", "?"],
    ["𝒜da Łukasz", "𝒜Ł"],
  ])("%s gives %s", (name, letters) => expect(initials(name)).toBe(letters));
});
