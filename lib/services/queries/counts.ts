import type { Ctx } from "#lib/platform/context.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { SETTING_KEYS } from "../model.ts";

export interface SettingsCounts {
  people: number;
  invitations: number;
  teams: number;
  policies: number;
  gateways: number;
  figures: number;
  changed: number;
  tokens: number;
  entries24h: number;
}

/** How much of everything is set up; tokens and entries only for administrators. */
export async function settingsCounts(ctx: Ctx): Promise<SettingsCounts> {
  const admin = isAdmin(ctx.actor);
  const since = new Date(ctx.now.getTime() - 86_400_000);
  const open = { acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now } };
  const own = { OR: [{ visibility: "open" }, { id: { in: [...ctx.actor.teams.keys()] } }] };
  const seen = await reader(ctx).team.findMany({
    where: { archivedAt: null, ...(admin ? {} : own) },
    select: { id: true },
  });
  const ids = seen.map(({ id }) => id);
  const [people, invitations, policies, gateways, changed, tokens, entries24h] = await together(ctx, [
    () => reader(ctx).user.count({ where: { deactivatedAt: null } }),
    () => (admin ? reader(ctx).invitation.count({ where: open }) : 0),
    () => reader(ctx).escalationPolicy.count({ where: { archivedAt: null, teamId: { in: ids } } }),
    () => (admin ? reader(ctx).gateway.count() : 0),
    () => reader(ctx).setting.count({ where: { key: { in: SETTING_KEYS } } }),
    () => (admin ? reader(ctx).apiToken.count({ where: { revokedAt: null } }) : 0),
    () => (admin ? reader(ctx).auditEntry.count({ where: { at: { gt: since } } }) : 0),
  ]);
  const figures = SETTING_KEYS.length;
  return {
    people,
    invitations,
    teams: ids.length,
    policies,
    gateways,
    figures,
    changed,
    tokens,
    entries24h,
  };
}
