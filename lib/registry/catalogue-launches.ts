/** The watch over the first days after a launch, as the catalogue has it: phases, metrics, messages, the way out. */
import { z } from "zod";
import { flag, item, key, measure, number, profile, rows, section, text, texts } from "./catalogue-parts.ts";

const criterion = z.strictObject({ key, text, measure: measure.optional() });

export const launchWatch = z.strictObject({
  key,
  title: text,
  hours: number,
  profile,
  rows,
  phases: z.array(
    z.strictObject({
      key,
      title: text,
      fromHour: number,
      toHour: number,
      metricSet: key,
      standingOrders: texts.optional(),
      sections: z.array(section).min(1),
    }),
  ),
  metricSets: z.record(
    key,
    z.strictObject({
      hours: text,
      extends: key.optional(),
      focus: text.optional(),
      rows,
      groups: z.array(z.strictObject({ title: text, items: z.array(item) })),
    }),
  ),
  communicationPlan: z.strictObject({
    rows,
    messages: z.array(
      z.strictObject({
        fromHour: number,
        toHour: number,
        audience: key,
        topic: text,
        mayBeNa: flag.optional(),
      }),
    ),
  }),
  exitCriteria: z.strictObject({
    rows,
    verdicts: z.array(
      z.strictObject({
        key,
        label: text,
        allOf: z.array(criterion).optional(),
        anyOf: z.array(criterion).optional(),
        // biome-ignore lint/suspicious/noThenProperty: what follows from the verdict, as the file says it
        then: z.array(key).optional(),
        rows: rows.optional(),
      }),
    ),
    after: text,
  }),
});
