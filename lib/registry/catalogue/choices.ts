import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";

export interface TeamChoice {
  id: string;
  name: string;
  /** Names of its services. */
  services: string[];
}

/** The teams a profile can be loaded for, the asker's own first; for administrators. */
export async function teamChoices(ctx: Ctx): Promise<TeamChoice[]> {
  const rows = await reader(ctx).team.findMany({
    where: { archivedAt: null },
    orderBy: { name: "asc" },
    select: {
      id: true,
      name: true,
      services: { where: { archivedAt: null }, select: { name: true }, orderBy: { name: "asc" } },
    },
  });
  const mine = (id: string) => (ctx.actor.teams.has(id) ? 0 : 1);
  return rows
    .map(({ id, name, services }) => ({ id, name, services: services.map((one) => one.name) }))
    .sort((a, b) => mine(a.id) - mine(b.id));
}
