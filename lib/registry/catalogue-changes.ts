/** Kinds of the catalogue about changes: when and how they are made, hotfixes, deployments, the way back. */
import { z } from "zod";
import {
  assumed,
  flag,
  key,
  number,
  orderedStep,
  profile,
  range,
  rows,
  rrule,
  section,
  text,
  texts,
  time,
} from "./catalogue-parts.ts";

const exceptable = z.strictObject({ key, text, exception: text.optional() });

export const changeKinds = {
  changePolicies: z.strictObject({
    principles: z.strictObject({ rows, items: z.array(z.strictObject({ prefer: text, over: text })) }),
    eventFreeze: z.strictObject({
      key,
      title: text,
      profile,
      rule: text,
      reasons: texts,
      allowed: texts,
      rows,
    }),
    safeWindows: z.strictObject({
      profile,
      rows,
      windows: z.array(
        z.strictObject({
          key,
          title: text,
          rrule: rrule.optional(),
          from: time.optional(),
          to: time.optional(),
          zone: z.literal("team").optional(),
          announce: key.optional(),
          leadHours: number.optional(),
          assumed: assumed.optional(),
        }),
      ),
    }),
    neverDeploy: z.strictObject({ profile, rows, items: z.array(exceptable) }),
    launchFreeze: z.strictObject({
      key,
      title: text,
      profile,
      rows,
      phases: z.array(
        z.strictObject({
          fromHour: number,
          toHour: number.nullable(),
          allowed: texts,
          blocked: text.optional(),
          note: text.optional(),
        }),
      ),
    }),
    doNotTouch: z.strictObject({
      windowHours: number,
      profile,
      unless: key,
      rows,
      areas: z.array(exceptable),
    }),
    emergencyGrounds: z.array(z.strictObject({ key, text, rows, profile: profile.optional() })),
    overlapWarnings: z.array(z.strictObject({ a: key, b: key, at: text })),
  }),
  changeClasses: z.strictObject({
    rows,
    classes: z.array(
      z.strictObject({
        key,
        text,
        safety: z.enum(["safe", "caution", "planned"]),
        downtimeSeconds: number.optional(),
        restart: flag.optional(),
        except: z.array(key).optional(),
        migration: flag.optional(),
        note: text.optional(),
      }),
    ),
  }),
  hotfixPolicy: z.strictObject({
    profile,
    monitorMinutes: number,
    allowedWithinHours: number,
    blockedHours: z.strictObject({ from: number, to: number, note: text, assumed }),
    rows,
    safeTypes: z.array(z.strictObject({ key, text })),
    steps: z.array(orderedStep),
    stagingWaiver: z.strictObject({ allowed: flag, reasonRequired: flag, assumed }),
  }),
  emergencyChange: z.array(
    z.strictObject({ key, title: text, profile, groundRequired: flag, rows, steps: z.array(orderedStep) }),
  ),
  deploymentChecklists: z.array(
    z.strictObject({
      key,
      title: text,
      trigger: key,
      profile: profile.optional(),
      note: text.optional(),
      rows,
      sections: z.array(section).min(1),
    }),
  ),
  rollback: z.strictObject({
    decisionTree: z.strictObject({
      rows,
      start: key,
      nodes: z.array(
        z.strictObject({
          key,
          ask: text.optional(),
          yes: key.optional(),
          no: key.optional(),
          options: z.record(key, key).optional(),
          do: text.optional(),
          next: key.optional(),
          end: flag.optional(),
          warning: text.optional(),
        }),
      ),
    }),
    procedures: z.array(
      z.strictObject({
        key,
        title: text,
        downtimeMinutes: range,
        dataSafety: z.enum(["safe", "caution", "irreversible"]),
        methods: texts,
        note: text.optional(),
        when: texts.optional(),
        confirmBySecondPerson: flag.optional(),
        assumed: assumed.optional(),
        rows,
      }),
    ),
    readiness: z.strictObject({ rows, keep: texts, backupBefore: texts, backupDaily: flag }),
  }),
};
