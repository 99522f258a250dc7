/** Kinds of the catalogue from which live records are made: people, services, routine, response, figures. */
import { z } from "zod";
import { INCIDENT_TYPES, SOURCES } from "#lib/incidents/model.ts";
import {
  aggregation,
  assumed,
  cadence,
  comparator,
  direction,
  estimate,
  flag,
  key,
  measure,
  metricRule,
  number,
  orderedStep,
  plainItem,
  profile,
  range,
  rows,
  section,
  severity,
  text,
  texts,
} from "./catalogue-parts.ts";

const profiles = z.array(z.strictObject({ key, name: text, about: text, guide: text, stack: texts }));

const dutyRoles = z.array(
  z.strictObject({
    key,
    name: text,
    rows: rows.optional(),
    assumed: assumed.optional(),
    note: text.optional(),
  }),
);

const vendors = z.array(
  z.strictObject({
    key,
    name: text,
    purpose: text,
    dashboard: z.url().optional(),
    profile: profile.optional(),
  }),
);

const metrics = z.array(
  z.strictObject({
    key,
    name: text,
    unit: key,
    direction,
    formula: text.optional(),
    profile: profile.optional(),
    note: text.optional(),
  }),
);

const checklists = z.array(
  z.strictObject({
    key,
    title: text,
    profile: profile.optional(),
    cadence,
    estimateMinutes: estimate,
    rows,
    note: text.optional(),
    escalateIf: z.array(z.union([metricRule, z.strictObject({ event: text })])).optional(),
    sections: z.array(section).min(1),
  }),
);

const severities = z.strictObject({
  rows,
  clock: z.strictObject({ basis: z.literal("calendar"), assumed }),
  levels: z.array(
    z.strictObject({
      key: severity,
      name: text,
      meaning: text,
      example: text,
      responseMinutes: number,
      postmortem: z.enum(["required", "optional", "none"]),
      page: flag,
      assumed,
    }),
  ),
});

const responseAction = z.strictObject({
  key,
  text,
  records: key.optional(),
  channel: key.optional(),
  service: key.optional(),
  opens: key.optional(),
  timerMinutes: range.optional(),
  mayBeNa: flag.optional(),
});

const responseProcedures = z.array(
  z.strictObject({
    key,
    title: text,
    profile: profile.optional(),
    appliesTo: z.strictObject({ severities: z.array(severity), assumed }).optional(),
    incidentType: z.enum(INCIDENT_TYPES).optional(),
    visibility: z.literal("restricted").optional(),
    assumed: assumed.optional(),
    rows,
    steps: z.array(
      z.strictObject({
        key,
        title: text,
        fromMinute: number.optional(),
        toMinute: number.optional(),
        actions: z.array(responseAction).optional(),
      }),
    ),
  }),
);

const escalationPolicies = z.array(
  z.strictObject({
    key,
    title: text,
    appliesTo: z.strictObject({ severities: z.array(severity), assumed }),
    rows,
    levels: z.array(
      z.strictObject({ level: number, role: key, fromMinute: number, toMinute: number.nullable() }),
    ),
    backstop: z.strictObject({ unresolvedMinutes: number, action: key }),
    manual: flag,
    validation: text,
  }),
);

const onCall = z.strictObject({
  coverage: text,
  acknowledgeMinutes: number,
  respondMinutes: number,
  escalateUnresolvedMinutes: number,
  rotation: z.strictObject({ interval: text, changeover: text, assumed }),
  rows,
  duties: z.array(z.strictObject({ key, text, measure: measure.optional() })),
});

const handoff = z.strictObject({
  key,
  title: text,
  requiresAcceptance: flag,
  assumed,
  rows,
  steps: z.array(orderedStep),
});

const postmortem = z.strictObject({
  policy: z.strictObject({
    report: z.literal("always"),
    requiredFor: z.array(severity),
    optionalFor: z.array(severity),
    dueDays: number,
    assumed,
    rows,
  }),
  sections: z.array(
    z.strictObject({
      key,
      title: text,
      assumed: assumed.optional(),
      source: z.literal("incident").optional(),
      rows: rows.optional(),
    }),
  ),
  actionItemFields: texts,
  launchRetrospective: z.strictObject({ rows, items: z.array(plainItem) }),
});

const kpis = z.array(
  z.strictObject({
    key,
    name: text,
    group: key,
    metric: key,
    unit: key,
    aggregation,
    windowDays: number.optional(),
    target: number.nullable(),
    comparator: comparator.optional(),
    direction,
    source: text,
    note: text.optional(),
    profile: profile.optional(),
    assumed: assumed.optional(),
    rows,
  }),
);

const kpiRules = z.strictObject({
  manualEntry: flag,
  noTargetAllowed: flag,
  trendLabels: texts,
  trendRule: z.strictObject({ consecutiveWorseReadings: number, assumed }),
  reports: texts,
  rows,
});

const thresholdPresets = z.array(
  z.strictObject({
    metric: key,
    aggregation: z.union([aggregation, z.literal("unspecified")]).optional(),
    unit: key,
    profile,
    target: number.optional(),
    warn: number.optional(),
    critical: number.optional(),
    launchVerdictAct: number.optional(),
    slowQuery: number.optional(),
    scaleUp: number.optional(),
    forMinutes: number.optional(),
    note: text.optional(),
  }),
);

const diagnosisStep = z.strictObject({
  step: text,
  service: key.optional(),
  command: text.optional(),
  platform: key.optional(),
});
const fix = z.strictObject({
  cause: text,
  fix: text,
  opens: key.optional(),
  services: z.array(key).optional(),
  warning: text.optional(),
  assumed: assumed.optional(),
  confirmBySecondPerson: flag.optional(),
});

const runbooks = z.array(
  z.strictObject({
    key,
    title: text,
    kind: z.literal("recovery").optional(),
    profile: profile.optional(),
    triggers: z.array(key).optional(),
    rows,
    symptoms: texts.optional(),
    diagnosis: z.array(diagnosisStep).optional(),
    fixes: z.array(fix).optional(),
    escalateIf: z.array(metricRule).optional(),
    commands: z.array(z.strictObject({ platform: key, does: text, command: text })).optional(),
    steps: z.array(z.strictObject({ step: text, command: text })).optional(),
  }),
);

const settingValue = z.union([text, number, flag, texts, z.record(key, z.union([text, number, texts]))]);
const settings = z.array(
  z.strictObject({
    key,
    default: settingValue,
    presets: z.record(key, settingValue).optional(),
    rows,
    windowMinutes: number.optional(),
    backstopMinutes: number.optional(),
    uptimeBelowPct: number.optional(),
    hotfixWaiver: text.optional(),
    metrics0To6In: texts.optional(),
  }),
);

export const liveKinds = {
  profiles,
  dutyRoles,
  vendors,
  vendorRows: rows,
  metrics,
  checklists,
  severities,
  incidentSources: z.array(z.enum(SOURCES)),
  incidentImpactFields: z.array(
    z.strictObject({
      key,
      unit: key,
      escalateAbove: number.optional(),
      escalateBelow: number.optional(),
      profile: profile.optional(),
      rows,
    }),
  ),
  responseProcedures,
  escalationPolicies,
  onCall,
  handoff,
  postmortem,
  kpis,
  kpiRules,
  thresholdPresets,
  runbooks,
  runbookPolicy: z.strictObject({ updateWhen: texts, rows }),
  settings,
};
