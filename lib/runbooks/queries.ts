import { literal, visibleTeams } from "#lib/people/queries.ts";
import type { Ctx, Decision } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { AppError, notFound } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import { LIMIT_DEFAULT, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import type { Prisma, Runbook } from "#prisma";
import { isStale, REVIEW_DAYS, type RunbookContent, readContent, reviewDue } from "./model.ts";
import { canEditRunbook, canReviewRunbook } from "./policy.ts";
import type { RunbookFilter, RunbookSummary } from "./schema.ts";

export interface RunbookDto extends RunbookSummary {
  content: RunbookContent;
  notes: string;
  updatedBy: { id: string; name: string } | null;
  abilities: { edit: Decision; archive: Decision; review: Decision };
}

interface TeamName {
  name: string;
  visibility: string;
}

/** The teams whose runbooks the asker may read. */
async function seenTeams(ctx: Ctx): Promise<Map<string, TeamName>> {
  const where = visibleTeams(ctx.actor);
  const rows = await reader(ctx).team.findMany({ where, select: { id: true, name: true, visibility: true } });
  return new Map(rows.map((row) => [row.id, row]));
}

const inScope = (teams: Map<string, TeamName>): Prisma.RunbookWhereInput => ({
  OR: [{ teamId: null }, { teamId: { in: [...teams.keys()] } }],
});

function summary(ctx: Ctx, row: Runbook, teams: Map<string, TeamName>): RunbookSummary {
  const content = readContent(row.content);
  return {
    id: row.id,
    title: row.title,
    kind: row.kind,
    team: row.teamId ? { id: row.teamId, name: teams.get(row.teamId)?.name ?? "" } : null,
    profileKey: row.profileKey,
    triggers: row.triggers,
    size: {
      steps: content.diagnosis.length + content.steps.length,
      fixes: content.fixes.length,
      commands: content.commands.length,
    },
    reviewedAt: row.reviewedAt?.toISOString() ?? null,
    reviewDue: reviewDue(row).toISOString(),
    stale: row.archivedAt === null && isStale(row, ctx.now),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

/** @throws not_found, also for a closed team's */
export async function findRunbook(ctx: Ctx, id: string): Promise<{ row: Runbook; audience: Audience }> {
  const teams = await seenTeams(ctx);
  const row = await reader(ctx).runbook.findFirst({ where: { id, AND: [inScope(teams)] } });
  if (!row) throw notFound("runbook");
  return { row, audience: audienceOf(row.teamId, teams) };
}

function audienceOf(teamId: string | null, teams: Map<string, TeamName>): Audience {
  if (teamId === null || teams.get(teamId)?.visibility === "open") return { all: true };
  return { teams: [teamId] };
}

/** Who hears of a new runbook. @throws not_found for a team one does not see */
export async function audienceForTeam(ctx: Ctx, teamId: string | null): Promise<Audience> {
  const teams = await seenTeams(ctx);
  if (teamId !== null && !teams.has(teamId)) throw notFound("team");
  return audienceOf(teamId, teams);
}

/** One runbook with its content. @throws not_found */
export async function getRunbook(ctx: Ctx, id: string): Promise<RunbookDto> {
  const teams = await seenTeams(ctx);
  const row = await reader(ctx).runbook.findFirst({ where: { id, AND: [inScope(teams)] } });
  if (!row) throw notFound("runbook");
  const editor = row.updatedById
    ? await reader(ctx).user.findUnique({ where: { id: row.updatedById }, select: { id: true, name: true } })
    : null;
  const edit = canEditRunbook(ctx.actor, row.teamId);
  const open = (decision: Decision): Decision => (row.archivedAt ? { because: "It is archived." } : decision);
  return {
    ...summary(ctx, row, teams),
    content: readContent(row.content),
    notes: row.notes,
    updatedBy: editor,
    abilities: { edit: open(edit), archive: edit, review: open(canReviewRunbook(ctx.actor, row.teamId)) },
  };
}

function chosen(ctx: Ctx, filter: RunbookFilter): Prisma.RunbookWhereInput[] {
  const before = new Date(ctx.now.getTime() - REVIEW_DAYS * 86_400_000);
  return [
    filter.archived === "true" ? { archivedAt: { not: null } } : { archivedAt: null },
    filter.kind ? { kind: filter.kind } : {},
    filter.teamId ? { teamId: filter.teamId } : {},
    filter.metric ? { triggers: { has: filter.metric } } : {},
    filter.q ? { title: { contains: literal(filter.q), mode: "insensitive" } } : {},
    filter.stale === "true"
      ? {
          OR: [
            { reviewBy: { lte: ctx.now } },
            { reviewBy: null, reviewedAt: { lte: before } },
            { reviewBy: null, reviewedAt: null, createdAt: { lte: before } },
          ],
        }
      : {},
  ];
}

/** The row a cursor names, so that the list goes on after its title. @throws bad_cursor */
async function afterTitle(ctx: Ctx, cursor: string | undefined): Promise<Prisma.RunbookWhereInput> {
  const place = placeOf("runbooks", cursor);
  if (!place) return {};
  const last = await reader(ctx).runbook.findUnique({ where: { id: place.id }, select: { title: true } });
  if (!last) throw new AppError("bad_cursor", "This cursor is not from this list. Start again without one.");
  return { OR: [{ title: { gt: last.title } }, { title: last.title, id: { gt: place.id } }] };
}

/** The list behind /runbooks, by title. @throws bad_cursor */
export async function listRunbooks(ctx: Ctx, filter: RunbookFilter): Promise<Page<RunbookSummary>> {
  const size = filter.limit ?? LIMIT_DEFAULT;
  const teams = await seenTeams(ctx);
  const rows = await reader(ctx).runbook.findMany({
    where: { AND: [inScope(teams), ...chosen(ctx, filter), await afterTitle(ctx, filter.cursor)] },
    orderBy: [{ title: "asc" }, { id: "asc" }],
    take: size + 1,
  });
  return pageOf(
    "runbooks",
    rows,
    size,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => summary(ctx, row, teams),
  );
}

/** Runbooks to be read without the portal, by title: content and notes, in one read. */
export async function runbooksToKeep(
  ctx: Ctx,
  most: number,
): Promise<Array<Pick<RunbookDto, "id" | "title" | "content" | "notes">>> {
  const rows = await reader(ctx).runbook.findMany({
    where: { AND: [inScope(await seenTeams(ctx)), { archivedAt: null }] },
    orderBy: [{ title: "asc" }, { id: "asc" }],
    take: most,
    select: { id: true, title: true, content: true, notes: true },
  });
  return rows.map((row) => ({ ...row, content: readContent(row.content) }));
}

/** Runbooks that name one of these metrics as their trigger (S-031), the best reviewed first, at most five. */
export async function suggestRunbooks(ctx: Ctx, metrics: string[]): Promise<RunbookSummary[]> {
  if (metrics.length === 0) return [];
  const teams = await seenTeams(ctx);
  const rows = await reader(ctx).runbook.findMany({
    where: { AND: [inScope(teams), { archivedAt: null, triggers: { hasSome: metrics } }] },
    orderBy: [{ reviewedAt: { sort: "desc", nulls: "last" } }, { title: "asc" }],
    take: 5,
  });
  return rows.map((row) => summary(ctx, row, teams));
}

export interface VersionRow {
  version: number;
  title: string;
  editor: { id: string; name: string } | null;
  at: string;
}

/** What it said before each edit, newest first. @throws not_found */
export async function listVersions(ctx: Ctx, id: string): Promise<VersionRow[]> {
  await findRunbook(ctx, id);
  const rows = await reader(ctx).runbookVersion.findMany({
    where: { runbookId: id },
    orderBy: { version: "desc" },
    take: 100,
    select: { version: true, title: true, editorId: true, at: true },
  });
  const editors = await reader(ctx).user.findMany({
    where: { id: { in: rows.flatMap((row) => (row.editorId ? [row.editorId] : [])) } },
    select: { id: true, name: true },
  });
  const names = new Map(editors.map((one) => [one.id, one]));
  return rows.map((row) => ({
    version: row.version,
    title: row.title,
    editor: row.editorId ? (names.get(row.editorId) ?? null) : null,
    at: row.at.toISOString(),
  }));
}

/** One earlier version whole. @throws not_found */
export async function getVersion(
  ctx: Ctx,
  id: string,
  version: number,
): Promise<{ version: number; title: string; content: RunbookContent; notes: string; at: string }> {
  await findRunbook(ctx, id);
  const row = await reader(ctx).runbookVersion.findUnique({
    where: { runbookId_version: { runbookId: id, version } },
  });
  if (!row) throw notFound("version");
  return {
    version: row.version,
    title: row.title,
    content: readContent(row.content),
    notes: row.notes,
    at: row.at.toISOString(),
  };
}

/** Where the asker may keep a new runbook: the teams they lead, and for leads and administrators "all teams". */
export async function homesForRunbooks(ctx: Ctx): Promise<Array<{ id: string | null; name: string }>> {
  const teams = await seenTeams(ctx);
  const own = [...teams]
    .filter(([id]) => canEditRunbook(ctx.actor, id) === true)
    .map(([id, team]) => ({ id, name: team.name }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return canEditRunbook(ctx.actor, null) === true ? [...own, { id: null, name: "All teams" }] : own;
}

/** The metrics a runbook can name as its trigger. */
export async function triggerMetrics(ctx: Ctx): Promise<Array<{ key: string; name: string }>> {
  return reader(ctx).metric.findMany({ orderBy: { name: "asc" }, select: { key: true, name: true } });
}
