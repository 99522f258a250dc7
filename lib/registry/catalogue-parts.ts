/** Shapes that several kinds of the catalogue share. All objects are strict: a field nobody reads fails loudly. */
import { z } from "zod";
import { COMPARATORS, DIRECTIONS, ITEM_TYPES } from "#lib/checklists/model.ts";
import { SEVERITIES } from "#lib/incidents/model.ts";
import { AGGREGATIONS } from "#lib/kpis/model.ts";

export const text = z.string().min(1);
export const texts = z.array(text);
export const number = z.number();
export const flag = z.boolean();
/** How entries name one another: "payments-saas", "uptime_pct", "P0". */
export const key = z.string().regex(/^[A-Za-z0-9]+([_-][A-Za-z0-9]+)*$/);
/** Requirements an entry answers; each stands in docs/COVERAGE.md in a sentence. */
export const rows = z.array(z.string().regex(/^[SCG]-\d{2,3}$/)).min(1);
/** True, or the names of the fields that no guide gives and we chose. */
export const assumed = z.union([z.literal(true), texts]);
export const profile = key;
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const rrule = z.string().regex(/^FREQ=[A-Z]+(;[A-Z]+=[A-Z0-9,+-]+)*$/);
export const severity = z.enum(SEVERITIES);
/** How pressing an alert or a finding is; what follows from each tier stands in the catalogue. */
export const tier = z.enum(["critical", "high", "medium", "info"]);
export const comparator = z.enum(COMPARATORS);
export const direction = z.enum(DIRECTIONS);
export const aggregation = z.enum(AGGREGATIONS);
export const range = z.strictObject({ min: number, max: number });

/** When something comes round: a rule with a local time, or a trigger. */
export const cadence = z.strictObject({
  rrule: rrule.optional(),
  time: time.optional(),
  /** "team": the team's own zone. */
  zone: z.literal("team").optional(),
  trigger: key.optional(),
  assumed: assumed.optional(),
  note: text.optional(),
});

export const estimate = z.strictObject({
  min: number,
  max: number,
  assumed: assumed.optional(),
  note: text.optional(),
});

export const measure = z.strictObject({
  metric: key.optional(),
  aggregation: aggregation.optional(),
  unit: key,
  comparator: comparator.optional(),
  target: z.union([number, key]).optional(),
  min: number.optional(),
  max: number.optional(),
  warn: number.optional(),
  critical: number.optional(),
});

const itemFields = {
  key,
  text,
  type: z.enum(ITEM_TYPES).optional(),
  badWhen: z.enum(["yes", "no"]).optional(),
  measure: measure.optional(),
  service: key.optional(),
  prefill: key.optional(),
  opens: key.optional(),
  requires: key.optional(),
  command: text.optional(),
  mayBeNa: flag.optional(),
};

export const plainItem = z.strictObject(itemFields);
/** An item; one with items of its own is a group. */
export const item = z.strictObject({ ...itemFields, items: z.array(plainItem).optional() });

export const section = z.strictObject({
  key,
  title: text,
  ordered: flag.optional(),
  mayBeNa: flag.optional(),
  dueMinutes: number.optional(),
  items: z.array(item).min(1),
});

/** Something of which a number may become true. */
export const metricRule = z.strictObject({
  metric: key,
  comparator,
  value: number,
  unit: key,
  assumed: assumed.optional(),
});

export const orderedStep = z.strictObject({
  order: number,
  key,
  text,
  timerMinutes: number.optional(),
  snapshot: key.optional(),
  records: key.optional(),
  opens: key.optional(),
});
