import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import { nextOccurrence } from "#lib/platform/time.ts";
import type { Prisma } from "#prisma";
import { cadenceOf } from "../model/run.ts";
import { cadenceWords } from "../model/words.ts";
import { answerableItems, type ChecklistDefinition } from "../model.ts";
import { canEditTemplate, canProposeTemplate, canStartRun } from "../policy.ts";
import type { ListTemplates, TemplateDto, TemplateRow, VersionDto } from "../schema/templates.ts";
import { ability, personNames, ref, seenTeams, serviceNames } from "./scope.ts";

const SELECT = {
  id: true,
  teamId: true,
  serviceId: true,
  title: true,
  state: true,
  catalogueKey: true,
  currentVersion: true,
  version: true,
  createdAt: true,
} satisfies Prisma.ChecklistTemplateSelect;
type Row = Prisma.ChecklistTemplateGetPayload<{ select: typeof SELECT }>;
type VersionRow = Prisma.ChecklistVersionGetPayload<object>;

const definitionOf = (version: VersionRow) => version.definition as unknown as ChecklistDefinition;

async function versionsOf(ctx: Ctx, rows: Row[]): Promise<Map<string, VersionRow>> {
  const found = await reader(ctx).checklistVersion.findMany({
    where: { OR: rows.map((row) => ({ templateId: row.id, number: row.currentVersion })) },
  });
  return new Map(found.map((version) => [version.templateId, version]));
}

/** The next moments of a version's rule after now, at most `count`; none on demand. */
export function nextOpenings(
  version: { rrule: string | null; time: string | null; zone: string },
  now: Date,
  count: number,
): string[] {
  if (version.rrule === null) return [];
  const rule = { rrule: version.rrule, time: version.time ?? "09:00", zone: version.zone };
  const moments: string[] = [];
  let after = new Date(now.getTime() + 1);
  while (moments.length < count) {
    const next = nextOccurrence(rule, after);
    if (!next) break;
    moments.push(next.toISOString());
    after = new Date(next.getTime() + 1);
  }
  return moments;
}

interface Names {
  teams: Awaited<ReturnType<typeof seenTeams>>;
  services: Map<string, string>;
  people: Map<string, string>;
}

/** To whom a definition gives its runs, in words. */
export function assignedWords(
  assign: { kind: string; id?: string | null | undefined },
  teamName: string,
  names: Pick<Names, "teams" | "people">,
): { kind: string; id: string | null; name: string } {
  const id = assign.id ?? null;
  if (assign.kind === "pager") return { kind: "pager", id: null, name: "Whoever holds the pager" };
  if (assign.kind === "person")
    return { kind: "person", id, name: (id !== null && names.people.get(id)) || "Nobody" };
  return { kind: "team", id, name: (id !== null && names.teams.get(id)?.name) || teamName };
}

function present(ctx: Ctx, row: Row, version: VersionRow, names: Names): TemplateRow {
  const definition = definitionOf(version);
  const team = { id: row.teamId, name: names.teams.get(row.teamId)?.name ?? "" };
  return {
    id: row.id,
    title: row.title,
    team,
    service:
      row.serviceId === null ? null : { id: row.serviceId, name: names.services.get(row.serviceId) ?? "" },
    state: row.state as TemplateRow["state"],
    currentVersion: row.currentVersion,
    rrule: version.rrule,
    time: version.time,
    zone: version.zone,
    trigger: version.trigger,
    cadence: cadenceOf(version.rrule),
    cadenceWords: cadenceWords(version.rrule, version.time, version.trigger),
    nextOpensAt: row.state === "active" ? (nextOpenings(version, ctx.now, 1)[0] ?? null) : null,
    itemsTotal: answerableItems(definition.sections).length,
    estimateMinutes: definition.estimateMinutes ?? null,
    assigned: assignedWords(definition.assign, team.name, names),
    fromCatalogue: row.catalogueKey !== null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}

async function namesFor(ctx: Ctx, rows: Row[], versions: Iterable<VersionRow>): Promise<Names> {
  const given = [...versions].map((version) => definitionOf(version).assign);
  const [teams, services, people] = await together(ctx, [
    () => seenTeams(ctx),
    () =>
      serviceNames(
        ctx,
        rows.map((row) => row.serviceId),
      ),
    () =>
      personNames(
        ctx,
        given.map((one) => (one.kind === "person" ? (one.id ?? null) : null)),
      ),
  ]);
  return { teams, services, people };
}

const LIST = "checklist-templates";

/** Templates newest first, of teams the actor sees; archived ones only when asked for. */
export async function listTemplates(ctx: Ctx, filter: ListTemplates): Promise<Page<TemplateRow>> {
  const teams = await seenTeams(ctx);
  const rows = await reader(ctx).checklistTemplate.findMany({
    where: {
      AND: [
        { teamId: { in: [...teams.keys()] } },
        filter.state ? { state: filter.state } : { state: { not: "archived" } },
        filter.teamId ? { teamId: filter.teamId } : {},
        filter.serviceId ? { serviceId: filter.serviceId } : {},
        filter.q
          ? {
              title: {
                contains: filter.q.replace(/[\\%_]/g, (sign) => `\\${sign}`),
                mode: "insensitive" as const,
              },
            }
          : {},
        olderThan("createdAt", placeOf(LIST, filter.cursor)),
      ],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
    select: SELECT,
  });
  const versions = rows.length === 0 ? new Map<string, VersionRow>() : await versionsOf(ctx, rows);
  const names = await namesFor(ctx, rows, versions.values());
  const whole = rows.filter((row) => versions.has(row.id));
  return pageOf(
    LIST,
    whole,
    filter.limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => present(ctx, row, versions.get(row.id) as VersionRow, names),
  );
}

async function findTemplate(ctx: Ctx, id: string): Promise<Row> {
  const row = await reader(ctx).checklistTemplate.findFirst({
    where: { id, teamId: { in: [...(await seenTeams(ctx)).keys()] } },
    select: SELECT,
  });
  if (!row) throw notFound("checklist");
  return row;
}

/** One template as its current version has it, with the next five dates. @throws not_found */
export async function readTemplate(ctx: Ctx, id: string): Promise<TemplateDto> {
  const row = await findTemplate(ctx, id);
  const versions = await versionsOf(ctx, [row]);
  const version = versions.get(id);
  if (!version) throw notFound("checklist");
  const names = await namesFor(ctx, [row], [version]);
  const definition = definitionOf(version);
  const { kind, id: assignId } = definition.assign;
  const needsApproval = names.teams.get(row.teamId)?.needsApproval ?? false;
  const facts = { teamId: row.teamId, state: row.state, assignKind: kind, assignId: assignId ?? null };
  return {
    ...present(ctx, row, version, names),
    definition,
    note: version.note,
    versionNumber: version.number,
    nextOccurrences: row.state === "active" ? nextOpenings(version, ctx.now, 5) : [],
    abilities: {
      edit: ability(canEditTemplate(ctx.actor, row)),
      propose: ability(canProposeTemplate(ctx.actor, { ...row, needsApproval })),
      start: ability(canStartRun(ctx.actor, facts)),
    },
  };
}

const VERSIONS = "checklist-versions";

/** What a template was, newest version first. @throws not_found */
export async function listVersions(
  ctx: Ctx,
  templateId: string,
  filter: { limit: number; cursor?: string | undefined },
): Promise<Page<VersionDto>> {
  await findTemplate(ctx, templateId);
  const rows = await reader(ctx).checklistVersion.findMany({
    where: { AND: [{ templateId }, olderThan("createdAt", placeOf(VERSIONS, filter.cursor))] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
  });
  const people = await personNames(
    ctx,
    rows.map((row) => row.createdById),
  );
  return pageOf(
    VERSIONS,
    rows,
    filter.limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      rrule: row.rrule,
      time: row.time,
      zone: row.zone,
      cadenceWords: cadenceWords(row.rrule, row.time, row.trigger),
      note: row.note,
      definition: definitionOf(row),
      createdBy: ref(people, row.createdById),
      createdAt: row.createdAt.toISOString(),
    }),
  );
}

/**
 * What the editor offers to choose from: teams the actor leads, their services, their people.
 * @param proposing the team of the checklist a member proposes a change of
 */
export async function editorChoices(
  ctx: Ctx,
  proposing: string | null = null,
): Promise<{
  teams: { id: string; name: string; zone: string }[];
  services: { id: string; name: string; teamId: string }[];
  people: { id: string; name: string }[];
}> {
  const seen = await seenTeams(ctx);
  const teams = [...seen.values()].filter(
    (team) => team.id === proposing || canEditTemplate(ctx.actor, { teamId: team.id }) === true,
  );
  const [services, people] = await together(ctx, [
    () =>
      reader(ctx).service.findMany({
        where: { archivedAt: null, teamId: { in: [...seen.keys()] } },
        orderBy: { name: "asc" },
        take: 500,
        select: { id: true, name: true, teamId: true },
      }),
    () =>
      reader(ctx).user.findMany({
        where: {
          deactivatedAt: null,
          role: { not: "viewer" },
          memberships: { some: { teamId: { in: teams.map((team) => team.id) } } },
        },
        orderBy: { name: "asc" },
        take: 500,
        select: { id: true, name: true },
      }),
  ]);
  return { teams: teams.sort((a, b) => a.name.localeCompare(b.name)), services, people };
}
