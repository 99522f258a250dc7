/** Kinds of the catalogue about what is watched: alerts, their tiers and rules, log signals, endpoints, digests. */
import { z } from "zod";
import {
  aggregation,
  assumed,
  comparator,
  flag,
  key,
  number,
  profile,
  rows,
  rrule,
  severity,
  text,
  texts,
  tier,
  time,
} from "./catalogue-parts.ts";

const alertCadence = z.enum(["immediate", "daily-summary", "weekly-report"]);

const alertCondition = z.strictObject({
  type: z.enum(["threshold", "event", "trend", "report"]),
  metric: key.optional(),
  aggregation: aggregation.optional(),
  comparator: comparator.optional(),
  /** Null: the team has to say the figure (G-12). */
  value: number.nullable().optional(),
  min: number.optional(),
  max: number.optional(),
  unit: key.optional(),
  windowMinutes: number.optional(),
  forMinutes: number.optional(),
  event: text.optional(),
  direction: z.literal("rising").optional(),
  targets: texts.optional(),
  assumed: assumed.optional(),
  note: text.optional(),
});

export const alertKinds = {
  alertTiers: z.array(
    z.strictObject({
      key: tier,
      order: number,
      notify: key,
      responseMinutes: number.nullable(),
      digest: key,
      page: flag,
      suggestedSeverity: severity,
      assumed,
      note: text.optional(),
    }),
  ),
  alertTierModels: z.array(
    z.strictObject({
      profile,
      rows,
      tiers: z.array(
        z.strictObject({
          label: text,
          mapsTo: tier,
          cadence: alertCadence.optional(),
          responseMinutes: number.optional(),
        }),
      ),
      assumed: assumed.optional(),
    }),
  ),
  alertRules: z.array(
    z.strictObject({
      key,
      title: text,
      profile: profile.optional(),
      tier,
      condition: alertCondition,
      action: text,
      ownerRole: key,
      responseMinutes: number.nullable(),
      cadence: alertCadence,
      procedure: key.optional(),
      runbook: key.optional(),
      suggestedSeverity: severity.optional(),
      source: key.optional(),
      assumed: assumed.optional(),
      note: text.optional(),
      rows,
    }),
  ),
  alertMaintenance: z.strictObject({
    review: z.strictObject({ rrule, time, what: text, rows }),
    afterBackendRelease: z.strictObject({ what: text, rows }),
  }),
  logSignals: z.array(
    z.strictObject({
      layer: key,
      pattern: text,
      meaning: text,
      runbook: key.optional(),
      repeated: flag.optional(),
      mayBeNa: flag.optional(),
      rows,
    }),
  ),
  watchedEndpoints: z.strictObject({
    profile,
    rows,
    critical: z.array(z.strictObject({ method: key, path: text, does: text, risk: texts, monitor: texts })),
    medium: z.array(z.strictObject({ method: key, path: text, does: text })),
  }),
  monitoringMatrix: z.strictObject({
    profile,
    rows,
    entries: z.array(z.strictObject({ category: text, metrics: texts, tools: texts, frequency: text })),
  }),
  digests: z.strictObject({
    rows,
    schedules: z.array(
      z.strictObject({
        key,
        tiers: z.array(tier),
        send: key.optional(),
        rrule: rrule.optional(),
        time: time.optional(),
        assumed: assumed.optional(),
        contents: texts.optional(),
      }),
    ),
    check: text,
    announcements: texts,
  }),
};
