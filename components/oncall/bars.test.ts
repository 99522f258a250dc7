import { describe, expect, it } from "vitest";
import type { MyLane } from "#lib/oncall/queries/mine.ts";
import type { ShiftDto } from "#lib/oncall/schema/on-call.ts";
import type { SwapDto } from "#lib/oncall/schema/swaps.ts";
import type { LaneDto } from "#lib/oncall/schema/timeline.ts";
import { askedBars, awayBars, barsOf, gapsOf, gapWords, ownBars } from "./bars.ts";
import { pickShift } from "./pick.ts";
import { summaryWords } from "./summary.ts";

const zone = "Europe/Berlin";
const now = Date.parse("2026-11-23T08:14:00Z");
const ines = { id: "ines", name: "Ines Albrecht" };
const marek = { id: "marek", name: "Marek Lindqvist" };

function shift(
  id: string,
  user: typeof ines | null,
  from: string,
  to: string,
  more: Partial<ShiftDto> = {},
): ShiftDto {
  const source = user ? "rotation" : "gap";
  return {
    id,
    scheduleId: "s",
    user,
    from,
    to,
    source,
    origin: null,
    takesAt: user ? from : null,
    acceptedAt: null,
    ...more,
  };
}

function lane(shifts: ShiftDto[], more: Partial<LaneDto> = {}): LaneDto {
  return {
    schedule: { id: "s", name: "First line", team: { id: "t", name: "Portal" }, zone, ordinal: 0 },
    shifts,
    layers: [],
    overrides: [],
    onCall: { at: "", holder: null, scheduled: null, pendingHandoff: null, fallback: [], next: null },
    abilities: { edit: true, override: true, take: true, swap: true },
    ...more,
  };
}

const before = shift("a", marek, "2026-11-16T08:00:00.000Z", "2026-11-23T08:00:00.000Z");
const running = shift("b", ines, "2026-11-23T08:00:00.000Z", "2026-11-28T11:00:00.000Z", {
  takesAt: "2026-11-23T08:30:00.000Z",
});
const gapA = shift("c", null, "2026-11-28T11:00:00.000Z", "2026-11-29T00:00:00.000Z");
const gapB = shift("d", null, "2026-11-29T00:00:00.000Z", "2026-11-29T11:00:00.000Z");
const later = shift("e", marek, "2026-11-29T11:00:00.000Z", "2026-12-06T11:00:00.000Z", {
  takesAt: "2026-11-29T11:30:00.000Z",
});
const all = [before, running, gapA, gapB, later];

describe("the bars of a lane", () => {
  it("draws as held only what has begun and was not taken at once", () => {
    const pendingHandoff = {
      shiftId: "b",
      from: marek,
      to: ines,
      since: running.from,
      graceEndsAt: running.takesAt,
      lapsed: false,
    };
    const bars = barsOf(lane(all, { onCall: { ...lane([]).onCall, pendingHandoff } }), "ines", now, zone);
    expect(bars.map((bar) => bar.heldUntil && new Date(bar.heldUntil).toISOString())).toEqual([
      null,
      "2026-11-23T08:30:00.000Z",
      null,
      null,
      null,
    ]);
    const early = barsOf(
      lane(all, { onCall: { ...lane([]).onCall, pendingHandoff } }),
      "ines",
      now - 3_600_000,
      zone,
    );
    expect(early[1]?.heldUntil, "the server's word counts within the running minute").not.toBeNull();
    expect(bars.map((bar) => bar.look)).toEqual(["plain", "me", "gap", "gap", "plain"]);
    expect(bars[1]?.words).toContain("yours, held until accepted");
    expect(bars[2]?.words).toMatch(/^Nobody, /);
  });
  it("finds gaps ahead, parts of one as one, and none that was meant", () => {
    const horizon = now + 14 * 86_400_000;
    const [gap, ...others] = gapsOf([lane(all)], now, horizon);
    expect(others).toEqual([]);
    expect(gap && gapWords(gap, zone)).toBe(
      "Portal, First line has nobody: Sat 28 Nov 12:00 – Sun 29 Nov 12:00, 24 h",
    );
    const meant = shift("x", null, gapA.from, gapA.to, { source: "override" });
    expect(gapsOf([lane([before, running, meant])], now, horizon)).toEqual([]);
    expect(gapsOf([lane(all)], now, now + 86_400_000)).toEqual([]);
    expect(gapsOf([lane(all)], Date.parse("2026-11-29T05:00:00Z"), horizon)[0]?.from).toBe(
      "2026-11-29T05:00:00.000Z",
    );
  });
  it("says in one sentence what waits and what has nobody", () => {
    const gaps = gapsOf([lane(all)], now, now + 14 * 86_400_000);
    expect(summaryWords([], gaps, zone)).toBe("One gap in the next two weeks: Portal, Saturday 28 November.");
    expect(summaryWords([], [], zone)).toBe("No gap in the next two weeks.");
  });
  it("chooses the rest of a running shift, and the whole of an override", () => {
    expect(pickShift(lane(all), "b", now)).toMatchObject({
      from: "2026-11-23T08:14:00.000Z",
      to: running.to,
      overrideId: null,
    });
    expect(pickShift(lane(all), "e", now)).toMatchObject({ from: later.from, to: later.to });
    const part = shift("o", ines, "2026-11-24T08:00:00.000Z", "2026-11-24T12:00:00.000Z", {
      source: "override",
      origin: "ov",
    });
    const override = {
      id: "ov",
      user: ines,
      from: "2026-11-24T06:00:00.000Z",
      to: part.to,
      kind: "override" as const,
      reason: "",
      by: null,
      version: 1,
    };
    expect(pickShift(lane([part], { overrides: [override] }), "o", now)).toMatchObject({
      from: override.from,
      overrideId: "ov",
    });
    expect(pickShift(lane(all), "nobody's", now)).toBeNull();
  });
});

describe("the bars of one's own timeline", () => {
  const turn = { ...running, origin: "Weekly rotation" };
  const cover = shift("f", ines, "2026-12-01T08:00:00.000Z", "2026-12-01T20:00:00.000Z", {
    source: "cover",
    origin: "0192",
  });
  const request = {
    id: "r",
    kind: "cover",
    from: "2026-11-24T08:00:00.000Z",
    to: "2026-11-24T20:00:00.000Z",
    toUser: null,
  } as SwapDto;
  const mine: MyLane = { schedule: lane([]).schedule, shifts: [turn, cover], requests: [request] };

  it("say what a turn is, not whose, and what still waits to be accepted", () => {
    const [first, second] = ownBars(mine, now, zone);
    expect(first).toMatchObject({ face: "Weekly rotation", look: "me", pending: true });
    expect(first?.heldUntil).toBe(Date.parse("2026-11-23T08:30:00.000Z"));
    expect(first?.words).toBe(
      "Mon 23 Nov 09:00 – Sat 28 Nov 12:00, 5 d 3 h, held by the one before until you accept",
    );
    expect(second).toMatchObject({ face: "Cover", look: "override", pending: false, heldUntil: null });
    expect(second?.words).toBe("Tue 1 Dec 09:00 – 21:00, 12 h, cover");
    expect(ownBars(mine, Date.parse("2026-11-23T08:30:00Z"), zone)[0]?.pending).toBe(false);
  });

  it("say what is asked for, and when one is away", () => {
    expect(askedBars(mine, zone)).toMatchObject([
      { face: "Asks the team", words: "A cover is asked for, Tue 24 Nov 09:00 – 21:00" },
    ]);
    const away = { id: "o", from: request.from, to: request.to, reason: "" };
    expect(awayBars([away], zone)).toMatchObject([
      { face: "Away", words: "Time off, Tue 24 Nov 09:00 – 21:00" },
    ]);
  });
});
