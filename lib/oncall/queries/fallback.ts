import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";

/** Somebody to ring for a team without anybody on call. */
export interface Fallback {
  userId: string;
  name: string;
  because: "lead" | "deputy" | "admin";
}

/**
 * Whom a team falls back to: its leads, else its deputy, else the administrators.
 * @returns by team id, first the one to ask; an entry for each team asked for
 */
export async function fallbackOf(ctx: Ctx, teamIds: readonly string[]): Promise<Map<string, Fallback[]>> {
  const rows = await reader(ctx).membership.findMany({
    where: { teamId: { in: [...teamIds] }, kind: { in: ["lead", "deputy"] }, user: { deactivatedAt: null } },
    select: { teamId: true, kind: true, user: { select: { id: true, name: true } } },
    orderBy: { createdAt: "asc" },
  });
  const found = new Map<string, Fallback[]>();
  for (const because of ["lead", "deputy"] as const) {
    for (const teamId of teamIds) {
      const own = rows.filter((row) => row.teamId === teamId && row.kind === because);
      if (own.length === 0 || found.has(teamId)) continue;
      found.set(
        teamId,
        own.map((row) => ({ userId: row.user.id, name: row.user.name, because })),
      );
    }
  }
  const bare = teamIds.filter((teamId) => !found.has(teamId));
  if (bare.length === 0) return found;
  const admins = await reader(ctx).user.findMany({
    where: { role: "admin", deactivatedAt: null },
    select: { id: true, name: true },
    orderBy: { createdAt: "asc" },
  });
  const last = admins.map((admin) => ({ userId: admin.id, name: admin.name, because: "admin" as const }));
  for (const teamId of bare) found.set(teamId, last);
  return found;
}
