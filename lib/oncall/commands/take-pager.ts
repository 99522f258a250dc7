import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import type { Shift } from "#prisma";

/**
 * Writes down that the person of these shifts has taken the pager: it is theirs from now, or from the shift's
 * beginning. Comes it after the grace time, the pager has moved already and only the acceptance is kept. Twice is once.
 * The schedules' rows are locked by the caller.
 * @returns the shifts as they are now
 */
export async function takePager(tx: Tx, ctx: Ctx, shiftIds: readonly string[]): Promise<Shift[]> {
  await tx.$executeRaw`UPDATE shifts SET accepted_at = ${ctx.now},
      takes_at = CASE WHEN takes_at IS NULL OR takes_at > ${ctx.now} THEN greatest(from_at, ${ctx.now}) ELSE takes_at END
    WHERE id = ANY(${[...shiftIds]}::uuid[]) AND accepted_at IS NULL AND to_at > ${ctx.now}`;
  return tx.shift.findMany({ where: { id: { in: [...shiftIds] } } });
}
