import { DISPUTED } from "./model/definitions.ts";
import type { AnySetting, SettingValue, ValueOf } from "./model/kinds.ts";

/*
 * Service     what a team runs; it picks a profile and may set figures of its own.
 * Profile     a way of running production (a guide's); it brings presets.
 * Setting     a figure or choice on which the guides disagree (C-rows), with a default and a preset per profile.
 * Threshold   target, warn and critical of one metric with one statistic.
 * Source      where a value comes from: the service, its profile, the installation, or the default.
 */

export const STATUSES = ["working", "degraded", "down"] as const;
export type ServiceStatus = (typeof STATUSES)[number];

export const VENDOR_STATUSES = ["working", "failing", "unknown"] as const;

export type SettingKey = keyof typeof DISPUTED;
export type SettingOf<K extends SettingKey> = ValueOf<(typeof DISPUTED)[K]>;

export const SETTING_KEYS = Object.keys(DISPUTED) as SettingKey[];

/** The definition of a setting, or null when there is none with this key. */
export function definitionOf(key: string): AnySetting | null {
  return Object.hasOwn(DISPUTED, key) ? (DISPUTED[key as SettingKey] as AnySetting) : null;
}

export type Source = "service" | "installation" | "default" | `profile ${string}`;

/** What is stored of one setting, from the most particular to the most general; undefined where nothing is. */
export interface Stored {
  service?: unknown;
  profileKey: string | null;
  installation?: unknown;
}

/**
 * The value that holds, and where it comes from: the service's own, its profile's preset, the installation's, the
 * default. A stored value that no longer fits its definition is stepped over.
 */
export function resolveSetting(
  definition: AnySetting,
  stored: Stored,
): { value: SettingValue; from: Source } {
  const fits = (value: unknown): value is SettingValue =>
    value !== undefined && settingProblem(definition, value) === null;
  if (fits(stored.service)) return { value: stored.service, from: "service" };
  const preset = stored.profileKey === null ? undefined : definition.presets?.[stored.profileKey];
  if (preset !== undefined && stored.profileKey)
    return { value: preset, from: `profile ${stored.profileKey}` };
  if (fits(stored.installation)) return { value: stored.installation, from: "installation" };
  return { value: definition.default, from: "default" };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function numberProblem(
  value: unknown,
  of: { label: string; min: number; max: number; whole?: boolean },
): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return `${of.label} must be a number.`;
  if (of.whole && !Number.isInteger(value)) return `${of.label} must be a whole number.`;
  return value < of.min || value > of.max ? `${of.label} must lie between ${of.min} and ${of.max}.` : null;
}

/** What is wrong with a value for this setting, as a sentence; null when it can be kept. */
export function settingProblem(definition: AnySetting, value: unknown): string | null {
  const { label } = definition;
  switch (definition.type) {
    case "number":
      return numberProblem(value, definition);
    case "flag":
      return typeof value === "boolean" ? null : `${label} is yes or no.`;
    case "choice":
      return definition.options.some((one) => one.value === value)
        ? null
        : `${label}: choose one of what is offered.`;
    case "choices": {
      if (!Array.isArray(value)) return `${label}: choose from what is offered.`;
      const known = value.every((one) => definition.options.some((option) => option.value === one));
      return known && new Set(value).size === value.length
        ? null
        : `${label}: choose from what is offered, each once.`;
    }
    case "figures": {
      if (!isRecord(value)) return `${label} needs its figures.`;
      const stranger = Object.keys(value).find((key) => !definition.figures.some((one) => one.key === key));
      if (stranger !== undefined) return `${label} has no figure ${stranger.slice(0, 60)}.`;
      for (const figure of definition.figures) {
        const given = value[figure.key];
        if ((given === null || given === undefined) && figure.optional) continue;
        const problem = numberProblem(given, figure);
        if (problem) return problem;
      }
      return definition.check?.(value as Record<string, number | null>) ?? null;
    }
  }
}

export interface Figures {
  target: number | null;
  warn: number | null;
  critical: number | null;
}

export const FIGURES = ["target", "warn", "critical"] as const;
export type FigureName = (typeof FIGURES)[number];

/** The key of a service's own figures for a metric. */
export const thresholdKey = (metric: string, aggregation: string) => `threshold:${metric}:${aggregation}`;

/** Metric and statistic of such a key, or null. */
export function readThresholdKey(key: string): { metric: string; aggregation: string } | null {
  const found = /^threshold:([a-z0-9][a-z0-9_.-]{0,78}):([a-z0-9_-]{0,30})$/.exec(key);
  return found ? { metric: found[1] ?? "", aggregation: found[2] ?? "" } : null;
}

/** C-06, C-07, C-08: warn and critical where neither the service nor its guide says any, in percent. */
const LADDERS: Record<string, Figures> = {
  cpu_pct: { target: null, warn: 80, critical: 90 },
  memory_pct: { target: null, warn: 85, critical: 90 },
  disk_used_pct: { target: null, warn: 80, critical: 90 },
  storage_used_pct: { target: null, warn: 80, critical: 90 },
  db_disk_used_pct: { target: null, warn: 80, critical: 90 },
};

/** The default figures of a metric, none for most. */
export const ladderOf = (metric: string): Figures =>
  LADDERS[metric] ?? { target: null, warn: null, critical: null };

/** C-01, C-02, C-04, C-05: settings that are also a figure of a metric. */
export const SETTING_OF_FIGURE: Record<string, Partial<Record<FigureName, SettingKey>>> = {
  error_rate_pct: {
    target: "error_rate_target_pct",
    warn: "error_rate_warn_pct",
    critical: "error_rate_critical_pct",
  },
  response_ms: { warn: "slow_response_warn_ms", critical: "slow_response_critical_ms" },
  db_query_ms: { warn: "slow_query_ms" },
};

/** What is wrong with figures, as a sentence; null when they can be kept. */
export function figuresProblem(figures: Figures): string | null {
  const given = FIGURES.map((name) => figures[name]).filter((value) => value !== null);
  if (given.length === 0) return "Give at least one of target, warn and critical.";
  if (given.some((value) => !Number.isFinite(value) || Math.abs(value) > 1e12))
    return "Give numbers of a usual size.";
  const { target, warn, critical } = figures;
  if (target === null || warn === null || critical === null || warn === critical) return null;
  const rising = critical > warn;
  const outside = rising ? target > critical : target < critical;
  return outside ? "The target lies beyond critical: then every good value would be critical." : null;
}
