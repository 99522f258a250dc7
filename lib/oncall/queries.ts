import type { Ctx } from "#lib/platform/context.ts";
import { reader, readRows } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";

/** Who is rung for a team, and why them. */
export interface PagerHolder {
  userId: string;
  name: string;
  because: "lead" | "deputy" | "admin";
}

const ORDER = { lead: 0, deputy: 1 } as const;

/**
 * Everybody who holds the pager of a team now, first the one to ask: its leads, else its deputy, else the
 * administrators. Schedules come before all of these once a team has one.
 */
export async function pagerHolders(ctx: Ctx, teamId: string): Promise<PagerHolder[]> {
  const leads = await reader(ctx).membership.findMany({
    where: { teamId, kind: { in: ["lead", "deputy"] }, user: { deactivatedAt: null } },
    select: { kind: true, user: { select: { id: true, name: true } } },
    orderBy: { createdAt: "asc" },
  });
  const named = leads
    .map((row) => ({
      userId: row.user.id,
      name: row.user.name,
      because: row.kind === "lead" ? ("lead" as const) : ("deputy" as const),
    }))
    .sort((a, b) => ORDER[a.because] - ORDER[b.because]);
  const first = named[0];
  if (first) return named.filter((one) => one.because === first.because);
  const admins = await reader(ctx).user.findMany({
    where: { role: "admin", deactivatedAt: null },
    select: { id: true, name: true },
    orderBy: { createdAt: "asc" },
  });
  return admins.map((admin) => ({ userId: admin.id, name: admin.name, because: "admin" as const }));
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
