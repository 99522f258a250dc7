import { listChannels } from "#lib/notifications/queries/channels.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { canEditSchedule } from "../policy.ts";
import type { Named } from "./names.ts";
import { candidatesOf } from "./schedules.ts";

/** A team whose schedules the actor may write, and what they can be made of. */
export interface ScheduleHome extends Named {
  zone: string;
  candidates: Named[];
  channels: Named[];
}

/** The teams whose schedules the actor may write, by name. */
export async function scheduleHomes(ctx: Ctx): Promise<Array<Named & { zone: string }>> {
  const teams = await reader(ctx).team.findMany({
    where: { AND: [{ archivedAt: null }, visibleTeams(ctx.actor)] },
    select: { id: true, name: true, zone: true },
    orderBy: { name: "asc" },
  });
  return teams.filter((team) => canEditSchedule(ctx.actor, team.id) === true);
}

/** The same with who may take turns and where the team posts, for the form. */
export async function scheduleChoices(ctx: Ctx, only?: string): Promise<ScheduleHome[]> {
  const homes = (await scheduleHomes(ctx)).filter((home) => only === undefined || home.id === only);
  const full: ScheduleHome[] = [];
  for (const home of homes) {
    const channels = await listChannels(ctx, home.id);
    full.push({
      ...home,
      candidates: await candidatesOf(ctx, home.id),
      channels: channels.map(({ id, name }) => ({ id, name })),
    });
  }
  return full;
}
