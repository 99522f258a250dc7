import { type Ctx, isAdmin, type MembershipKind, type Role } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { AppError, notFound } from "#lib/platform/errors.ts";
import { cursorAfter, type Page, placeOf } from "#lib/platform/pagination.ts";
import type { Prisma } from "#prisma";
import type { Visibility } from "../model.ts";
import { canArchiveTeam, canEditTeam, canInvite, canManageMembers } from "../policy.ts";
import { literal, visibleTeams } from "../queries.ts";
import type { ListTeams, TeamDto, TeamListDto } from "../schema.ts";

const LIST = "teams";

const FACTS = {
  id: true,
  name: true,
  about: true,
  visibility: true,
  zone: true,
  needsApproval: true,
  acceptsReports: true,
  archivedAt: true,
  createdAt: true,
  version: true,
  _count: { select: { services: { where: { archivedAt: null } } } },
} satisfies Prisma.TeamSelect;

type Facts = Prisma.TeamGetPayload<{ select: typeof FACTS }>;

function presentFacts(ctx: Ctx, row: Facts): Omit<TeamDto, "members" | "duties"> {
  const open = row.archivedAt === null;
  return {
    id: row.id,
    name: row.name,
    about: row.about,
    visibility: row.visibility as Visibility,
    zone: row.zone,
    needsApproval: row.needsApproval,
    acceptsReports: row.acceptsReports,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    services: row._count.services,
    abilities: {
      edit: open && canEditTeam(ctx.actor, row.id) === true,
      archive: open && canArchiveTeam(ctx.actor) === true,
      members: open && canManageMembers(ctx.actor, row.id) === true,
      invite: open && canInvite(ctx.actor, { role: "viewer", teamId: row.id }) === true,
    },
  };
}

async function nameAfter(ctx: Ctx, cursor: string | undefined) {
  const place = placeOf(LIST, cursor);
  if (!place) return null;
  const row = await reader(ctx).team.findUnique({ where: { id: place.id }, select: { name: true } });
  if (!row) throw new AppError("bad_cursor", "This cursor is not from this list. Start again without one.");
  return row.name;
}

/** Teams the actor may see, by name; archived ones only when asked for. */
export async function listTeams(ctx: Ctx, filter: ListTeams): Promise<Page<TeamListDto>> {
  const after = await nameAfter(ctx, filter.cursor);
  const rows = await reader(ctx).team.findMany({
    where: {
      AND: [
        visibleTeams(ctx.actor),
        filter.archived === "true" ? { archivedAt: { not: null } } : { archivedAt: null },
        filter.q ? { name: { contains: literal(filter.q), mode: "insensitive" } } : {},
        after === null ? {} : { name: { gt: after } },
      ],
    },
    orderBy: { name: "asc" },
    take: filter.limit + 1,
    select: {
      ...FACTS,
      _count: { select: { services: { where: { archivedAt: null } }, memberships: true } },
      memberships: {
        where: { kind: "lead" },
        orderBy: { createdAt: "asc" },
        take: 1,
        select: { user: { select: { id: true, name: true } } },
      },
    },
  });
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      ...presentFacts(ctx, row),
      lead: row.memberships[0]?.user ?? null,
      memberCount: row._count.memberships,
      mine: ctx.actor.teams.get(row.id) ?? null,
    })),
    nextCursor:
      rows.length > filter.limit && last ? cursorAfter(LIST, { at: last.createdAt, id: last.id }) : null,
    limit: filter.limit,
  };
}

const ORDER: Record<string, number> = { lead: 0, deputy: 1, member: 2, reader: 3 };

/** One team with its people and duty roles. @throws not_found, also when it is closed to the actor */
export async function getTeam(ctx: Ctx, id: string): Promise<TeamDto> {
  const row = await reader(ctx).team.findFirst({
    where: { AND: [{ id }, visibleTeams(ctx.actor)] },
    select: {
      ...FACTS,
      memberships: {
        select: { kind: true, user: { select: { id: true, name: true, email: true, role: true } } },
        orderBy: { user: { name: "asc" } },
      },
      duties: { select: { roleKey: true, user: { select: { id: true, name: true } } } },
    },
  });
  if (!row) throw notFound("team");
  const roles = await reader(ctx).dutyRole.findMany({ orderBy: [{ ordinal: "asc" }, { name: "asc" }] });
  return {
    ...presentFacts(ctx, row),
    members: row.memberships
      .map((one) => ({ ...one.user, role: one.user.role as Role, kind: one.kind as MembershipKind }))
      .sort((a, b) => (ORDER[a.kind] ?? 9) - (ORDER[b.kind] ?? 9)),
    duties: roles.map((role) => ({
      key: role.key,
      name: role.name,
      note: role.note,
      people: row.duties.filter((one) => one.roleKey === role.key).map((one) => one.user),
    })),
  };
}

/** Teams the actor may choose in a form: all for administrators, else their own; by name. */
export async function teamChoices(ctx: Ctx): Promise<Array<{ id: string; name: string }>> {
  return reader(ctx).team.findMany({
    where: {
      archivedAt: null,
      ...(isAdmin(ctx.actor) ? {} : { id: { in: [...ctx.actor.teams.keys()] } }),
    },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
    take: 500,
  });
}

/** Active people for a form's choice, by name. */
export async function peopleChoices(ctx: Ctx): Promise<Array<{ id: string; name: string }>> {
  return reader(ctx).user.findMany({
    where: { deactivatedAt: null },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
    take: 500,
  });
}
