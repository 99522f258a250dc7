import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { namesOf, orNobody } from "./names.ts";

/** A change that comes: who takes over which line of a team, and when. */
export interface Ahead {
  teamId: string;
  line: string;
  /** Null: nobody. */
  name: string | null;
  at: string;
}

/** The shifts of these teams that begin in the next hours, the soonest first. The caller has checked that they are seen. */
export async function shiftsAhead(ctx: Ctx, teamIds: readonly string[], hours: number): Promise<Ahead[]> {
  const rows = await reader(ctx).shift.findMany({
    where: {
      fromAt: { gt: ctx.now, lte: addMinutes(ctx.now, hours * 60) },
      schedule: { teamId: { in: [...teamIds] }, archivedAt: null },
    },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: 100,
    select: { userId: true, fromAt: true, schedule: { select: { name: true, teamId: true } } },
  });
  const name = orNobody(
    await namesOf(
      ctx,
      rows.map((row) => row.userId),
    ),
  );
  return rows.map((row) => ({
    teamId: row.schedule.teamId,
    line: row.schedule.name,
    name: name(row.userId)?.name ?? null,
    at: row.fromAt.toISOString(),
  }));
}
