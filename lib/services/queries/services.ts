import { type Actor, type Ctx, isAdmin } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { AppError, notFound } from "#lib/platform/errors.ts";
import { cursorAfter, type Page, placeOf } from "#lib/platform/pagination.ts";
import type { ServiceHours } from "#lib/platform/time.ts";
import type { Prisma } from "#prisma";
import type { ServiceStatus } from "../model.ts";
import { canChangeServiceSettings, canEditVendor, canManageServices, canSayStatus } from "../policy.ts";
import type { ListServices, ProfileDto, ServiceDto, VendorDto } from "../schema.ts";

const LIST = "services";

/** The services this actor may see: of open teams, of their own, all for administrators. */
export function visibleServices(actor: Actor): Prisma.ServiceWhereInput {
  if (actor.kind === "system" || isAdmin(actor)) return {};
  return { OR: [{ team: { visibility: "open" } }, { teamId: { in: [...actor.teams.keys()] } }] };
}

const SELECT = {
  id: true,
  name: true,
  about: true,
  profileKey: true,
  status: true,
  serviceHours: true,
  scheduleId: true,
  links: true,
  archivedAt: true,
  createdAt: true,
  version: true,
  team: { select: { id: true, name: true } },
  _count: { select: { settings: true } },
} satisfies Prisma.ServiceSelect;

type Row = Prisma.ServiceGetPayload<{ select: typeof SELECT }>;

function present(ctx: Ctx, row: Row, profiles: ReadonlyMap<string, string>): ServiceDto {
  const open = row.archivedAt === null;
  const may = (decision: true | { because: string }) => open && decision === true;
  return {
    id: row.id,
    name: row.name,
    about: row.about,
    team: row.team,
    profile: {
      key: row.profileKey,
      name: profiles.get(row.profileKey) ?? (row.profileKey === "general" ? "General" : row.profileKey),
    },
    status: row.status as ServiceStatus,
    serviceHours: row.serviceHours as ServiceHours | null,
    scheduleId: row.scheduleId,
    links: row.links as Array<{ title: string; url: string }>,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    ownSettings: row._count.settings,
    abilities: {
      edit: may(canManageServices(ctx.actor, row.team.id)),
      archive: may(canManageServices(ctx.actor, row.team.id)),
      settings: may(canChangeServiceSettings(ctx.actor, row.team.id)),
      status: may(canSayStatus(ctx.actor, row.team.id)),
    },
  };
}

/** Profiles, by name; loaded ones know when. */
export async function listProfiles(ctx: Ctx): Promise<ProfileDto[]> {
  const rows = await reader(ctx).profile.findMany({ orderBy: { name: "asc" } });
  return rows.map((row) => ({ ...row, loadedAt: row.loadedAt?.toISOString() ?? null }));
}

const profileNames = async (ctx: Ctx) =>
  new Map(
    (await reader(ctx).profile.findMany({ select: { key: true, name: true } })).map((one) => [
      one.key,
      one.name,
    ]),
  );

const literal = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

async function nameAfter(ctx: Ctx, cursor: string | undefined): Promise<string | null> {
  const place = placeOf(LIST, cursor);
  if (!place) return null;
  const row = await reader(ctx).service.findUnique({ where: { id: place.id }, select: { name: true } });
  if (!row) throw new AppError("bad_cursor", "This cursor is not from this list. Start again without one.");
  return row.name;
}

/** Services the actor may see, by name. */
export async function listServices(ctx: Ctx, filter: ListServices): Promise<Page<ServiceDto>> {
  const after = await nameAfter(ctx, filter.cursor);
  const contains = filter.q ? { contains: literal(filter.q), mode: "insensitive" as const } : undefined;
  const rows = await reader(ctx).service.findMany({
    where: {
      AND: [
        visibleServices(ctx.actor),
        filter.archived === "true" ? { archivedAt: { not: null } } : { archivedAt: null },
        contains ? { OR: [{ name: contains }, { about: contains }] } : {},
        filter.team ? { teamId: filter.team } : {},
        filter.status ? { status: filter.status } : {},
        after === null ? {} : { name: { gt: after } },
      ],
    },
    orderBy: { name: "asc" },
    take: filter.limit + 1,
    select: SELECT,
  });
  const profiles = await profileNames(ctx);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => present(ctx, row, profiles)),
    nextCursor:
      rows.length > filter.limit && last ? cursorAfter(LIST, { at: last.createdAt, id: last.id }) : null,
    limit: filter.limit,
  };
}

/** @throws not_found, also when its team is closed to the actor */
export async function getService(ctx: Ctx, id: string): Promise<ServiceDto> {
  const row = await reader(ctx).service.findFirst({
    where: { AND: [{ id }, visibleServices(ctx.actor)] },
    select: SELECT,
  });
  if (!row) throw notFound("service");
  return present(ctx, row, await profileNames(ctx));
}

/** Outside services and tools, with how they are as people last said. */
export async function listVendors(ctx: Ctx): Promise<VendorDto[]> {
  const rows = await reader(ctx).vendor.findMany({ orderBy: { name: "asc" } });
  return rows.map((row) => ({
    ...row,
    status: row.status as VendorDto["status"],
    abilities: { edit: canEditVendor(ctx.actor) === true },
  }));
}
