import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { Shift } from "#prisma";
import type { ShiftDto } from "../schema/on-call.ts";
import type { SwapDto } from "../schema/swaps.ts";
import type { LaneDto } from "../schema/timeline.ts";
import type { SpanQuery } from "../schema.ts";
import { namesOf } from "./names.ts";
import { teamNames } from "./on-call.ts";
import { presentShift, spanOf } from "./schedules.ts";
import { OPEN, presentSwaps } from "./swaps.ts";

/** One's own part of one schedule. */
export interface MyLane {
  schedule: LaneDto["schedule"];
  /** One's own shifts of the span, covers for others too. */
  shifts: ShiftDto[];
  /** What one wants to be rid of and nobody has taken yet. */
  requests: SwapDto[];
}

/** What a personal timeline draws of a span. */
export interface MyTimeline {
  lanes: MyLane[];
  timeOff: Array<{ id: string; from: string; to: string; reason: string }>;
}

const NOTHING: MyTimeline = { lanes: [], timeOff: [] };

/** The schedules one has a shift in: in the span, or still to come, so that a free week keeps its rows. */
async function schedulesOf(ctx: Ctx, userId: string, span: { from: Date; to: Date }) {
  const { from, to } = span;
  const some = {
    userId,
    OR: [{ fromAt: { lt: to }, toAt: { gt: from } }, { toAt: { gt: ctx.now } }],
  };
  return reader(ctx).schedule.findMany({
    where: { archivedAt: null, shifts: { some } },
    orderBy: [{ team: { name: "asc" } }, { ordinal: "asc" }, { name: "asc" }],
    take: 50,
    select: { id: true, name: true, teamId: true, zone: true, ordinal: true },
  });
}

/**
 * The span of the person who asks: their shifts schedule by schedule, what of it they have asked others to take, and
 * when they are away. Facts behind now, a forecast ahead.
 * @throws invalid for a span longer than 400 days
 */
export async function myTimeline(ctx: Ctx, query: SpanQuery): Promise<MyTimeline> {
  const { from, to } = spanOf(query);
  const { userId } = ctx.actor;
  if (!userId) return NOTHING;
  const within = { userId, fromAt: { lt: to }, toAt: { gt: from } };
  const schedules = await schedulesOf(ctx, userId, { from, to });
  const ids = schedules.map((one) => one.id);
  const shifts: Shift[] = await reader(ctx).shift.findMany({
    where: { ...within, scheduleId: { in: ids } },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
  });
  const asked = await reader(ctx).coverRequest.findMany({
    where: { ...within, scheduleId: { in: ids }, state: { in: OPEN } },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: 200,
  });
  const away = await reader(ctx).timeOff.findMany({
    where: { ...within, cancelledAt: null },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: 100,
  });
  const requests = await presentSwaps(ctx, asked);
  const teams = await teamNames(ctx, schedules);
  const name = await namesOf(ctx, [userId]);
  return {
    lanes: schedules.map(({ teamId, ...schedule }) => ({
      schedule: { ...schedule, team: { id: teamId, name: teams.get(teamId) ?? "another team" } },
      shifts: shifts.filter((one) => one.scheduleId === schedule.id).map((one) => presentShift(one, name)),
      requests: requests.filter((one) => one.schedule.id === schedule.id),
    })),
    timeOff: away.map((one) => ({
      id: one.id,
      from: one.fromAt.toISOString(),
      to: one.toAt.toISOString(),
      reason: one.reason,
    })),
  };
}
