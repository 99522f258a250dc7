import { troubleOf } from "#lib/audit/queries.ts";
import {
  type Actor,
  type Ctx,
  isAdmin,
  type MembershipKind,
  personId,
  type Role,
} from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { reader } from "#lib/platform/db.ts";
import { AppError, notFound } from "#lib/platform/errors.ts";
import { cursorAfter, type Page, placeOf } from "#lib/platform/pagination.ts";
import type { Prisma } from "#prisma";
import type { ListUsers, MeDto, UserDto, UserPageDto } from "./schema.ts";

/** The teams this actor may see: open ones, their own, all for administrators. For use inside a `where`. */
export function visibleTeams(actor: Actor): Prisma.TeamWhereInput {
  if (actor.kind === "system" || isAdmin(actor)) return {};
  return { OR: [{ visibility: "open" }, { id: { in: [...actor.teams.keys()] } }] };
}

const USER = {
  id: true,
  name: true,
  email: true,
  phone: true,
  role: true,
  zone: true,
  contactConfirmedAt: true,
  deactivatedAt: true,
  createdAt: true,
  version: true,
  passwordHash: true,
} satisfies Prisma.UserSelect;

function select(actor: Actor) {
  const team = { select: { id: true, name: true } };
  return {
    ...USER,
    memberships: {
      where: { team: { AND: [visibleTeams(actor), { archivedAt: null }] } },
      select: { kind: true, team },
      orderBy: { team: { name: "asc" } },
    },
    duties: {
      where: { team: { AND: [visibleTeams(actor), { archivedAt: null }] } },
      select: { role: { select: { key: true, name: true } }, team },
    },
  } satisfies Prisma.UserSelect;
}

type Row = Prisma.UserGetPayload<{ select: ReturnType<typeof select> }>;

/** How accounts are doing: sessions and locks of several people at once. */
async function accountsOf(ctx: Ctx, rows: Row[]): Promise<Map<string, NonNullable<UserDto["account"]>>> {
  const mine = isAdmin(ctx.actor) ? rows : rows.filter((row) => row.id === ctx.actor.userId);
  if (mine.length === 0) return new Map();
  const userId = { in: mine.map((row) => row.id) };
  // One after the other: inside a transaction there is one connection.
  const all = await reader(ctx).session.groupBy({
    by: ["userId"],
    where: { userId },
    _max: { createdAt: true, seenAt: true },
  });
  const open = await reader(ctx).session.groupBy({
    by: ["userId"],
    where: { userId, endedAt: null, expiresAt: { gt: ctx.now } },
    _count: true,
  });
  const guards = await reader(ctx).signInGuard.findMany({
    where: { emailHash: { in: mine.map((row) => sha256(row.email)) }, lockedUntil: { gt: ctx.now } },
    select: { emailHash: true, lockedUntil: true },
  });
  return new Map(
    mine.map((row) => {
      const seen = all.find((one) => one.userId === row.id)?._max;
      const guard = guards.find((one) => one.emailHash === sha256(row.email));
      return [
        row.id,
        {
          lastSignInAt: seen?.createdAt?.toISOString() ?? null,
          lastSeenAt: seen?.seenAt?.toISOString() ?? null,
          openSessions: open.find((one) => one.userId === row.id)?._count ?? 0,
          lockedUntil: guard?.lockedUntil?.toISOString() ?? null,
          hasPassword: row.passwordHash !== null,
        },
      ];
    }),
  );
}

function present(ctx: Ctx, row: Row, account: UserDto["account"]): UserDto {
  const admin = isAdmin(ctx.actor) && ctx.actor.kind !== "token";
  const active = row.deactivatedAt === null;
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    role: row.role as Role,
    zone: row.zone,
    contactConfirmedAt: row.contactConfirmedAt?.toISOString() ?? null,
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    teams: row.memberships.map((one) => ({ ...one.team, kind: one.kind as MembershipKind })),
    duties: row.duties.map((one) => ({ ...one.role, team: one.team })),
    account,
    abilities: {
      edit: admin && active,
      help: admin && active,
      deactivate: admin && active && row.id !== ctx.actor.userId,
      reactivate: admin && !active,
    },
  };
}

const LIST = "users";

/** The row a name-ordered list goes on after. @throws bad_cursor when that row is gone */
async function nameAfter(ctx: Ctx, cursor: string | undefined): Promise<{ name: string; id: string } | null> {
  const place = placeOf(LIST, cursor);
  if (!place) return null;
  const row = await reader(ctx).user.findUnique({
    where: { id: place.id },
    select: { name: true, id: true },
  });
  if (!row) throw new AppError("bad_cursor", "This cursor is not from this list. Start again without one.");
  return row;
}

/** `%` and `_` mean themselves: any text is a valid search (C-41). */
export const literal = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** People by name. Deactivated ones only when asked for. */
export async function listUsers(ctx: Ctx, filter: ListUsers): Promise<Page<UserDto>> {
  const after = await nameAfter(ctx, filter.cursor);
  const state = filter.state ?? "active";
  const contains = filter.q ? { contains: literal(filter.q), mode: "insensitive" as const } : undefined;
  const rows = await reader(ctx).user.findMany({
    where: {
      AND: [
        state === "all" ? {} : { deactivatedAt: state === "active" ? null : { not: null } },
        contains ? { OR: [{ name: contains }, { email: contains }] } : {},
        filter.role ? { role: filter.role } : {},
        filter.team ? { memberships: { some: { teamId: filter.team, team: visibleTeams(ctx.actor) } } } : {},
        after ? { OR: [{ name: { gt: after.name } }, { name: after.name, id: { gt: after.id } }] } : {},
      ],
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: filter.limit + 1,
    select: select(ctx.actor),
  });
  const shown = rows.slice(0, filter.limit);
  const accounts = await accountsOf(ctx, shown);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => present(ctx, row, accounts.get(row.id) ?? null)),
    nextCursor:
      rows.length > filter.limit && last ? cursorAfter(LIST, { at: last.createdAt, id: last.id }) : null,
    limit: filter.limit,
  };
}

async function oneUser(ctx: Ctx, id: string): Promise<UserDto> {
  const row = await reader(ctx).user.findUnique({ where: { id }, select: select(ctx.actor) });
  if (!row) throw notFound("person");
  return present(ctx, row, (await accountsOf(ctx, [row])).get(id) ?? null);
}

/** One person with what they belong to. @throws not_found */
export async function getUser(ctx: Ctx, id: string): Promise<UserPageDto> {
  const user = await oneUser(ctx, id);
  return { ...user, trouble: isAdmin(ctx.actor) ? await troubleOf(ctx, id) : null };
}

export interface KeptPreferences {
  theme?: MeDto["preferences"]["theme"];
  singleKeys?: boolean;
}

/** The actor's own person. @throws forbidden for jobs */
export async function getMe(ctx: Ctx): Promise<MeDto> {
  const id = personId(ctx);
  const user = await oneUser(ctx, id);
  const row = await reader(ctx).user.findUnique({ where: { id }, select: { preferences: true } });
  const kept = (row?.preferences ?? {}) as KeptPreferences;
  return { ...user, preferences: { theme: kept.theme ?? "system", singleKeys: kept.singleKeys ?? true } };
}
