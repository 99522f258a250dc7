import type { Tx } from "#lib/platform/db.ts";
import {
  definitionOf,
  FIGURES,
  type FigureName,
  type Figures,
  ladderOf,
  resolveSetting,
  SETTING_OF_FIGURE,
  type SettingKey,
  type SettingOf,
  type Source,
  thresholdKey,
} from "./model.ts";

export interface SettingUsed<V> {
  key: string;
  value: V;
  /** For reports: "judged by 0.1 % (profile election)". */
  from: Source;
}

/** What is stored of some settings, for one service or the installation. */
export async function storedOf(tx: Tx, keys: readonly string[], serviceId: string | null) {
  const where = { key: { in: [...keys] } };
  // One after the other: inside a transaction there is one connection.
  const service = serviceId
    ? await tx.service.findUnique({ where: { id: serviceId }, select: { profileKey: true } })
    : null;
  const own = serviceId ? await tx.serviceSetting.findMany({ where: { serviceId, ...where } }) : [];
  const installation = await tx.setting.findMany({ where });
  return {
    profileKey: service?.profileKey ?? null,
    own: new Map(own.map((one) => [one.key, one])),
    installation: new Map(installation.map((one) => [one.key, one])),
  };
}
export type StoredSettings = Awaited<ReturnType<typeof storedOf>>;

/** One setting out of what is stored. */
export function pick<K extends SettingKey>(stored: StoredSettings, key: K): SettingUsed<SettingOf<K>> {
  const definition = definitionOf(key);
  if (!definition) throw new Error(`There is no setting ${key}.`);
  const { value, from } = resolveSetting(definition, {
    service: stored.own.get(key)?.value,
    profileKey: stored.profileKey,
    installation: stored.installation.get(key)?.value,
  });
  return { key, value: value as SettingOf<K>, from };
}

/**
 * The value of a setting that holds for a service (null: for the installation), and where it comes from, so that
 * whoever judges by it can say so.
 */
export async function settingFor<K extends SettingKey>(
  tx: Tx,
  key: K,
  serviceId: string | null = null,
): Promise<SettingUsed<SettingOf<K>>> {
  const definition = definitionOf(key);
  if (!definition) throw new Error(`There is no setting ${key}.`);
  // One statement: every P0 that is declared and every sign-in asks.
  const [row] = await tx.$queryRaw<Array<{ profile: string | null; own: unknown; installation: unknown }>>`
    SELECT s.profile_key AS profile, o.value AS own, i.value AS installation
    FROM (SELECT ${key}::text AS key) wanted
    LEFT JOIN services s ON s.id = ${serviceId}::uuid
    LEFT JOIN service_settings o ON o.service_id = s.id AND o.key = wanted.key
    LEFT JOIN settings i ON i.key = wanted.key`;
  const { value, from } = resolveSetting(definition, {
    service: row?.own ?? undefined,
    profileKey: row?.profile ?? null,
    installation: row?.installation ?? undefined,
  });
  return { key, value: value as SettingOf<K>, from };
}

export interface ThresholdUsed extends Figures {
  metric: string;
  aggregation: string;
  unit: string;
  /** The sources of the three, named once each: "profile election, default". Empty when there are no figures. */
  from: string;
  sources: Record<FigureName, Source | null>;
}

interface PresetRow {
  aggregation: string;
  unit: string;
  figures: unknown;
}

/** The preset of exactly this statistic, else the one whose guide names none. */
function presetFor(rows: readonly PresetRow[], aggregation: string): PresetRow | undefined {
  const wanted = [aggregation, "unspecified", ""];
  const found = wanted
    .map((one) => rows.find((row) => row.aggregation === one))
    .find((row) => row !== undefined);
  return found ?? (aggregation === "" || aggregation === "unspecified" ? rows[0] : undefined);
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function memberOf(value: unknown, name: FigureName): number | null | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found = (value as Record<string, unknown>)[name];
  return isNumber(found) ? found : found === null ? null : undefined;
}

interface FigureSources {
  own: unknown;
  preset: PresetRow | undefined;
  stored: StoredSettings;
}

/** One figure: the service's own, its setting on the service, the profile's, the setting, the default ladder. */
function figureOf(
  metric: string,
  name: FigureName,
  from: FigureSources,
): { value: number | null; source: Source | null } {
  const own = memberOf(from.own, name);
  if (from.own !== undefined) return { value: own ?? null, source: own == null ? null : "service" };
  const key = SETTING_OF_FIGURE[metric]?.[name];
  const setting = key ? pick(from.stored, key) : null;
  if (setting && isNumber(setting.value) && setting.from === "service")
    return { value: setting.value, source: "service" };
  const preset = memberOf(from.preset?.figures, name);
  if (isNumber(preset)) return { value: preset, source: `profile ${from.stored.profileKey ?? ""}` };
  if (setting && isNumber(setting.value)) return { value: setting.value, source: setting.from };
  const ladder = ladderOf(metric)[name];
  return { value: ladder, source: ladder === null ? null : "default" };
}

function settle(metric: string, aggregation: string, from: FigureSources): ThresholdUsed {
  const found = Object.fromEntries(FIGURES.map((name) => [name, figureOf(metric, name, from)])) as Record<
    FigureName,
    { value: number | null; source: Source | null }
  >;
  const sources = { target: found.target.source, warn: found.warn.source, critical: found.critical.source };
  const named = [...new Set(Object.values(sources).filter((source) => source !== null))];
  return {
    metric,
    aggregation,
    unit: from.preset?.unit ?? "",
    target: found.target.value,
    warn: found.warn.value,
    critical: found.critical.value,
    from: named.join(", "),
    sources,
  };
}

const keysOf = (metric: string): SettingKey[] => Object.values(SETTING_OF_FIGURE[metric] ?? {});

/**
 * Target, warn and critical of a metric for a service, each with where it comes from (C-01 to C-08).
 * @param serviceId null: what holds where no service is named
 * @param aggregation the statistic (`p95`, `avg`, `ratio` …) or "" when none is named
 */
export async function thresholdFor(
  tx: Tx,
  serviceId: string | null,
  metric: string,
  aggregation = "",
): Promise<ThresholdUsed> {
  const key = thresholdKey(metric, aggregation);
  const stored = await storedOf(tx, [key, ...keysOf(metric)], serviceId);
  const presets = stored.profileKey
    ? await tx.thresholdPreset.findMany({
        where: { profileKey: stored.profileKey, metric },
        orderBy: { aggregation: "asc" },
      })
    : [];
  return settle(metric, aggregation, {
    own: stored.own.get(key)?.value,
    preset: presetFor(presets, aggregation),
    stored,
  });
}

export interface ThresholdRow extends ThresholdUsed {
  key: string;
  /** Of the service's own figures; 0 where it has none. */
  version: number;
}

/** All metrics a service has figures for: its profile's and its own. */
export async function thresholdsOf(tx: Tx, serviceId: string): Promise<ThresholdRow[]> {
  const own = await tx.serviceSetting.findMany({ where: { serviceId, key: { startsWith: "threshold:" } } });
  const stored = await storedOf(tx, Object.keys(SETTING_OF_FIGURE).flatMap(keysOf), serviceId);
  const presets = await tx.thresholdPreset.findMany({
    where: { profileKey: stored.profileKey ?? "" },
    orderBy: [{ metric: "asc" }, { aggregation: "asc" }],
  });
  const keys = new Set([
    ...presets.map((one) => thresholdKey(one.metric, one.aggregation)),
    ...own.map((one) => one.key),
  ]);
  for (const metric of ["cpu_pct", "memory_pct", "disk_used_pct", ...Object.keys(SETTING_OF_FIGURE)])
    if (![...keys].some((key) => key.startsWith(`threshold:${metric}:`))) keys.add(thresholdKey(metric, ""));
  return [...keys].sort().map((key) => {
    const [, metric = "", aggregation = ""] = key.split(":");
    const row = own.find((one) => one.key === key);
    const preset = presetFor(
      presets.filter((one) => one.metric === metric),
      aggregation,
    );
    return {
      key,
      ...settle(metric, aggregation, { own: row?.value, preset, stored }),
      version: row?.version ?? 0,
    };
  });
}
