import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { CoverRequest } from "#prisma";
import { canAccept, canApprove, canDecline, canOffer, canWithdraw } from "../policy.ts";
import type { SwapDto } from "../schema/swaps.ts";
import { namesOf, orNobody } from "./names.ts";
import { seenTeamIds } from "./on-call.ts";

/** States in which a request waits. */
export const OPEN = ["open", "offered", "agreed"];

function abilitiesOf(ctx: Ctx, row: CoverRequest, teamId: string): SwapDto["abilities"] {
  const facts = { teamId, userId: row.userId, toUserId: row.toUserId, offeredById: row.offeredById };
  const is = (...states: string[]) => states.includes(row.state) && row.toAt > ctx.now;
  const me = ctx.actor.userId ?? "";
  return {
    offer: is("open") && canOffer(ctx.actor, facts, me) === true,
    accept: is("offered") && canAccept(ctx.actor, facts) === true,
    approve: is("agreed") && canApprove(ctx.actor, facts) === true,
    decline: is(...OPEN) && canDecline(ctx.actor, facts) === true && row.userId !== me,
    withdraw: is(...OPEN) && canWithdraw(ctx.actor, facts) === true,
  };
}

/** Requests as the actor sees them; the caller has checked that they may. */
export async function presentSwaps(ctx: Ctx, rows: readonly CoverRequest[]): Promise<SwapDto[]> {
  const schedules = await reader(ctx).schedule.findMany({
    where: { id: { in: rows.map((row) => row.scheduleId) } },
    select: { id: true, name: true, teamId: true },
  });
  const byId = new Map(schedules.map((one) => [one.id, one]));
  const name = await namesOf(
    ctx,
    rows.flatMap((row) => [row.userId, row.askedById, row.toUserId, row.offeredById]),
  );
  return rows.flatMap((row): SwapDto[] => {
    const schedule = byId.get(row.scheduleId);
    if (!schedule) return [];
    return [
      {
        id: row.id,
        schedule: { id: schedule.id, name: schedule.name },
        kind: row.kind as SwapDto["kind"],
        user: name(row.userId),
        askedBy: orNobody(name)(row.askedById),
        from: row.fromAt.toISOString(),
        to: row.toAt.toISOString(),
        toUser: orNobody(name)(row.toUserId),
        returns:
          row.returnFromAt && row.returnToAt
            ? { from: row.returnFromAt.toISOString(), to: row.returnToAt.toISOString() }
            : null,
        reason: row.reason,
        state: (OPEN.includes(row.state) && row.toAt <= ctx.now ? "lapsed" : row.state) as SwapDto["state"],
        offeredBy: orNobody(name)(row.offeredById),
        version: row.version,
        abilities: abilitiesOf(ctx, row, schedule.teamId),
      },
    ];
  });
}

/** One request, if the actor may see its team. @throws not_found */
export async function getSwap(ctx: Ctx, id: string): Promise<SwapDto> {
  const row = await reader(ctx).coverRequest.findUnique({ where: { id } });
  const schedule = row
    ? await reader(ctx).schedule.findUnique({ where: { id: row.scheduleId }, select: { teamId: true } })
    : null;
  if (!row || !schedule || !(await seenTeamIds(ctx)).includes(schedule.teamId)) throw notFound("request");
  const [dto] = await presentSwaps(ctx, [row]);
  if (!dto) throw notFound("request");
  return dto;
}

/** What waits for an answer in the teams one may see, the soonest first. */
export async function listSwaps(ctx: Ctx, filter: { teamId?: string | undefined }): Promise<SwapDto[]> {
  const seen = await seenTeamIds(ctx);
  const teams = filter.teamId ? seen.filter((id) => id === filter.teamId) : seen;
  const schedules = await reader(ctx).schedule.findMany({
    where: { teamId: { in: teams }, archivedAt: null },
    select: { id: true },
  });
  const rows = await reader(ctx).coverRequest.findMany({
    where: {
      scheduleId: { in: schedules.map((one) => one.id) },
      state: { in: OPEN },
      toAt: { gt: ctx.now },
    },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: 200,
  });
  return presentSwaps(ctx, rows);
}
