import { type Ctx, isAdmin, isLead, type MembershipKind, type Role } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { db, reader, together } from "#lib/platform/db.ts";
import type { InvitationDto } from "../schema.ts";

interface StateFacts {
  acceptedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
}

function stateOf(row: StateFacts, now: Date): InvitationDto["state"] {
  if (row.acceptedAt) return "accepted";
  if (row.revokedAt) return "revoked";
  return row.expiresAt > now ? "open" : "expired";
}

/** Invitations, newest first: all for administrators, those into their own teams for leads. */
export async function listInvitations(ctx: Ctx): Promise<InvitationDto[]> {
  const led = [...ctx.actor.teams.keys()].filter((team) => isLead(ctx.actor, team));
  if (!isAdmin(ctx.actor) && led.length === 0) return [];
  const rows = await reader(ctx).invitation.findMany({
    where: isAdmin(ctx.actor) ? {} : { teamId: { in: led } },
    orderBy: { createdAt: "desc" },
    take: 200,
  });
  const ids = <K extends "teamId" | "invitedById">(key: K) =>
    rows.flatMap((row) => (row[key] ? [row[key]] : []));
  const select = { id: true, name: true };
  const [teams, people] = await together(ctx, [
    () => reader(ctx).team.findMany({ where: { id: { in: ids("teamId") } }, select }),
    () => reader(ctx).user.findMany({ where: { id: { in: ids("invitedById") } }, select }),
  ]);
  const name = (list: Array<{ id: string; name: string }>, id: string | null) =>
    list.find((one) => one.id === id);
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role as Role,
    team: name(teams, row.teamId) ?? null,
    teamKind: row.teamKind as MembershipKind,
    invitedBy: name(people, row.invitedById)?.name ?? "former member",
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    state: stateOf(row, ctx.now),
  }));
}

/** What the holder of an invitation's secret may see of it; null when it is not (or no longer) good. */
export async function invitationOf(
  ctx: Ctx,
  secret: string,
): Promise<{ email: string; name: string; team: string | null; invitedBy: string | null } | null> {
  const row = await db().invitation.findUnique({ where: { tokenHash: sha256(secret) } });
  if (!row || stateOf(row, ctx.now) !== "open") return null;
  const [team, by] = await together(ctx, [
    () => (row.teamId ? db().team.findUnique({ where: { id: row.teamId }, select: { name: true } }) : null),
    () =>
      row.invitedById
        ? db().user.findUnique({ where: { id: row.invitedById }, select: { name: true } })
        : null,
  ]);
  return { email: row.email, name: row.name, team: team?.name ?? null, invitedBy: by?.name ?? null };
}
