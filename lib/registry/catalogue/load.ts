import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import {
  CATALOGUE_KINDS,
  type Catalogue,
  type CatalogueItem,
  type CatalogueKind,
} from "../catalogue-file.ts";
import { keepEntries } from "./entries.ts";
import { keepEscalationPolicies } from "./escalation-policies.ts";
import { catalogueLoaded } from "./events.ts";
import { keepKpis } from "./kpis.ts";
import { entryKey, type Keeper, type Load } from "./outcome.ts";
import { canLoadCatalogue } from "./policy.ts";
import { type Kept, reportKinds, totalsOf } from "./report.ts";
import * as rows from "./row-kinds.ts";
import { keepRunbooks } from "./runbooks.ts";
import type { LoadCatalogue, LoadReport } from "./schema.ts";
import { itemsInScope } from "./scope.ts";
import { type TakenService, takeService } from "./service.ts";
import { keepTemplates } from "./templates.ts";

/** What becomes of each kind; a kind that is not here is kept as reference. */
const KEEPERS: Partial<Record<CatalogueKind, Keeper>> = {
  dutyRoles: rows.keepDutyRoles,
  vendors: rows.keepVendors,
  metrics: rows.keepMetrics,
  severities: rows.keepSeverities,
  thresholdPresets: rows.keepThresholdPresets,
  kpis: keepKpis,
  checklists: keepTemplates,
  deploymentChecklists: keepTemplates,
  runbooks: keepRunbooks,
  recoveryProcedures: keepRunbooks,
  responseProcedures: keepRunbooks,
  escalationPolicies: keepEscalationPolicies,
};

const keepAsReference: Keeper = async (_load, items) => items.map(() => ({ fate: "reference" }));

/** @throws invalid at `profiles` or `serviceProfile` for what the catalogue does not have */
function checkProfiles(catalogue: Catalogue, input: LoadCatalogue): string[] {
  const known = catalogue.content.profiles.map((profile) => profile.key);
  const chosen = [...new Set(input.profiles)].filter((one) => one !== "general");
  const stranger = chosen.find((one) => !known.includes(one));
  if (stranger !== undefined)
    throw invalidField("profiles", `There is no profile “${stranger}”. Choose from ${known.join(", ")}.`);
  if (input.serviceProfile !== undefined && ![...chosen, "general"].includes(input.serviceProfile))
    throw invalidField("serviceProfile", "The service takes one of the profiles that are loaded.");
  return chosen;
}

async function findTeam(tx: Tx, teamId: string) {
  const select = { id: true, name: true, zone: true };
  const team = await tx.team.findFirst({ where: { id: teamId, archivedAt: null }, select });
  if (!team) throw invalidField("teamId", "There is no such team.");
  return team;
}

async function keepKind(load: Load, kind: CatalogueKind, items: CatalogueItem[]): Promise<Kept[]> {
  const mine = items.filter((item) => item.kind === kind);
  const keeper = kind === "profiles" ? rows.keepProfiles : (KEEPERS[kind] ?? keepAsReference);
  const outcomes = await keeper(load, mine);
  return mine.map((item, index) => {
    const outcome = outcomes[index];
    if (!outcome) throw new Error(`The catalogue's ${entryKey(item)} got no outcome.`);
    return { item, outcome };
  });
}

/** The daily check a team begins with; else the profile's first that comes round at all. */
function firstCheckOf(catalogue: Catalogue, kept: readonly Kept[]): LoadReport["firstCheck"] {
  const rules = new Map(catalogue.content.checklists.map((one) => [one.key, one.cadence.rrule]));
  const lists = kept.filter(({ item, outcome }) => item.kind === "checklists" && outcome.subjectId);
  const own = lists.filter(({ item }) => item.profile !== null);
  const daily = own.find(({ item }) => rules.get(item.key)?.startsWith("FREQ=DAILY"));
  const first = daily ?? own.find(({ item }) => rules.get(item.key));
  return first?.outcome.subjectId ? { templateId: first.outcome.subjectId, title: first.item.title } : null;
}

interface Loaded {
  report: LoadReport;
  service: TakenService | null;
}

/** Kinds that belong to no team: words, figures and measures everybody shares. */
export const SHARED_KINDS: readonly CatalogueKind[] = [
  "profiles",
  "dutyRoles",
  "vendors",
  "metrics",
  "severities",
  "thresholdPresets",
  "kpis",
];

async function loadInto(
  tx: Tx,
  ctx: Ctx,
  input: LoadCatalogue,
  catalogue: Catalogue,
  only: readonly CatalogueKind[],
): Promise<Loaded> {
  const chosen = checkProfiles(catalogue, input);
  const before = await tx.catalogueEntry.findMany();
  const load: Load = {
    tx,
    ctx: within(ctx, tx),
    catalogue,
    team: await findTeam(tx, input.teamId),
    service: null,
    before: new Map(before.map((row) => [entryKey(row), row.content])),
  };
  const items = itemsInScope(catalogue, chosen).filter((item) => only.includes(item.kind));
  // Profiles stand before the service that takes one, the service before the checklists that are its own.
  const kept = await keepKind(load, "profiles", items);
  const whole = only === CATALOGUE_KINDS;
  if (whole)
    await tx.profile.updateMany({
      where: { key: { in: chosen }, loadedAt: null },
      data: { loadedAt: ctx.now },
    });
  const service = await takeService(load, input);
  load.service = service;
  for (const kind of CATALOGUE_KINDS)
    if (kind !== "profiles" && only.includes(kind)) kept.push(...(await keepKind(load, kind, items)));
  const entries = await keepEntries(load, kept, before);
  const kinds = reportKinds(catalogue, kept);
  const there = new Set(catalogue.items.map(entryKey));
  const names = new Map(catalogue.content.profiles.map((profile) => [profile.key, profile.name]));
  const report: LoadReport = {
    at: ctx.now.toISOString(),
    profiles: chosen.map((key) => ({ id: key, name: names.get(key) ?? key })),
    team: { id: load.team.id, name: load.team.name },
    service: service && {
      id: service.id,
      name: service.name,
      profile: names.get(service.profileKey) ?? "General",
      made: service.made,
    },
    kinds,
    totals: totalsOf(kinds),
    entries,
    gone: before
      .filter((row) => !there.has(entryKey(row)))
      .map(({ kind, key, title }) => ({ kind, key, title })),
    firstCheck: firstCheckOf(catalogue, kept),
  };
  return { report, service };
}

/**
 * Loads the starter catalogue's content of these profiles, and what carries no profile, for a team, in one
 * transaction. Safe to run again: what is as the file says stays, what was edited here stays and is reported, what
 * changed in the file follows it.
 * @param only a part of it: a profile then does not count as loaded, and the report accounts for the part alone
 * @throws forbidden unless an administrator · invalid at the field that names something that is not there
 */
export async function loadCatalogue(
  ctx: Ctx,
  input: LoadCatalogue,
  catalogue: Catalogue,
  only: readonly CatalogueKind[] = CATALOGUE_KINDS,
): Promise<LoadReport> {
  permit(canLoadCatalogue(ctx.actor));
  return inTransaction(ctx, async (tx) => {
    // Two loads at once would both find nothing there.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('catalogue', 11))::text`;
    const { report, service } = await loadInto(tx, ctx, input, catalogue, only);
    const { totals, profiles, team } = report;
    await recordAudit(tx, ctx, {
      action: "catalogue.load",
      subject: { kind: "catalogue" },
      teamId: team.id,
      detail: { profiles: profiles.map((one) => one.id), service: service?.name ?? null, totals },
    });
    const facts = { made: totals.made, updated: totals.updated, teamId: team.id };
    await emit(tx, ctx, catalogueLoaded({ profiles: profiles.map((one) => one.id), ...facts }));
    return report;
  });
}
