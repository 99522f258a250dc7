import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plansNear, shiftOf, utc } from "#lib/testing/oncall-plans.ts";
import type { PlannedShift } from "../model.ts";
import { differences, type KeptShift } from "./differences.ts";
import { layOut } from "./layout.ts";

const kept = (id: string, shift: PlannedShift): KeptShift => ({ id, ...shift });
const NOW = utc("2026-06-01T12:00");

/** Does as told, in the order that is promised, and throws where two shifts would overlap on the way. */
function apply(rows: readonly KeptShift[], todo: ReturnType<typeof differences>): KeptShift[] {
  let table = rows.filter((row) => !todo.remove.includes(row.id));
  const put = (row: KeptShift) => {
    if (row.to <= row.from) throw new Error(`${row.id} has no length`);
    const others = table.filter((one) => one.id !== row.id);
    if (others.some((one) => one.from < row.to && row.from < one.to)) throw new Error(`${row.id} overlaps`);
    table = [...others, row];
  };
  for (const change of todo.change) {
    const row = table.find((one) => one.id === change.id);
    if (row) put({ ...row, to: change.to });
  }
  for (const [index, shift] of todo.make.entries()) put(kept(`new ${index}`, shift));
  return table.sort((a, b) => a.from.getTime() - b.from.getTime());
}

describe("what relaying does", () => {
  const running = shiftOf("ann", "2026-06-01T08:00", "2026-06-01T20:00");
  const next = shiftOf("ben", "2026-06-01T20:00", "2026-06-02T08:00");
  const rows = [
    kept("past", shiftOf("eve", "2026-05-31", "2026-06-01T08:00")),
    kept("a", running),
    kept("b", next),
  ];
  const from = (shift: PlannedShift, at: Date) => ({ ...shift, from: at });

  test("nothing, when nothing changed; the past is left alone", () => {
    expect(differences(rows, [from(running, NOW), next], NOW)).toEqual({
      remove: [],
      change: [],
      make: [],
      stay: ["a", "b"],
    });
    const rewritten = shiftOf("cem", "2026-05-31", "2026-06-01T08:00");
    expect(differences(rows, [rewritten, running, next], NOW).stay).toEqual(["a", "b"]);
  });

  test("a running shift of another person ends now", () => {
    const taken = shiftOf("cem", "2026-06-01T12:00", "2026-06-01T20:00", { source: "cover", origin: "o1" });
    expect(differences(rows, [taken, next], NOW)).toEqual({
      remove: [],
      change: [{ id: "a", to: NOW }],
      make: [taken],
      stay: ["b"],
    });
  });

  test("a running shift of the same person is cut, or goes on, under its id", () => {
    const covered = shiftOf("cem", "2026-06-01T14:00", "2026-06-01T16:00", { source: "cover", origin: "o1" });
    const rest = shiftOf("ann", "2026-06-01T16:00", "2026-06-01T20:00");
    const cut = differences(rows, [{ ...running, from: NOW, to: covered.from }, covered, rest, next], NOW);
    expect(cut).toEqual({
      remove: [],
      change: [{ id: "a", to: covered.from }],
      make: [covered, rest],
      stay: ["b"],
    });
    const longer = { ...running, to: utc("2026-06-02") };
    const later = { ...next, from: longer.to };
    expect(differences(rows, [longer, later], NOW)).toEqual({
      remove: ["b"],
      change: [{ id: "a", to: longer.to }],
      make: [later],
      stay: [],
    });
  });

  test("the same person for another reason is another shift", () => {
    const own = { ...running, from: NOW, source: "override" as const, origin: "o1" };
    expect(differences(rows, [own, next], NOW).change).toEqual([{ id: "a", to: NOW }]);
    expect(differences(rows, [running, { ...next, origin: "Second" }], NOW)).toMatchObject({
      remove: ["b"],
      stay: ["a"],
    });
  });

  test("a shift that begins just now has not run: it goes, and leaves none without length", () => {
    const other = { ...running, userId: "cem", from: NOW };
    const todo = differences([kept("a", { ...running, from: NOW })], [other], NOW);
    expect(todo).toEqual({ remove: ["a"], change: [], make: [other], stay: [] });
  });

  test("a later one that only ends otherwise keeps its id; shorter ones come first", () => {
    const last = shiftOf("cem", "2026-06-02T08:00", "2026-06-02T10:00");
    const todo = differences(
      [...rows, kept("c", last)],
      [
        { ...running, to: utc("2026-06-01T22:00") },
        { ...next, from: utc("2026-06-01T22:00") },
        { ...last, to: utc("2026-06-02T09:00") },
      ],
      NOW,
    );
    expect(todo.change).toEqual([
      { id: "c", to: utc("2026-06-02T09:00") },
      { id: "a", to: utc("2026-06-01T22:00") },
    ]);
    expect(todo.remove).toEqual(["b"]);
  });

  test("any plan after any other: the rows become the plan without overlap on the way, and what was stays", () => {
    const at = utc("2026-03-20");
    const to = utc("2026-04-10");
    let changed = 0;
    const hours = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(plansNear(at, 20), plansNear(at, 20), fc.boolean(), hours, (before, after, same, hour) => {
        const now = new Date(at.getTime() + hour * 3_600_000);
        const old = layOut(before, at, to).map((shift, index) => kept(`old ${index}`, shift));
        const edited = same ? { ...before, overrides: after.overrides } : after;
        const planned = layOut(edited, now, to);
        const todo = differences(old, planned, now);
        changed += todo.change.length;
        const table = apply(old, todo);
        const past = (list: readonly KeptShift[]) =>
          list
            .filter((one) => one.from < now)
            .map(({ id, from, to: end, userId }) => [id, from, end < now ? end : now, userId]);
        expect(past(table)).toEqual(past(old));
        const word = (one: PlannedShift | KeptShift) => `${one.to.toISOString()} ${one.userId} ${one.source}`;
        expect(table.filter((one) => one.to > now).map(word)).toEqual(planned.map(word));
        expect(differences(table, planned, now)).toMatchObject({ remove: [], change: [], make: [] });
      }),
      { numRuns: 500 },
    );
    expect(changed).toBeGreaterThan(100);
  });

  test("in another order two shifts would overlap on the way", () => {
    const first = kept("a", shiftOf("ann", "2026-06-02", "2026-06-03"));
    const longer = { remove: [], change: [{ id: "a", to: utc("2026-06-05") }], make: [], stay: [] };
    expect(() => apply([first, kept("b", shiftOf("ben", "2026-06-03", "2026-06-06"))], longer)).toThrow(
      "overlaps",
    );
  });
});
