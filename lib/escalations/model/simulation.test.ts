import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance, type Due, dueOf, type Run, startRun } from "../model.ts";

/*
 * Q6: whatever happens to a run in whatever order, the promises hold. `EVENKEEL_LONG=1` runs 10,000 seeds and at least
 * a million moves; the seed of each run is printed, and `EVENKEEL_SEED` repeats it.
 */
const LONG = process.env.EVENKEEL_LONG === "1";
const SEEDS = LONG ? 10_000 : 300;
const MOVES = LONG ? 140 : 60;
const FIRST = Number(process.env.EVENKEEL_SEED ?? Date.now() % 1_000_000_000);

type Advance = typeof advance;

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), seconds: fc.integer({ min: 0, max: 4000 }) }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant("tick" as const), reach: fc.integer({ min: 0, max: 2 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "advanced" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("joined" as const),
      at: fc.option(fc.integer({ min: 0, max: 20_000 }).map((seconds) => new Date(seconds * 1000))),
    }),
  },
);
const world = fc.record({
  delays: fc.array(fc.integer({ min: 0, max: 3600 }), { minLength: 1, maxLength: 6 }),
  roundSeconds: fc.integer({ min: 60, max: 3600 }),
  rounds: fc.option(fc.integer({ min: 1, max: 3 })),
  endless: fc.boolean(),
  from: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  steps: fc.array(step, { minLength: MOVES, maxLength: MOVES }),
  endAt: fc.integer({ min: 0, max: MOVES * 2 }),
});
type World = ReturnType<(typeof world)["generate"]>["value"];

interface Fired extends Due {
  at: Date;
  reach: number;
}

/** Plays one world; returns everything that fired and the run at the end. @throws at a broken promise on the way */
function play(told: World, move: Advance): { fired: Fired[]; run: Run; moves: number } {
  const path = {
    levels: told.delays.map((delaySeconds) => ({ delaySeconds, targets: [], conditions: [] })),
    roundSeconds: told.roundSeconds,
    rounds: told.rounds,
  };
  let now = new Date(0);
  let run = startRun(
    path,
    { endless: told.endless, ...(told.from === undefined ? {} : { from: told.from }) },
    now,
  );
  const fired: Fired[] = [];
  let moves = 0;
  const look = (reach: number) => {
    // As the engine does: level after level while one is due, which must come to an end.
    for (let pass = 0; dueOf(run, now); pass++) {
      if (pass > path.levels.length + 2) throw new Error("One look never ends.");
      const people = Array.from({ length: reach }, (_, index) => `p${index}`);
      const result = move(run, { kind: "looked-up", people }, now);
      moves += 1;
      for (const effect of result.effects)
        if (effect.kind !== "exhausted") fired.push({ ...effect.due, at: now, reach });
      if (result.run === run) throw new Error("A due level moved nothing.");
      run = result.run;
    }
    if (!run.ended && told.endless && run.nextAt === null) throw new Error("An urgent run fell silent.");
  };
  for (const [index, one] of told.steps.entries()) {
    moves += 1;
    if (index === told.endAt) run = move(run, { kind: "ended" }, now).run;
    if (one.kind === "wait") now = new Date(now.getTime() + one.seconds * 1000);
    else if (one.kind === "tick") look(one.reach);
    else run = move(run, one, now).run;
    if (run.ended && index > told.endAt && fired.some((level) => level.at > now))
      throw new Error("Fired after the end.");
  }
  return { fired, run, moves };
}

function judge({ fired, run }: ReturnType<typeof play>, told: World): void {
  const keys = fired.map((one) => `${one.round}.${one.step}`);
  expect(new Set(keys).size, "each level once a round").toBe(keys.length);
  expect(
    fired.every((one) => one.at >= one.plannedAt),
    "none before its time",
  ).toBe(true);
  for (const [index, one] of fired.entries()) {
    const before = fired[index - 1];
    if (!before) continue;
    const forward = one.round > before.round || (one.round === before.round && one.step > before.step);
    expect(forward, "forward only").toBe(true);
    if (before.reach === 0 && before.round === one.round)
      expect(one.step, "no level is left out").toBe(before.step + 1);
    if (one.fallback) {
      const round = fired.filter((other) => other.round === one.round && !other.fallback);
      expect(
        round.every((other) => other.reach === 0),
        "the last resort only when nobody was reached",
      ).toBe(true);
    }
  }
  if (told.endAt < told.steps.length) expect(run.ended && run.nextAt === null, "ended for good").toBe(true);
  if (!told.endless && told.rounds !== null)
    expect(Math.max(-1, ...fired.map((one) => one.round)), "no more rounds than agreed").toBeLessThan(
      told.rounds,
    );
}

/** Plays many worlds of one seed each. @returns the moves made */
function simulate(move: Advance, seeds: number): number {
  let moves = 0;
  for (let seed = FIRST; seed < FIRST + seeds; seed++)
    fc.assert(
      fc.property(world, (told) => {
        const played = play(told, move);
        moves += played.moves;
        judge(played, told);
      }),
      { seed, numRuns: 1 },
    );
  return moves;
}

describe("simulation of the model (Q6)", () => {
  test("every promise holds over every seed", { timeout: 600_000 }, () => {
    const moves = simulate(advance, SEEDS);
    console.info(`simulation: ${moves} moves over ${SEEDS} seeds from ${FIRST}, all promises held`);
    expect(moves).toBeGreaterThan(LONG ? 1_000_000 : SEEDS * MOVES - 1);
  });

  test("a model without one of its guards is caught", () => {
    const stuck: Advance = (run, event, now) => {
      const result = advance(run, event, now);
      return event.kind === "looked-up"
        ? { ...result, run: { ...result.run, step: run.step, nextAt: now } }
        : result;
    };
    const immortal: Advance = (run, event, now) =>
      event.kind === "ended" ? { run, effects: [] } : advance(run, event, now);
    const silent: Advance = (run, event, now) => {
      const result = advance(run, event, now);
      return result.run.round > 0 ? { ...result, run: { ...result.run, nextAt: null } } : result;
    };
    for (const broken of [stuck, immortal, silent]) expect(() => simulate(broken, 200)).toThrow();
  });
});
