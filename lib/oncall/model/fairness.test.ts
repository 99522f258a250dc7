import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOutOfHours } from "#lib/platform/time.ts";
import { planOf, plansNear, shiftOf, threeLayers, utc, ZONES } from "#lib/testing/oncall-plans.ts";
import { fairness, gapsIn } from "./fairness.ts";
import { layOut } from "./layout.ts";

const span = (from: string, to: string) => ({ from: utc(from), to: utc(to) });
const ms = (hours: number) => Math.round(hours * 3_600_000);

describe("how the load falls", () => {
  test("hours, nights, weekends and out of hours, in the person's own zone", () => {
    // Friday 20:00 to Monday 08:00 in UTC; half of it Ann's, half Ben's, who is 5 h 45 min ahead.
    const shifts = [
      shiftOf("ann", "2026-06-05T20:00", "2026-06-06T20:00"),
      shiftOf("ben", "2026-06-06T20:00", "2026-06-08T08:00"),
    ];
    const people = [
      { id: "ann", zone: "UTC" },
      { id: "ben", zone: "Asia/Kathmandu" },
    ];
    expect(fairness(shifts, people, span("2026-06-05", "2026-06-10"))).toEqual([
      { userId: "ann", hours: 24, nights: 8, weekends: 20, outOfHours: 24, shifts: 1 },
      // 01:45 on Sunday to 13:45 on Monday: nights 01:45 to 06:00 and 22:00 to 06:00, work from 08:00 to 13:45.
      { userId: "ben", hours: 36, nights: 12.25, weekends: 22.25, outOfHours: 30.25, shifts: 1 },
    ]);
  });

  test("a night of a clock change counts its real hours", () => {
    const people = [{ id: "ann", zone: "Europe/Berlin" }];
    const night = (from: string, to: string) =>
      fairness([shiftOf("ann", from, to)], people, span(from, to))[0]?.nights;
    expect(night("2026-03-28T20:00", "2026-03-29T08:00")).toBe(7);
    expect(night("2026-10-24T16:00", "2026-10-25T10:00")).toBe(9);
  });

  test("shifts are cut to the span; gaps are nobody's; nobody asked for is left out, nobody else forgotten", () => {
    const shifts = [
      shiftOf("ann", "2026-06-01", "2026-06-03"),
      shiftOf(null, "2026-06-03", "2026-06-04"),
      shiftOf("stranger", "2026-06-04", "2026-06-05"),
    ];
    const loads = fairness(
      shifts,
      [
        { id: "ann", zone: "UTC" },
        { id: "idle", zone: "UTC" },
      ],
      span("2026-06-02", "2026-06-05"),
    );
    expect(loads.map((load) => [load.userId, load.hours, load.shifts])).toEqual([
      ["ann", 24, 1],
      ["idle", 0, 0],
      ["stranger", 24, 1],
    ]);
  });

  test("hours add up to the span less its gaps; parts are parts; out of hours is what the platform calls so", () => {
    const at = utc("2026-03-01");
    fc.assert(
      fc.property(
        plansNear(at, 40),
        fc.constantFrom(...ZONES),
        fc.integer({ min: 1, max: 40 }),
        (plan, zone, days) => {
          const whole = { from: at, to: new Date(at.getTime() + days * 86_400_000) };
          const shifts = layOut(plan, whole.from, whole.to);
          const people = ["ann", "ben", "cem", "dia", "eve"].map((id) => ({ id, zone }));
          const loads = fairness(shifts, people, whole);
          const idle = gapsIn(shifts).reduce((sum, gap) => sum + gap.to.getTime() - gap.from.getTime(), 0);
          expect(loads.reduce((sum, load) => sum + ms(load.hours), idle)).toBe(days * 86_400_000);
          for (const load of loads) {
            expect(load.nights).toBeLessThanOrEqual(load.outOfHours);
            expect(load.weekends).toBeLessThanOrEqual(load.outOfHours);
            expect(load.outOfHours).toBeLessThanOrEqual(load.hours);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("out of hours is the sum of the quarters that the platform calls so", () => {
    for (const zone of ZONES) {
      const whole = span("2026-03-20", "2026-04-10");
      const shifts = layOut(planOf(threeLayers("2026-01-05"), zone), whole.from, whole.to);
      const people = [{ id: "hal", zone }];
      let quarters = 0;
      for (const shift of shifts.filter((one) => one.userId === "hal")) {
        for (let at = shift.from.getTime(); at < shift.to.getTime(); at += 900_000)
          if (isOutOfHours(new Date(at), zone)) quarters += 1;
      }
      expect(fairness(shifts, people, whole)[0]?.outOfHours, zone).toBe(quarters / 4);
    }
  });
});

test("gaps: neighbours of one kind are one; nobody in words is told apart", () => {
  const shifts = [
    shiftOf(null, "2026-06-01", "2026-06-02"),
    shiftOf(null, "2026-06-02", "2026-06-03"),
    shiftOf(null, "2026-06-03", "2026-06-04", { source: "override", origin: "o1" }),
    shiftOf("ann", "2026-06-04", "2026-06-05"),
    shiftOf(null, "2026-06-05", "2026-06-06"),
  ];
  expect(gapsIn(shifts)).toEqual([
    { ...span("2026-06-01", "2026-06-03"), source: "gap" },
    { ...span("2026-06-03", "2026-06-04"), source: "override" },
    { ...span("2026-06-05", "2026-06-06"), source: "gap" },
  ]);
  expect(shifts[0]?.to).toEqual(utc("2026-06-02"));
});
