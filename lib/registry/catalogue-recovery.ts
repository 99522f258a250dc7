/** Kinds of the catalogue about recovery: scheduled jobs, backups, restoring, drills. */
import { z } from "zod";
import {
  assumed,
  cadence,
  flag,
  key,
  number,
  profile,
  rows,
  rrule,
  text,
  texts,
  time,
} from "./catalogue-parts.ts";

const objective = z.strictObject({ scope: text, minutes: number });
const verification = z.strictObject({
  kind: key,
  rrule,
  time: time.optional(),
  assumed: assumed.optional(),
});
const retention = z.strictObject({ tier: key.optional(), keep: number, unit: key });

export const recoveryKinds = {
  scheduledJobs: z.array(
    z.strictObject({
      key,
      title: text,
      cadence,
      profile,
      onFailure: key.optional(),
      archiveAfterDays: number.optional(),
      keepDays: number.optional(),
      rows,
    }),
  ),
  backupPolicies: z.array(
    z.strictObject({
      key,
      title: text,
      profile,
      rows,
      targets: z.array(
        z.strictObject({
          what: text,
          method: text.optional(),
          schedule: cadence.optional(),
          retention: z.array(retention).optional(),
          location: text.optional(),
          verification: verification.optional(),
          encrypted: flag.optional(),
          assumed: assumed.optional(),
        }),
      ),
      retention: z.array(retention).optional(),
      rto: z.array(objective).optional(),
      rpo: z.array(objective).optional(),
      verification: z.array(verification).optional(),
      onFailure: z.strictObject({ alert: key, action: text, ownerRole: key }).optional(),
      warnings: texts.optional(),
      note: text.optional(),
    }),
  ),
  recoveryProcedures: z.array(
    z.strictObject({
      key,
      title: text,
      profile,
      rtoMinutes: number.optional(),
      rpoMinutes: number.optional(),
      uses: key.optional(),
      rows,
      steps: z
        .array(
          z.strictObject({
            order: number,
            text,
            command: text.optional(),
            records: key.optional(),
            uses: key.optional(),
          }),
        )
        .optional(),
    }),
  ),
  drillTypes: z.array(z.strictObject({ key, frequency: key, profile, rows })),
};
