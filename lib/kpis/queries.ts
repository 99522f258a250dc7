import { type SeenTeam, seenTeams } from "#lib/actions/queries.ts";
import type { Ctx, Decision } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import type { KpiDefinition, KpiSample, Prisma } from "#prisma";
import { canAddSample, canEditKpi, canSetTarget } from "./policy.ts";
import type { KpiDto } from "./schema/definitions.ts";
import type { SampleDto, SampleQuery } from "./schema/samples.ts";

export interface SeenService {
  id: string;
  name: string;
  teamId: string;
  profileKey: string;
  archivedAt: Date | null;
}

/** What the asker may see numbers of: teams and their services. */
export interface Sight {
  teams: Map<string, SeenTeam>;
  services: Map<string, SeenService>;
}

/** The teams and services whose figures this person may see. */
export async function sightOf(ctx: Ctx): Promise<Sight> {
  const teams = await seenTeams(ctx);
  const rows = await reader(ctx).service.findMany({
    where: { teamId: { in: [...teams.keys()] } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, teamId: true, profileKey: true, archivedAt: true },
  });
  return { teams, services: new Map(rows.map((row) => [row.id, row])) };
}

/** The service, if it is named and visible. @throws not_found */
export function serviceIn(sight: Sight, id: string | undefined): SeenService | null {
  if (!id) return null;
  const service = sight.services.get(id);
  if (!service) throw notFound("service");
  return service;
}

/** Who hears that a figure of this service changed. */
export function audienceFor(sight: Sight, service: SeenService | null): Audience {
  if (!service || sight.teams.get(service.teamId)?.visibility === "open") return { all: true };
  return { teams: [service.teamId] };
}

/** @throws not_found */
export async function findKpi(ctx: Ctx, key: string): Promise<KpiDefinition> {
  const row = await reader(ctx).kpiDefinition.findUnique({ where: { key } });
  if (!row) throw notFound("KPI");
  return row;
}

type WithTargets = Prisma.KpiDefinitionGetPayload<{ include: { targets: true } }>;

function present(ctx: Ctx, row: WithTargets, sight: Sight): KpiDto {
  const { targets, catalogueHash: _hash, ordinal: _ordinal, ...kpi } = row;
  return {
    key: kpi.key,
    name: kpi.name,
    group: kpi.group,
    metric: kpi.metric,
    unit: kpi.unit,
    aggregation: kpi.aggregation,
    direction: kpi.direction,
    source: kpi.source,
    sourceText: kpi.sourceText,
    formula: kpi.formula,
    profileKey: kpi.profileKey,
    windowDays: kpi.windowDays,
    target: kpi.target,
    targetMax: kpi.targetMax,
    comparator: kpi.comparator,
    editedHere: kpi.editedHere,
    archivedAt: kpi.archivedAt?.toISOString() ?? null,
    version: kpi.version,
    targets: targets.flatMap((target) => {
      const service = sight.services.get(target.serviceId);
      return service
        ? [
            {
              service: { id: service.id, name: service.name },
              target: target.target,
              targetMax: target.targetMax,
              comparator: target.comparator,
              version: target.version,
            },
          ]
        : [];
    }),
    abilities: { edit: canEditKpi(ctx.actor), addSample: canAddSample(ctx.actor, kpi, null) },
  };
}

/** Every definition, computed ones first, then by group. At most 500: they are set up, not counted up. */
export async function listKpis(ctx: Ctx, filter: { group?: string; archived?: boolean }): Promise<KpiDto[]> {
  const sight = await sightOf(ctx);
  const rows = await reader(ctx).kpiDefinition.findMany({
    where: {
      archivedAt: filter.archived ? { not: null } : null,
      ...(filter.group ? { group: filter.group } : {}),
    },
    include: { targets: true },
    orderBy: [{ ordinal: "asc" }, { group: "asc" }, { key: "asc" }],
    take: 500,
  });
  return rows.map((row) => present(ctx, row, sight));
}

/** One definition with the services' own targets. @throws not_found */
export async function getKpi(ctx: Ctx, key: string): Promise<KpiDto> {
  const row = await reader(ctx).kpiDefinition.findUnique({ where: { key }, include: { targets: true } });
  if (!row) throw notFound("KPI");
  return present(ctx, row, await sightOf(ctx));
}

/** Samples of services the asker sees, or of no service; one service's alone when it is named. */
export function sampleScope(sight: Sight, service: SeenService | null): Prisma.KpiSampleWhereInput {
  if (service) return { serviceId: service.id };
  return { OR: [{ serviceId: null }, { serviceId: { in: [...sight.services.keys()] } }] };
}

/** Who may correct a value: whoever may record one for its service, as long as it counts. */
function correctable(ctx: Ctx, kpi: KpiDefinition, row: KpiSample, sight: Sight, state: string): Decision {
  if (state !== "counts") return { because: "It counts for nothing any more." };
  const team = row.serviceId ? (sight.services.get(row.serviceId)?.teamId ?? null) : null;
  return canAddSample(ctx.actor, kpi, team);
}

async function presentSamples(
  ctx: Ctx,
  kpi: KpiDefinition,
  rows: KpiSample[],
  sight: Sight,
): Promise<SampleDto[]> {
  const tx = reader(ctx);
  // One after the other: inside a transaction there is one connection.
  const replaced = await tx.kpiSample.findMany({
    where: { correctsId: { in: rows.map((row) => row.id) } },
    select: { correctsId: true, isVoid: true },
  });
  const people = await tx.user.findMany({
    where: { id: { in: rows.flatMap((row) => (row.byId ? [row.byId] : [])) } },
    select: { id: true, name: true },
  });
  const fate = new Map(replaced.map((one) => [one.correctsId, one.isVoid ? "void" : "replaced"]));
  const names = new Map(people.map((one) => [one.id, one]));
  const stateOf = (row: KpiSample) => fate.get(row.id) ?? (row.isVoid ? "void" : "counts");
  return rows.map((row) => ({
    id: row.id,
    key: row.kpiKey,
    at: row.at.toISOString(),
    value: row.value,
    service: row.serviceId
      ? { id: row.serviceId, name: sight.services.get(row.serviceId)?.name ?? "" }
      : null,
    source: row.source,
    part: row.part,
    note: row.note,
    by: row.byId ? (names.get(row.byId) ?? { id: row.byId, name: "former member" }) : null,
    state: stateOf(row),
    abilities: { correct: correctable(ctx, kpi, row, sight, stateOf(row)) },
    correctsId: row.correctsId,
    recordedAt: row.recordedAt.toISOString(),
  }));
}

/** The values behind a KPI, newest first; replaced and voided ones say so. @throws not_found, bad_cursor */
export async function listSamples(ctx: Ctx, key: string, query: SampleQuery): Promise<Page<SampleDto>> {
  const kpi = await findKpi(ctx, key);
  const sight = await sightOf(ctx);
  const service = serviceIn(sight, query.serviceId);
  const size = query.limit ?? 20;
  const rows = await reader(ctx).kpiSample.findMany({
    where: {
      kpiKey: kpi.key,
      AND: [
        sampleScope(sight, service),
        query.from ? { at: { gte: new Date(query.from) } } : {},
        query.to ? { at: { lt: new Date(query.to) } } : {},
        olderThan("at", placeOf("kpi-samples", query.cursor)),
      ],
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  const shown = await presentSamples(ctx, kpi, rows.slice(0, size), sight);
  const page = pageOf(
    "kpi-samples",
    rows,
    size,
    (row) => ({ at: row.at, id: row.id }),
    (row) => row.id,
  );
  return { ...page, items: shown };
}

/** One value as its readers see it. @throws not_found */
export async function getSample(ctx: Ctx, key: string, id: string): Promise<SampleDto> {
  const kpi = await findKpi(ctx, key);
  const sight = await sightOf(ctx);
  const row = await reader(ctx).kpiSample.findFirst({
    where: { id, kpiKey: key, AND: [sampleScope(sight, null)] },
  });
  const [shown] = row ? await presentSamples(ctx, kpi, [row], sight) : [];
  if (!shown) throw notFound("value");
  return shown;
}

export interface ServiceChoices {
  all: Array<{ id: string; name: string }>;
  /** Those for which one may record values. */
  recordable: Array<{ id: string; name: string }>;
  /** Those whose targets one may set. */
  settable: Array<{ id: string; name: string }>;
}

/** Services for the forms and the filter, by name. */
export async function serviceChoices(ctx: Ctx): Promise<ServiceChoices> {
  const { services } = await sightOf(ctx);
  const living = [...services.values()].filter((service) => service.archivedAt === null);
  const shown = ({ id, name }: SeenService) => ({ id, name });
  return {
    all: living.map(shown),
    recordable: living
      .filter((service) => canAddSample(ctx.actor, { source: "manual" }, service.teamId) === true)
      .map(shown),
    settable: living.filter((service) => canSetTarget(ctx.actor, service.teamId) === true).map(shown),
  };
}
