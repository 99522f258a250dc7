import { describe, expect, test } from "vitest";
import { layerOf, threeLayers } from "#lib/testing/oncall-plans.ts";
import type { Layer, Rules } from "../model.ts";
import { MOST, rulesProblems } from "./problems.ts";

const rules = (...layers: Layer[]): Rules => ({ zone: "Europe/Berlin", layers });
const paths = (given: Rules) => rulesProblems(given).map((one) => one.path);
const many = <T>(count: number, one: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => one(index));
const night = { days: [1], from: "22:00", to: "06:00" };

describe("what is wrong with rules", () => {
  test("nothing, when they can be laid out; also at the most that they may hold", () => {
    expect(rulesProblems(rules(...threeLayers()))).toEqual([]);
    const fullest = many(MOST.layers, (index) =>
      layerOf({
        name: `Layer ${index}`,
        members: many(MOST.members, () => "ann"),
        every: { unit: "week", count: MOST.count },
        zone: "Pacific/Apia",
        restrictions: many(MOST.restrictions, () => ({ ...night, to: "24:00" })),
      }),
    );
    expect(rulesProblems(rules(...fullest))).toEqual([]);
    expect(paths(rules(layerOf(), layerOf({ name: "Later", members: [] })))).toEqual([]);
  });

  test.each<[string, Rules, string]>([
    ["no such zone", { ...rules(layerOf()), zone: "Mars/Olympus" }, "zone"],
    ["an offset for a zone", { ...rules(layerOf()), zone: "+02:00" }, "zone"],
    ["no layer", rules(), "layers"],
    ["too many layers", rules(...many(21, (index) => layerOf({ name: `L${index}` }))), "layers"],
    [
      "nobody at all",
      rules(layerOf({ members: [] }), layerOf({ name: "B", members: [] })),
      "layers.0.members",
    ],
    ["too many members", rules(layerOf({ members: many(101, () => "ann") })), "layers.0.members"],
    ["no name", rules(layerOf({ name: "  " })), "layers.0.name"],
    ["a name twice", rules(layerOf(), layerOf({ name: "First " })), "layers.1.name"],
    ["no turn", rules(layerOf({ every: { unit: "day", count: 0 } })), "layers.0.every.count"],
    ["half a turn", rules(layerOf({ every: { unit: "day", count: 1.5 } })), "layers.0.every.count"],
    ["too long a turn", rules(layerOf({ every: { unit: "day", count: 1001 } })), "layers.0.every.count"],
    ["another unit", rules(layerOf({ every: { unit: "month" as "week", count: 1 } })), "layers.0.every.unit"],
    ["no date", rules(layerOf({ start: "2026-02-30T09:00" })), "layers.0.start"],
    ["an instant for a wall time", rules(layerOf({ start: "2026-02-03T09:00Z" })), "layers.0.start"],
    ["a year out of reach", rules(layerOf({ start: "0026-02-03T09:00" })), "layers.0.start"],
    ["a layer's zone", rules(layerOf({ zone: "Here" })), "layers.0.zone"],
    [
      "too many restrictions",
      rules(layerOf({ restrictions: many(51, () => night) })),
      "layers.0.restrictions",
    ],
    [
      "no weekday",
      rules(layerOf({ restrictions: [{ ...night, days: [] }] })),
      "layers.0.restrictions.0.days",
    ],
    [
      "an eighth day",
      rules(layerOf({ restrictions: [night, { ...night, days: [8] }] })),
      "layers.0.restrictions.1.days",
    ],
    [
      "a day twice",
      rules(layerOf({ restrictions: [{ ...night, days: [2, 2] }] })),
      "layers.0.restrictions.0.days",
    ],
    [
      "no beginning",
      rules(layerOf({ restrictions: [{ ...night, from: "24:00" }] })),
      "layers.0.restrictions.0.from",
    ],
    ["no end", rules(layerOf({ restrictions: [{ ...night, to: "25:00" }] })), "layers.0.restrictions.0.to"],
  ])("%s", (_, given, path) => {
    expect(paths(given)).toEqual([path]);
    expect(rulesProblems(given)[0]?.message).toMatch(/^[A-Z].*\.$/);
  });

  test("says all of it at once", () => {
    expect(paths({ zone: "", layers: [layerOf({ name: "", start: "", members: [] })] })).toEqual([
      "zone",
      "layers.0.members",
      "layers.0.name",
      "layers.0.start",
    ]);
  });
});
