import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { Prisma } from "#prisma";
import type { MyShiftDto } from "../schema/on-call.ts";
import { OWN_SCHEDULE, presentOwn } from "./timeline.ts";

/** One is asked how a shift was for so long after its end, in days. */
const ASKED_DAYS = 3;

/** My shifts that have just ended and of which I have not said how they were, the newest first. */
export async function surveysAsked(ctx: Ctx): Promise<MyShiftDto[]> {
  const { userId } = ctx.actor;
  if (!userId) return [];
  const rows = await reader(ctx).shift.findMany({
    where: {
      userId,
      toAt: { lte: ctx.now, gt: addMinutes(ctx.now, -ASKED_DAYS * 1440) },
      survey: { equals: Prisma.AnyNull },
    },
    orderBy: [{ toAt: "desc" }, { id: "desc" }],
    take: 5,
    include: { schedule: { select: OWN_SCHEDULE } },
  });
  return presentOwn(ctx, rows, userId);
}
