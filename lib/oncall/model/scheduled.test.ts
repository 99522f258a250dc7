import { describe, expect, test } from "vitest";
import { layerOf, planOf, utc, versionOf } from "#lib/testing/oncall-plans.ts";
import type { Plan, PlannedShift } from "../model.ts";
import { layOut } from "./layout.ts";
import { scheduledAt } from "./scheduled.ts";

const wordOf = ({ userId, source, origin }: Pick<PlannedShift, "userId" | "source" | "origin">) =>
  `${userId} ${source} ${origin}`;

describe("what lies above what", () => {
  const [from, to] = [utc("2026-06-01"), utc("2026-06-03")];
  const zone = "UTC";
  const first = layerOf({
    start: "2026-05-01T00:00",
    restrictions: [{ days: [1, 2], from: "08:00", to: "18:00" }],
  });
  const second = layerOf({ name: "Second", members: ["dia"], start: "2026-05-01T00:00" });
  const brief = (shifts: PlannedShift[]) =>
    shifts.map((one) => `${one.from.toISOString().slice(8, 16)} ${wordOf(one)} ${one.rules}`);

  test("layers, a temporary schedule, an override, nobody in words, and nobody at all", () => {
    const plan: Plan = {
      versions: [
        versionOf([first, second], { zone }),
        versionOf([second], { zone, number: 2, validFrom: utc("2026-06-02") }),
      ],
      temporaries: [
        {
          id: "t1",
          zone,
          layers: [{ ...first, members: ["eve"] }],
          from: utc("2026-06-01T06:00"),
          to: utc("2026-06-01T10:00"),
        },
      ],
      overrides: [
        { id: "o1", userId: "fay", from: utc("2026-06-01T09:00"), to: utc("2026-06-01T12:00"), kind: "swap" },
        {
          id: "o2",
          userId: null,
          from: utc("2026-06-02T20:00"),
          to: utc("2026-06-02T22:00"),
          kind: "override",
        },
      ],
    };
    expect(brief(layOut(plan, from, to))).toEqual([
      "01T00:00 dia rotation Second 1",
      "01T06:00 null gap null null",
      "01T08:00 eve temporary t1 null",
      "01T09:00 fay swap o1 null",
      "01T12:00 ben rotation First 1",
      "01T18:00 dia rotation Second 1",
      "02T00:00 dia rotation Second 2",
      "02T20:00 null override o2 null",
      "02T22:00 dia rotation Second 2",
    ]);
  });

  test("an edit that leaves a turn as it was does not cut it", () => {
    const plan = {
      ...planOf([second], zone),
      versions: [1, 2].map((number) =>
        versionOf([second], {
          zone,
          number,
          validFrom: utc(number === 1 ? "2026-01-01" : "2026-06-01T11:00"),
        }),
      ),
    };
    expect(brief(layOut(plan, from, to))).toEqual([
      "01T00:00 dia rotation Second 1",
      "02T00:00 dia rotation Second 2",
    ]);
  });

  test("a later version with a lower number does not judge", () => {
    const versions = [
      versionOf([{ ...second, members: ["new"] }], { zone, number: 3, validFrom: utc("2026-05-01") }),
      versionOf([second], { zone, number: 2, validFrom: utc("2026-06-02") }),
    ];
    const plan = { versions, temporaries: [], overrides: [] };
    expect(layOut(plan, from, to).map((one) => one.userId)).toEqual(["new", "new"]);
  });

  test("somebody absent is nobody in a rotation, and the next layer decides", () => {
    const plan = planOf([first, second], zone);
    expect(brief(layOut(plan, from, to, new Set(["ben"])))[0]).toBe("01T00:00 dia rotation Second 1");
    const both = layOut(plan, from, to, new Set(["ben", "dia"]));
    expect(brief(both)).toEqual([
      "01T00:00 null gap null 1",
      "02T08:00 cem rotation First 1",
      "02T18:00 null gap null 1",
    ]);
    const cover = { id: "o1", userId: "dia", from, to, kind: "cover" as const };
    expect(scheduledAt({ ...plan, overrides: [cover] }, from, new Set(["dia"])).userId).toBe("dia");
  });

  test("nothing before the first hand-over, without members, or in an empty span", () => {
    const late = planOf([layerOf({ start: "2026-06-02T12:00" })], zone);
    expect(brief(layOut(late, from, to))).toEqual([
      "01T00:00 null gap null 1",
      "02T12:00 ann rotation First 1",
    ]);
    expect(layOut(planOf([layerOf({ members: [] })]), from, to)).toHaveLength(1);
    expect(brief(layOut({ versions: [], temporaries: [], overrides: [] }, from, to))).toEqual([
      "01T00:00 null gap null null",
    ]);
    expect(layOut(late, to, from)).toEqual([]);
  });

  test("of overrides and temporary schedules that overlap: who came first stays, who was made last decides", () => {
    const put = (id: string, userId: string, start: string, end: string) => ({
      id,
      userId,
      from: utc(start),
      to: utc(end),
      kind: "override" as const,
    });
    const overrides = [
      put("o2", "fay", "2026-06-01T10:00", "2026-06-01T20:00"),
      put("o1", "eve", "2026-06-01T08:00", "2026-06-01T12:00"),
    ];
    const spanned = { zone, from: utc("2026-06-02"), to: utc("2026-06-02T12:00") };
    const temporaries = [
      { ...spanned, id: "t2", layers: [{ ...second, members: ["two"] }] },
      { ...spanned, id: "t1", layers: [{ ...second, members: ["one"] }] },
    ];
    const plan = { ...planOf([second], zone, overrides), temporaries };
    expect(brief(layOut(plan, from, to)).map((line) => line.split(" ", 2).join(" "))).toEqual([
      "01T00:00 dia",
      "01T08:00 eve",
      "01T12:00 fay",
      "01T20:00 dia",
      "02T00:00 two",
      "02T12:00 dia",
    ]);
    for (const one of layOut(plan, from, to)) expect(wordOf(scheduledAt(plan, one.from))).toBe(wordOf(one));
  });

  test("at nine sharp the new one has begun", () => {
    const nine = planOf([layerOf({ start: "2026-06-01T09:00" })], zone);
    expect(scheduledAt(nine, new Date(utc("2026-06-02T09:00").getTime() - 1)).userId).toBe("ann");
    expect(scheduledAt(nine, utc("2026-06-02T09:00")).userId).toBe("ben");
  });
});
