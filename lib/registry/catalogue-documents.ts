/** Kinds of the catalogue about what is written down of a product: its interface, documents, resources, contacts. */
import { z } from "zod";
import {
  assumed,
  comparator,
  flag,
  key,
  number,
  profile,
  rows,
  rrule,
  text,
  texts,
  tier,
  time,
} from "./catalogue-parts.ts";

const review = {
  rrule: rrule.optional(),
  time: time.optional(),
  trigger: key.optional(),
  items: texts,
  rows,
};

export const documentKinds = {
  healthEndpoints: z.strictObject({
    rows,
    endpoints: z.array(
      z.strictObject({
        path: text,
        purpose: text,
        body: z.strictObject({ status: text, message: text }).optional(),
        responseBudgetMs: number.optional(),
        auth: key.optional(),
        assumed: assumed.optional(),
      }),
    ),
    probes: z.array(
      z.strictObject({
        key,
        rrule,
        downAfterMinutes: number.optional(),
        onFailure: text.optional(),
        assumed: assumed.optional(),
        rows,
      }),
    ),
    rules: texts,
  }),
  apiConventions: z.strictObject({
    rows,
    errorBody: z.strictObject({ message: text }),
    errorTexts: z.strictObject({ sanitised: flag, neverContain: texts, oneSharedHelper: flag }),
    statusCodes: z.record(z.string(), text),
    stackTraces: text,
    pagination: z.strictObject({
      pageDefault: number,
      limitDefault: number,
      limitMax: number,
      onInvalid: text,
      beyondLastPage: text,
      logLimitAbove: number,
      alertLimitAbove: number,
      track: text,
    }),
    search: z.strictObject({
      optional: flag,
      literal: flag,
      onBadInput: text,
      otherFiltersStillApply: flag,
      targetMs: number,
      alertAboveMs: number,
      logZeroResults: flag,
      inMemorySlowFromRows: number,
      index: text,
    }),
    databaseDown: z.strictObject({
      startup: text,
      runtime: text,
      timeout: text,
      defences: texts,
      watch: texts,
      guideStatus: number,
      portalStatus: number,
      alert: z.strictObject({ metric: key, comparator, value: number, windowMinutes: number }),
    }),
  }),
  documentationReview: z.strictObject({
    monthly: z.strictObject({ ...review, assumed }),
    weekly: z.strictObject({ ...review, profile }),
    runbooksMonthly: z.strictObject({ ...review, profile }),
    postIncident: z.strictObject(review),
    afterLaunch: z.strictObject({ ...review, profile }),
    updateTriggers: z.strictObject({ feature: texts, process: texts, security: texts, rows }),
    metadataFields: texts,
    metadataRows: rows,
    documentIndexRows: rows,
    documentIndex: z.array(z.strictObject({ title: text, file: text })),
  }),
  resources: z.strictObject({
    minimums: z.strictObject({ profile, rows, values: z.record(key, number) }),
    scalingRules: z.strictObject({
      profile,
      rows,
      rules: z.array(z.strictObject({ metric: key, comparator, value: number, unit: key, action: text })),
    }),
    limits: z.array(z.strictObject({ key, value: number, note: text, profile, rows })),
    reviews: z.array(z.strictObject({ key, frequency: key, profile, rows })),
  }),
  channels: z.array(
    z.strictObject({ key, kind: key, name: text, purpose: text, tiers: z.array(tier), rows }),
  ),
  contactList: z.strictObject({
    purpose: text,
    entries: z.array(
      z.strictObject({
        order: number,
        role: key,
        phone: text,
        assumed: assumed.optional(),
        note: text.optional(),
      }),
    ),
    confirm: texts,
    rows,
  }),
};
