/** Names in the catalogue lead somewhere: metrics, vendors, runbooks, procedures, roles, channels, rules, profiles. */
import type { Catalogue, CatalogueKind } from "./catalogue-file.ts";

/** Which field names which kinds. A field that holds a list is checked entry by entry. */
const FIELDS: Record<string, CatalogueKind[]> = {
  metric: ["metrics"],
  triggers: ["metrics"],
  service: ["vendors"],
  services: ["vendors"],
  source: ["vendors"],
  runbook: ["runbooks"],
  procedure: ["responseProcedures"],
  role: ["dutyRoles"],
  ownerRole: ["dutyRoles"],
  channel: ["channels"],
  profile: ["profiles"],
  guide: ["guides"],
  tier: ["alertTiers"],
  tiers: ["alertTiers"],
  mapsTo: ["alertTiers"],
  onFailure: ["alertRules"],
  alert: ["alertRules"],
  uses: ["recoveryProcedures", "runbooks"],
  severities: ["severities"],
  suggestedSeverity: ["severities"],
  requiredFor: ["severities"],
  optionalFor: ["severities"],
};

/** Fields of the same name that are words of their own: measured how, kept how long, mailed to whom. */
const WORDS: Partial<Record<CatalogueKind, string[]>> = {
  kpis: ["source"],
  postmortem: ["source"],
  backupPolicies: ["tier"],
  healthEndpoints: ["onFailure"],
};

interface Place {
  kind: CatalogueKind;
  path: string;
}

function* named(value: unknown, place: Place): Generator<{ field: string; name: string; path: string }> {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries())
      yield* named(one, { ...place, path: `${place.path}.${index}` });
  } else if (typeof value === "object" && value !== null) {
    for (const [field, inner] of Object.entries(value)) {
      const path = `${place.path}.${field}`;
      const names = Array.isArray(inner) ? inner : [inner];
      if (field in FIELDS && !WORDS[place.kind]?.includes(field)) {
        for (const name of names) if (typeof name === "string") yield { field, name, path };
      }
      yield* named(inner, { ...place, path });
    }
  }
}

function brokenFields(catalogue: Catalogue): string[] {
  const keys = new Map<CatalogueKind, Set<string>>();
  for (const item of catalogue.items) keys.set(item.kind, (keys.get(item.kind) ?? new Set()).add(item.key));
  return catalogue.items.flatMap((item) =>
    [...named(item.content, { kind: item.kind, path: `${item.kind}.${item.key}` })]
      .filter(({ field, name }) => !(FIELDS[field] ?? []).some((kind) => keys.get(kind)?.has(name)))
      .map(({ field, name, path }) => `${path}: there is no ${field} "${name}".`),
  );
}

function brokenPresets(catalogue: Catalogue): string[] {
  const profiles = new Set(catalogue.content.profiles.map((profile) => profile.key));
  return catalogue.content.settings.flatMap((setting) =>
    Object.keys(setting.presets ?? {})
      .filter((profile) => !profiles.has(profile))
      .map((profile) => `settings.${setting.key}: there is no profile "${profile}".`),
  );
}

/** A measure is read in the unit of its metric; another one would be judged by the wrong figure. */
function brokenUnits(catalogue: Catalogue): string[] {
  const units = new Map(catalogue.content.metrics.map((metric) => [metric.key, metric.unit]));
  const problems: string[] = [];
  const walk = (value: unknown, path: string) => {
    if (typeof value !== "object" || value === null) return;
    const { metric, unit } = value as { metric?: unknown; unit?: unknown };
    if (
      typeof metric === "string" &&
      typeof unit === "string" &&
      units.has(metric) &&
      units.get(metric) !== unit
    ) {
      problems.push(`${path}: ${metric} is measured in ${units.get(metric)}, not ${unit}.`);
    }
    for (const [field, inner] of Object.entries(value)) walk(inner, `${path}.${field}`);
  };
  for (const item of catalogue.items) walk(item.content, `${item.kind}.${item.key}`);
  return problems;
}

function brokenTrees(catalogue: Catalogue): string[] {
  const { rollback, launchWatch, changePolicies, changeClasses, scheduledJobs } = catalogue.content;
  const nodes = new Set(rollback.decisionTree.nodes.map((node) => node.key));
  const next = rollback.decisionTree.nodes.flatMap((node) =>
    [node.yes, node.no, node.next, ...Object.values(node.options ?? {})].filter((one) => one !== undefined),
  );
  const sets = new Set(Object.keys(launchWatch.metricSets));
  const used = [
    ...launchWatch.phases.map((phase) => phase.metricSet),
    ...Object.values(launchWatch.metricSets).flatMap((set) => (set.extends ? [set.extends] : [])),
  ];
  const times = new Set([...changePolicies.safeWindows.windows, ...scheduledJobs].map((one) => one.key));
  const overlaps = changePolicies.overlapWarnings.flatMap((warning) => [warning.a, warning.b]);
  const classes = new Set(changeClasses.classes.map((one) => one.key));
  const excepted = changeClasses.classes.flatMap((one) => one.except ?? []);
  const missing = (what: string, names: string[], known: Set<string>) =>
    names.filter((name) => !known.has(name)).map((name) => `${what}: there is no "${name}".`);
  return [
    ...missing("rollback.decisionTree", [rollback.decisionTree.start, ...next], nodes),
    ...missing("launchWatch.metricSets", used, sets),
    ...missing("changePolicies.overlapWarnings", overlaps, times),
    ...missing("changeClasses.except", excepted, classes),
  ];
}

/** Everything in the catalogue that names something which is not there, a line each; empty when all is well. */
export function brokenReferences(catalogue: Catalogue): string[] {
  return [
    ...brokenFields(catalogue),
    ...brokenPresets(catalogue),
    ...brokenUnits(catalogue),
    ...brokenTrees(catalogue),
  ];
}
