import type { Ctx } from "#lib/platform/context.ts";
import { reader, readRows } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";

/** Who is rung for a team, and why them. */
export interface PagerHolder {
  userId: string;
  name: string;
  because: "lead" | "deputy" | "admin";
}

/**
 * Everybody who holds the pager of these teams now, first the one to ask: a team's leads, else its deputy, else the
 * administrators. Schedules come before all of these once a team has one.
 * @returns by team id; an entry for each team asked for
 */
export async function pagerHoldersOf(
  ctx: Ctx,
  teamIds: readonly string[],
): Promise<Map<string, PagerHolder[]>> {
  const rows = await reader(ctx).membership.findMany({
    where: { teamId: { in: [...teamIds] }, kind: { in: ["lead", "deputy"] }, user: { deactivatedAt: null } },
    select: { teamId: true, kind: true, user: { select: { id: true, name: true } } },
    orderBy: { createdAt: "asc" },
  });
  const held = new Map<string, PagerHolder[]>();
  for (const because of ["lead", "deputy"] as const) {
    for (const teamId of teamIds) {
      const own = rows.filter((row) => row.teamId === teamId && row.kind === because);
      if (own.length === 0 || held.has(teamId)) continue;
      held.set(
        teamId,
        own.map((row) => ({ userId: row.user.id, name: row.user.name, because })),
      );
    }
  }
  const bare = teamIds.filter((teamId) => !held.has(teamId));
  if (bare.length === 0) return held;
  const admins = await reader(ctx).user.findMany({
    where: { role: "admin", deactivatedAt: null },
    select: { id: true, name: true },
    orderBy: { createdAt: "asc" },
  });
  const last = admins.map((admin) => ({ userId: admin.id, name: admin.name, because: "admin" as const }));
  for (const teamId of bare) held.set(teamId, last);
  return held;
}

/** Everybody who holds the pager of one team now, first the one to ask. */
export async function pagerHolders(ctx: Ctx, teamId: string): Promise<PagerHolder[]> {
  return (await pagerHoldersOf(ctx, [teamId])).get(teamId) ?? [];
}

/** The one person who holds the pager of a team now, or null where there is nobody at all. */
export async function pagerHolder(ctx: Ctx, teamId: string): Promise<PagerHolder | null> {
  return (await pagerHolders(ctx, teamId))[0] ?? null;
}

/** The teams whose pager this person holds now: what goes "with the pager" is theirs. */
export async function teamsHeldBy(ctx: Ctx, userId: string): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    ctx,
    Prisma.sql`
    SELECT t.id::text FROM teams t WHERE t.archived_at IS NULL AND (
      EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = t.id AND m.user_id = ${userId}::uuid AND m.kind = 'lead')
      OR (EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = t.id AND m.user_id = ${userId}::uuid AND m.kind = 'deputy')
        AND NOT EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id
          WHERE m.team_id = t.id AND m.kind = 'lead' AND u.deactivated_at IS NULL)))`,
  );
  return rows.map((row) => row.id);
}
