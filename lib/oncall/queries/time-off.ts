import { type Ctx, isAdmin } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { TimeOff } from "#prisma";
import type { TimeOffDto } from "../schema/swaps.ts";
import { namesOf } from "./names.ts";
import { presentSwaps } from "./swaps.ts";

export async function presentTimeOff(ctx: Ctx, row: TimeOff): Promise<TimeOffDto> {
  const name = await namesOf(ctx, [row.userId]);
  const requests = await reader(ctx).coverRequest.findMany({
    where: { timeOffId: row.id },
    orderBy: { fromAt: "asc" },
    take: 200,
  });
  return {
    id: row.id,
    user: name(row.userId),
    from: row.fromAt.toISOString(),
    to: row.toAt.toISOString(),
    reason: row.reason,
    requests: await presentSwaps(ctx, requests),
  };
}

/** Everybody of one team. */
async function peopleOfTeam(ctx: Ctx, teamId: string): Promise<string[]> {
  const rows = await reader(ctx).membership.findMany({ where: { teamId }, select: { userId: true } });
  return rows.map((row) => row.userId);
}

/**
 * Time off that is not over: one's own, and of people in the teams one leads (all for administrators).
 * @param of `mine`: one's own alone; a team: of its people, for those who lead it
 */
export async function listTimeOff(ctx: Ctx, of?: "mine" | { teamId: string }): Promise<TimeOffDto[]> {
  const led = [...ctx.actor.teams].filter(([, kind]) => kind === "lead" || kind === "deputy");
  const members = await reader(ctx).membership.findMany({
    where: { teamId: { in: led.map(([teamId]) => teamId) } },
    select: { userId: true },
  });
  const own = ctx.actor.userId ? [ctx.actor.userId] : [];
  const people = [...own, ...members.map((row) => row.userId)];
  const wanted = typeof of === "object" ? await peopleOfTeam(ctx, of.teamId) : own;
  const rows = await reader(ctx).timeOff.findMany({
    where: {
      cancelledAt: null,
      toAt: { gt: ctx.now },
      AND: [
        isAdmin(ctx.actor) ? {} : { userId: { in: people } },
        of === undefined ? {} : { userId: { in: wanted } },
      ],
    },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: 100,
  });
  const items: TimeOffDto[] = [];
  for (const row of rows) items.push(await presentTimeOff(ctx, row));
  return items;
}
