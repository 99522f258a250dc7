/** Kinds of the catalogue about security: detections, the audit log, environment variables, secrets. */
import { z } from "zod";
import {
  assumed,
  cadence,
  comparator,
  flag,
  key,
  number,
  profile,
  rows,
  text,
  texts,
  tier,
} from "./catalogue-parts.ts";

const detectionCondition = z.strictObject({
  event: text,
  where: z.strictObject({ allowed: flag }).optional(),
  comparator: comparator.optional(),
  value: number.optional(),
  per: key.optional(),
  windowMinutes: number.optional(),
  assumed: assumed.optional(),
});

export const securityKinds = {
  securityDetections: z.array(
    z.strictObject({
      key,
      title: text,
      condition: detectionCondition,
      action: text,
      severity: tier,
      output: texts.optional(),
      order: key.optional(),
      profile: profile.optional(),
      assumed: assumed.optional(),
      rows,
    }),
  ),
  auditLog: z.strictObject({
    events: texts,
    fields: texts,
    backedUp: flag,
    rows,
    neverLog: texts,
    toleratedInGuide: texts,
    advice: texts,
    loggingRows: rows,
  }),
  environmentVariables: z.strictObject({
    profile,
    rows,
    rule: text,
    backend: z.array(
      z.strictObject({
        name: key,
        need: key,
        secret: flag.optional(),
        rule: text.optional(),
        example: text.optional(),
      }),
    ),
    frontend: z.array(z.strictObject({ name: key, need: key, rule: text.optional() })),
    authLibrary: z.array(z.strictObject({ name: key, need: key, secret: flag.optional(), profile, rows })),
    secretRules: z.array(z.strictObject({ key, text, command: text.optional() })),
  }),
  secretRotation: z.array(
    z.strictObject({
      key,
      cadence,
      profile: profile.optional(),
      note: text.optional(),
      warning: text.optional(),
      rows,
    }),
  ),
};
