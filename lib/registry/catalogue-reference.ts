/** Kinds of the catalogue that a team reads as they stand: alerts, changes, deployments, launches, backups, documents. */
import { z } from "zod";
import {
  aggregation,
  assumed,
  cadence,
  comparator,
  flag,
  item,
  key,
  measure,
  number,
  orderedStep,
  profile,
  range,
  rows,
  rrule,
  section,
  severity,
  text,
  texts,
  time,
} from "./catalogue-parts.ts";

const tier = z.enum(["critical", "high", "medium", "info"]);
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

const alerts = {
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

const detectionCondition = z.strictObject({
  event: text,
  where: z.strictObject({ allowed: flag }).optional(),
  comparator: comparator.optional(),
  value: number.optional(),
  per: key.optional(),
  windowMinutes: number.optional(),
  assumed: assumed.optional(),
});

const security = {
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

const exceptable = z.strictObject({ key, text, exception: text.optional() });

const changes = {
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

const criterion = z.strictObject({ key, text, measure: measure.optional() });

const launchWatch = z.strictObject({
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

const objective = z.strictObject({ scope: text, minutes: number });
const verification = z.strictObject({
  kind: key,
  rrule,
  time: time.optional(),
  assumed: assumed.optional(),
});
const retention = z.strictObject({ tier: key.optional(), keep: number, unit: key });

const recovery = {
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

const review = {
  rrule: rrule.optional(),
  time: time.optional(),
  trigger: key.optional(),
  items: texts,
  rows,
};

const documents = {
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

export const referenceKinds = {
  meta: z.strictObject({
    catalogueVersion: number,
    language: key,
    conventions: z.record(key, z.union([text, texts])),
    defaultZone: z.literal("team"),
  }),
  guides: z.array(z.strictObject({ key, title: text, profile })),
  ...alerts,
  ...security,
  ...changes,
  launchWatch,
  ...recovery,
  ...documents,
};
