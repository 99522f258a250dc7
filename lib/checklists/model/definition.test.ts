import { describe, expect, it } from "vitest";
import type { ChecklistItem, Measure } from "../model.ts";
import { definitionProblems } from "./definition.ts";

const item = (key: string, more: Partial<ChecklistItem> = {}): ChecklistItem => ({
  key,
  text: "Item",
  ...more,
});
const problems = (...items: ChecklistItem[]) =>
  definitionProblems({ sections: [{ title: "One", items }] }).map((one) => one.path);
const measured = (measure: Partial<Measure>) =>
  item("a", { type: "number", measure: { unit: "ms", ...measure } });

describe("a definition", () => {
  it("has every key once, nested ones too", () => {
    expect(problems(item("a"), item("b", { items: [item("a"), item("c")] }))).toEqual([
      "sections.0.items.1.items.0.key",
    ]);
  });

  it.each([
    [{ comparator: "lt" as const }, ["sections.0.items.0.measure.target"]],
    [{ comparator: "lt" as const, target: 0 }, []],
    [{ comparator: "between" as const, min: 1 }, ["sections.0.items.0.measure.min"]],
    [{ comparator: "between" as const, min: 2, max: 1 }, ["sections.0.items.0.measure.max"]],
    [{ comparator: "between" as const, min: 1, max: 1 }, []],
    [{ comparator: "trend" as const, target: "stable" }, []],
    [{ comparator: "gt" as const, target: "stable" }, ["sections.0.items.0.measure.target"]],
    [{ target: "stable" }, ["sections.0.items.0.measure.target"]],
    [{}, []],
  ])("with %j has problems at %j", (measure, paths) => {
    expect(problems(measured(measure))).toEqual(paths);
  });

  it("names rules without a figure, and an estimate the wrong way round", () => {
    const definition = {
      sections: [],
      escalateIf: [
        { metric: "a", comparator: "gt" as const },
        { metric: "a", comparator: "between" as const, min: 1, max: 2 },
        { event: "any service down" },
      ],
      estimateMinutes: { min: 20, max: 15 },
    };
    expect(definitionProblems(definition).map((one) => one.path)).toEqual([
      "escalateIf.0.value",
      "estimateMinutes",
    ]);
  });
});
