import { z } from "zod";
import { id, optionalText, text } from "#lib/platform/input.ts";
import { COMPARATORS, ITEM_TYPES } from "../model.ts";
import { figure, key } from "../schema.ts";

export const MeasureInput = z.strictObject({
  metric: text(80, "The metric").optional(),
  unit: optionalText(40, "The unit"),
  comparator: z.enum(COMPARATORS, "Choose how the reading is compared.").optional(),
  target: z
    .union([figure, text(40, "The target")], "The target is a number, or a word for a trend.")
    .optional(),
  min: figure.optional(),
  max: figure.optional(),
  warn: figure.optional(),
  critical: figure.optional(),
  aggregation: text(20, "The aggregation").optional(),
  kpiKey: text(80, "The KPI").optional(),
});

const itemFields = {
  key,
  text: text(300, "The item's text"),
  type: z.enum(ITEM_TYPES, "There is no such kind of item.").optional(),
  required: z.boolean().optional(),
  service: text(80, "The service").optional(),
  badWhen: z.enum(["yes", "no"], "Choose yes or no.").optional(),
  options: z.array(text(80, "An answer")).min(2, "Give two answers or more.").max(20).optional(),
  command: text(500, "The command").optional(),
  mayBeNa: z.boolean().optional(),
  opens: text(60, "What it opens").optional(),
  requires: text(60, "What it requires").optional(),
  prefill: text(60, "The prefill").optional(),
  measure: MeasureInput.optional(),
};
const LeafItem = z.strictObject(itemFields);
const MiddleItem = z.strictObject({ ...itemFields, items: z.array(LeafItem).max(60).optional() });
export const ItemInput = z.strictObject({ ...itemFields, items: z.array(MiddleItem).max(60).optional() });

export const SectionInput = z.strictObject({
  title: text(120, "The section's title"),
  key: key.optional(),
  dueMinutes: z.int("Whole minutes.").min(1).max(525_600).optional(),
  ordered: z.boolean().optional(),
  items: z.array(ItemInput).max(100, "A section holds at most 100 items.").default([]),
});

export const EscalateRuleInput = z.union(
  [
    z.strictObject({
      metric: text(80, "The metric"),
      comparator: z.enum(["lt", "lte", "gt", "gte", "eq", "between"], "Choose how it is compared."),
      value: figure.optional(),
      min: figure.optional(),
      max: figure.optional(),
      unit: optionalText(40, "The unit").optional(),
    }),
    z.strictObject({ event: text(80, "The event") }),
  ],
  "A rule names a metric with a comparator and a value, or an event.",
);

export const AssignInput = z.strictObject({
  kind: z.enum(["person", "team", "pager"], "Choose a person, the team or whoever holds the pager."),
  id: id.optional(),
});

export const minutes = z.int("Whole minutes.").min(1, "At least one minute.").max(527_040, "At most a year.");
export const Estimate = z.union(
  [minutes, z.strictObject({ min: minutes, max: minutes })],
  "Give minutes, or from and to.",
);
