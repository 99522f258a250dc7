import type { ChecklistDefinition, ChecklistItem, Measure } from "../model.ts";

/** A fault of a definition, at the field that holds it: `sections.0.items.2.measure.target`. */
export interface DefinitionProblem {
  path: string;
  message: string;
}

function measureProblem(measure: Measure): { field: string; message: string } | null {
  const { comparator, target, min, max } = measure;
  if (comparator === "between") {
    if (min === undefined || max === undefined)
      return { field: "min", message: "Give both ends of the range." };
    return min <= max ? null : { field: "max", message: "The upper end comes after the lower one." };
  }
  if (comparator !== undefined && comparator !== "trend" && typeof target !== "number") {
    return { field: "target", message: "Give the target as a number." };
  }
  if (comparator !== "trend" && typeof target === "string") {
    return { field: "target", message: "A target in words goes with a trend." };
  }
  return null;
}

function itemProblem(item: ChecklistItem): { field: string; message: string } | null {
  if (item.type === "choice" && (item.options?.length ?? 0) < 2) {
    return { field: "options", message: "Give two answers or more to choose from." };
  }
  if (!item.measure) return null;
  const problem = measureProblem(item.measure);
  return problem && { field: `measure.${problem.field}`, message: problem.message };
}

/** What zod's shapes cannot say of a definition; empty when it can be run. */
export function definitionProblems(
  definition: Pick<ChecklistDefinition, "sections" | "escalateIf" | "estimateMinutes">,
): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const seen = new Set<string>();
  const walk = (items: readonly ChecklistItem[], path: string) => {
    items.forEach((item, index) => {
      const at = `${path}.${index}`;
      if (seen.has(item.key))
        problems.push({ path: `${at}.key`, message: "Another item has this key already." });
      seen.add(item.key);
      const problem = itemProblem(item);
      if (problem) problems.push({ path: `${at}.${problem.field}`, message: problem.message });
      if (item.items) walk(item.items, `${at}.items`);
    });
  };
  definition.sections.forEach((section, index) => {
    walk(section.items, `sections.${index}.items`);
  });
  (definition.escalateIf ?? []).forEach((rule, index) => {
    if (!("metric" in rule)) return;
    const { comparator, value, min, max } = rule;
    const bare = comparator === "between" ? min === undefined || max === undefined : value === undefined;
    if (bare)
      problems.push({
        path: `escalateIf.${index}.value`,
        message: "Give the figure the rule compares with.",
      });
  });
  const estimate = definition.estimateMinutes;
  if (estimate && estimate.min > estimate.max) {
    problems.push({ path: "estimateMinutes", message: "The longer estimate comes second." });
  }
  return problems;
}
