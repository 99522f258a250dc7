import { describe, expect, test } from "vitest";
import { holds, holdsFor } from "./model/conditions.ts";
import { readDefinition, severitiesOf } from "./model/definition.ts";
import { startWatch, watchAfterAck, watchDue, watchNextAt } from "./model/watch.ts";
import { advance, dueOf, type Impact, LATE_MS, type Run, startRun } from "./model.ts";

const T0 = new Date("2026-11-21T14:00:00Z");
const at = (seconds: number) => new Date(T0.getTime() + seconds * 1000);
const levels = (...delays: number[]) =>
  delays.map((delaySeconds) => ({ delaySeconds, targets: [], conditions: [] }));
const path = { levels: levels(0, 900, 900), roundSeconds: 900, rounds: null };
const begin = (facts: { endless?: boolean; from?: number } = {}, of: typeof path = path): Run =>
  startRun(of, { endless: true, ...facts }, T0);
const people = (...ids: string[]) => ({ kind: "looked-up", people: ids }) as const;
const after = (run: Run) => (run.nextAt ? (run.nextAt.getTime() - T0.getTime()) / 1000 : null);

describe("one run of a path", () => {
  test("fires its levels at 0, 15 and 30 minutes, then begins a new round after 15", () => {
    let run = begin();
    const moves: Array<[number, number, number | null]> = [];
    for (const seconds of [0, 900, 1800, 2700]) {
      const due = dueOf(run, at(seconds));
      expect(due).not.toBeNull();
      run = advance(run, people("a"), at(seconds)).run;
      moves.push([due?.round ?? -1, due?.step ?? -1, after(run)]);
    }
    expect(moves).toEqual([
      [0, 0, 900],
      [0, 1, 1800],
      [0, 2, 2700],
      [1, 0, 3600],
    ]);
  });

  test("is never early, and says when it is late", () => {
    const run = advance(begin(), people("a"), T0).run;
    expect(dueOf(run, at(899.999))).toBeNull();
    expect(advance(run, people("b"), at(899.999))).toEqual({ run, effects: [] });
    expect(dueOf(run, at(900))).toMatchObject({ late: false });
    expect(dueOf(run, new Date(at(900).getTime() + LATE_MS + 1))).toMatchObject({ late: true });
  });

  test("a level that reaches nobody is recorded and the next is due at once", () => {
    const first = advance(begin(), people(), T0);
    expect(first.effects).toMatchObject([{ kind: "nobody", due: { step: 0 } }]);
    expect(dueOf(first.run, T0)).toMatchObject({ step: 1, fallback: false });
  });

  test("if no level reaches anybody, lead, deputy and administrators are due at once, then the next round", () => {
    let run = begin();
    for (let level = 0; level < 3; level++) run = advance(run, people(), T0).run;
    expect(dueOf(run, T0)).toMatchObject({ step: 3, fallback: true });
    run = advance(run, people("admin"), T0).run;
    expect([run.round, run.step, after(run)]).toEqual([1, 0, 900]);
  });

  test("with limited rounds it ends in silence, unless it must go on until acknowledged", () => {
    const limited = { ...path, levels: levels(0), rounds: 1 };
    const quiet = advance(begin({ endless: false }, limited as never), people("a"), T0);
    expect(quiet).toMatchObject({
      run: { nextAt: null },
      effects: [{ kind: "page" }, { kind: "exhausted" }],
    });
    expect(advance(begin({}, limited as never), people("a"), T0).run).toMatchObject({ round: 1, step: 0 });
  });

  test("ended, nothing fires any more", () => {
    const { run } = advance(begin(), { kind: "ended" }, T0);
    expect(dueOf(run, at(1e6))).toBeNull();
    expect(advance(run, people("a"), at(1e6)).effects).toEqual([]);
    expect(advance(run, { kind: "advanced" }, at(10)).run).toBe(run);
  });

  test("overdue by hours it fires one level, and the waits count from there", () => {
    const run = advance(begin(), people("a"), T0).run;
    const late = advance(run, people("b"), at(30_000));
    expect(late.effects).toHaveLength(1);
    expect(after(late.run)).toBe(30_900);
  });

  test("advanced, the next level is due now; joined, it keeps the earlier deadline", () => {
    const run = advance(begin(), people("a"), T0).run;
    expect(after(advance(run, { kind: "advanced" }, at(100)).run)).toBe(100);
    expect(after(advance(run, { kind: "joined", at: at(300) }, at(100)).run)).toBe(300);
    expect(after(advance(run, { kind: "joined", at: at(3000) }, at(100)).run)).toBe(900);
    expect(after(advance(run, { kind: "joined", at: null }, at(100)).run)).toBe(900);
  });
});

describe("the watch of what somebody has", () => {
  const figures = { levels: 3, ackTimeoutSeconds: 1800, backstopSeconds: 1800 };
  const acked = (seconds: number, level: number | null = 0, highest = 0) =>
    watchAfterAck({ ...startWatch(figures, T0), highest }, figures, level, at(seconds));

  test("silence begins again at the level that acknowledged; a word moves it", () => {
    const watch = { ...acked(60, 1, 2), backstopAt: null };
    expect(watchDue(watch, figures, at(60), at(1859)).start).toBeNull();
    expect(watchDue(watch, figures, at(60), at(1860)).start).toEqual({
      cause: "ack-timeout",
      from: 1,
      at: at(1860),
    });
    const moved = watchDue(watch, figures, at(1000), at(1860));
    expect(moved.start).toBeNull();
    expect(moved.watch.ackDueAt).toEqual(at(2800));
  });

  test("the backstop goes one level above the highest, at most to the top, once", () => {
    for (const [highest, from] of [
      [-1, 0],
      [0, 1],
      [2, 2],
    ] as const) {
      const { watch, start } = watchDue(acked(60, null, highest), figures, null, at(1800));
      expect(start).toEqual({ cause: "backstop", from, at: at(1800) });
      expect(watchNextAt(watch)).toBeNull();
    }
  });

  test("unacknowledged at its time, the backstop is spent: a path runs already", () => {
    const { watch, start } = watchDue(startWatch(figures, T0), figures, null, at(1800));
    expect([start, watch.backstopAt]).toEqual([null, null]);
  });
});

describe("conditions", () => {
  const moment = {
    now: new Date("2026-11-21T20:30:00Z"),
    severity: "P0",
    zone: "Asia/Kathmandu",
    hours: null,
    impact: {},
  } as const;

  test("of weekday and service hours are judged in their zones, half-open", () => {
    // Half past eight in the evening UTC is Sunday morning in Kathmandu.
    expect(holds({ kind: "weekday", days: [7] }, moment)).toBe(true);
    expect(holds({ kind: "weekday", days: [6] }, moment)).toBe(false);
    const hours = { zone: "Asia/Kathmandu", days: [7], from: "02:15", to: "09:00" };
    expect(holds({ kind: "service-hours", is: "inside" }, { ...moment, hours })).toBe(true);
    expect(
      holds({ kind: "service-hours", is: "outside" }, { ...moment, hours: { ...hours, from: "02:16" } }),
    ).toBe(true);
    expect(holds({ kind: "service-hours", is: "inside" }, moment)).toBe(true);
    expect(holds({ kind: "severity", in: ["P1"] }, moment)).toBe(false);
  });

  test("of the impact hold once any bound is reached; what nobody has judged reaches none (S-041)", () => {
    const wide = { kind: "impact", usersPct: 10, performancePct: 50 } as const;
    const judged = (impact: Impact) => holds(wide, { ...moment, impact });
    expect([{}, { usersPct: null }, { usersPct: 9.9 }, { tenants: 1e6 }].map(judged)).toEqual(
      Array(4).fill(false),
    );
    expect(
      [{ usersPct: 10 }, { performancePct: 50 }, { performancePct: 0, usersPct: 1 }].map(judged),
    ).toEqual(Array(3).fill(true));
    expect(judged({ performancePct: 51 })).toBe(false);
  });

  test("of the local hour are each person's own, also over midnight", () => {
    const night = { kind: "local-hour", from: "22:00", to: "06:00" } as const;
    expect(holdsFor(night, moment.now, "Asia/Kathmandu")).toBe(true);
    expect(holdsFor(night, moment.now, "UTC")).toBe(false);
    expect(holdsFor(night, new Date("2026-11-21T06:00:00Z"), "UTC")).toBe(false);
    expect(holdsFor(night, new Date("2026-11-21T05:59:59Z"), "UTC")).toBe(true);
  });
});

describe("a stored definition", () => {
  test("of the catalogue reads like one written here", () => {
    const stored = {
      appliesTo: ["P0", "P1", "P9"],
      levels: [
        { target: { kind: "duty-role", role: "on-call-dev" }, delaySeconds: 0 },
        { target: { kind: "duty-role", role: "cto" }, delaySeconds: 900 },
      ],
      backstop: { unresolvedSeconds: 1800 },
    };
    const read = readDefinition(stored);
    expect(read.levels.map((level) => level.targets)).toEqual([
      [{ kind: "schedule", id: null }],
      [{ kind: "role", id: "cto" }],
    ]);
    expect([read.backstopSeconds, severitiesOf(stored)]).toEqual([1800, ["P0", "P1"]]);
  });

  test("of any shape is read without harm", () => {
    for (const stored of [null, 7, "x", [], { levels: [null, { targets: [{ kind: "moon" }] }], rounds: -1 }])
      expect(() => readDefinition(stored)).not.toThrow();
  });
});
