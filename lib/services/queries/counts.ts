import type { Ctx } from "#lib/platform/context.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { SETTING_KEYS } from "../model.ts";

export interface SettingsCounts {
  people: number;
  invitations: number;
  teams: number;
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
  const [people, invitations, teams, changed, tokens, entries24h] = await together(ctx, [
    () => reader(ctx).user.count({ where: { deactivatedAt: null } }),
    () => (admin ? reader(ctx).invitation.count({ where: open }) : 0),
    () => reader(ctx).team.count({ where: { archivedAt: null, ...(admin ? {} : own) } }),
    () => reader(ctx).setting.count({ where: { key: { in: SETTING_KEYS } } }),
    () => (admin ? reader(ctx).apiToken.count({ where: { revokedAt: null } }) : 0),
    () => (admin ? reader(ctx).auditEntry.count({ where: { at: { gt: since } } }) : 0),
  ]);
  return { people, invitations, teams, figures: SETTING_KEYS.length, changed, tokens, entries24h };
}
