/** The kinds whose things are plain rows that all teams share. */
import { DEFAULT_SEVERITIES } from "#lib/incidents/model/severity.ts";
import { SEVERITIES, type Severity } from "#lib/incidents/model.ts";
import type { Prisma } from "#prisma";
import type { CatalogueContent } from "../catalogue-file.ts";
import type { Keeper } from "./outcome.ts";
import { keeperOfRows } from "./rows.ts";

type One<K extends "profiles" | "dutyRoles" | "vendors" | "metrics" | "thresholdPresets"> =
  CatalogueContent[K][number];
type Level = CatalogueContent["severities"]["levels"][number];

const byKey = <Row extends { key: string }, Form>(rows: Row[], form: (row: Row) => Form): Map<string, Form> =>
  new Map(rows.map((row) => [row.key, form(row)]));

export const keepProfiles: Keeper = keeperOfRows({
  form: (content) => {
    const { name, about, stack } = content as One<"profiles">;
    return { name, about, stack };
  },
  read: async ({ tx }) =>
    byKey(await tx.profile.findMany(), ({ name, about, stack }) => ({ name, about, stack })),
  make: async ({ tx }, key, row) => {
    await tx.profile.create({ data: { key, ...row } });
    return undefined;
  },
  change: async ({ tx }, key, row) => void (await tx.profile.update({ where: { key }, data: row })),
});

export const keepDutyRoles: Keeper = keeperOfRows({
  form: (content) => {
    const { name, note = "" } = content as One<"dutyRoles">;
    return { name, note };
  },
  read: async ({ tx }) => byKey(await tx.dutyRole.findMany(), ({ name, note }) => ({ name, note })),
  make: async ({ tx }, key, row, ordinal) => {
    await tx.dutyRole.create({ data: { key, ...row, ordinal } });
    return undefined;
  },
  change: async ({ tx }, key, row) => void (await tx.dutyRole.update({ where: { key }, data: row })),
});

export const keepVendors: Keeper = keeperOfRows({
  form: (content) => {
    const { name, purpose, dashboard = null, profile = null } = content as One<"vendors">;
    return { name, purpose, dashboard, profileKey: profile };
  },
  read: async ({ tx }) =>
    byKey(await tx.vendor.findMany(), ({ name, purpose, dashboard, profileKey }) => ({
      name,
      purpose,
      dashboard,
      profileKey,
    })),
  make: async ({ tx }, key, row) => {
    await tx.vendor.create({ data: { key, ...row } });
    return undefined;
  },
  change: async ({ tx }, key, row) =>
    void (await tx.vendor.update({ where: { key }, data: { ...row, version: { increment: 1 } } })),
});

export const keepMetrics: Keeper = keeperOfRows({
  form: (content) => {
    const { name, unit, direction, formula = "" } = content as One<"metrics">;
    return { name, unit, direction: direction as string, formula };
  },
  read: async ({ tx }) =>
    byKey(await tx.metric.findMany(), ({ name, unit, direction, formula }) => ({
      name,
      unit,
      direction,
      formula,
    })),
  make: async ({ tx }, key, row) => {
    await tx.metric.create({ data: { key, ...row } });
    return undefined;
  },
  change: async ({ tx }, key, row) => void (await tx.metric.update({ where: { key }, data: row })),
});

const presetKey = (row: { profileKey: string; metric: string; aggregation: string }) =>
  [row.profileKey, row.metric, row.aggregation].filter(Boolean).join("/");

interface PresetForm {
  profileKey: string;
  metric: string;
  aggregation: string;
  unit: string;
  figures: Prisma.InputJsonObject;
}

/** Figures per metric and profile: where guides disagree, each profile keeps its own (C-01 to C-08). */
export const keepThresholdPresets: Keeper = keeperOfRows<PresetForm>({
  form: (content) => {
    const { metric, profile, aggregation = "", unit, ...figures } = content as One<"thresholdPresets">;
    return { profileKey: profile, metric, aggregation, unit, figures: figures as Prisma.InputJsonObject };
  },
  read: async ({ tx }) =>
    new Map(
      (await tx.thresholdPreset.findMany()).map(({ id, figures, ...row }) => [
        presetKey(row),
        { ...row, figures: figures as Prisma.InputJsonObject, subjectId: id },
      ]),
    ),
  make: async ({ tx }, _key, row) =>
    (await tx.thresholdPreset.create({ data: row, select: { id: true } })).id,
  change: async ({ tx }, _key, { figures, unit, ...where }) =>
    void (await tx.thresholdPreset.update({
      where: { profileKey_metric_aggregation: where },
      data: { figures, unit },
    })),
});

interface SeverityForm {
  name: string;
  meaning: string;
  example: string;
  respondSeconds: number;
  pages: boolean;
  postmortem: string;
}

const isSeverity = (key: string): key is Severity => (SEVERITIES as readonly string[]).includes(key);

const severityForm = (row: SeverityForm): SeverityForm => {
  const { name, meaning, example, respondSeconds, pages, postmortem } = row;
  return { name, meaning, example, respondSeconds, pages, postmortem };
};

/** The levels every installation has already (S-029); the times to acknowledge and to update are ours. */
export const keepSeverities: Keeper = keeperOfRows<SeverityForm>({
  form: (content) => {
    const { name, meaning, example, responseMinutes, page, postmortem } = content as Level;
    return { name, meaning, example, respondSeconds: responseMinutes * 60, pages: page, postmortem };
  },
  read: async ({ tx }) =>
    new Map((await tx.severityLevel.findMany()).map((row) => [row.level, severityForm(row)])),
  make: async ({ tx }, level, row) => {
    const ours = isSeverity(level) ? DEFAULT_SEVERITIES[level] : null;
    const { acknowledgeSeconds = null, updateSeconds = null } = ours ?? {};
    await tx.severityLevel.create({ data: { level, ...row, acknowledgeSeconds, updateSeconds } });
    return undefined;
  },
  change: async ({ tx }, level, row) =>
    void (await tx.severityLevel.update({ where: { level }, data: { ...row, version: { increment: 1 } } })),
  original: (key) => (isSeverity(key) ? severityForm(DEFAULT_SEVERITIES[key]) : null),
});
