import { teamAudience } from "#lib/people/events.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { reportError } from "#lib/platform/log.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { HORIZON_DAYS, layOutShifts, zoneDataVersion } from "../commands/lay-out.ts";
import { scheduleEvent } from "../events.ts";

const DAY = 1440;

interface Due {
  id: string;
  dirty: boolean;
}

/**
 * What has to be laid out anew: rules or people changed, the runtime has newer zone data (an older one never turns it
 * back, so two workers of different age do not quarrel), or a day of the horizon has gone by.
 */
function dueSchedules(ctx: Ctx): Promise<Due[]> {
  const horizon = addMinutes(ctx.now, (HORIZON_DAYS - 1) * DAY);
  return db().$queryRaw<Due[]>`SELECT id::text, dirty FROM schedules WHERE archived_at IS NULL
    AND (dirty OR zone_data < ${zoneDataVersion()} OR laid_until IS NULL OR laid_until < ${horizon})
    ORDER BY dirty DESC, laid_until NULLS FIRST LIMIT 5000`;
}

/** One schedule in a transaction of its own; one that another worker has is left to it. @returns whether it was done */
async function relayOne(ctx: Ctx, { id, dirty }: Due): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [free] = await tx.$queryRaw<unknown[]>`SELECT id FROM schedules
      WHERE id = ${id}::uuid AND archived_at IS NULL FOR UPDATE SKIP LOCKED`;
    if (!free) return false;
    const row = await tx.schedule.findUniqueOrThrow({
      where: { id },
      include: { team: { select: { id: true, visibility: true } } },
    });
    // Meanwhile somebody else did it.
    if (dirty && !row.dirty) return false;
    const { team, ...schedule } = row;
    await layOutShifts(tx, ctx, schedule);
    if (dirty) await emit(tx, ctx, scheduleEvent("laid-out", schedule, teamAudience(team)));
    return true;
  });
}

/**
 * Lays out every schedule that needs it. One that fails is told of, and does not keep the others.
 * @returns how many were laid out
 */
export async function relaySchedules(ctx: Ctx): Promise<number> {
  let done = 0;
  for (const one of await dueSchedules(ctx)) {
    try {
      if (await relayOne(ctx, one)) done += 1;
    } catch (error) {
      reportError(error, { job: "oncall.lay-out", schedule: one.id });
    }
  }
  return done;
}

/** Somebody left, came back or has another role, or a team's people changed: the schedules that name them are old. */
export async function markSchedules(of: { userId: string } | { teamId: string }): Promise<number> {
  if ("teamId" in of)
    return db()
      .$executeRaw`UPDATE schedules SET dirty = true WHERE team_id = ${of.teamId}::uuid AND archived_at IS NULL`;
  return db().$executeRaw`UPDATE schedules s SET dirty = true WHERE archived_at IS NULL AND (
      EXISTS (SELECT 1 FROM schedule_rules r WHERE r.schedule_id = s.id AND r.cancelled_at IS NULL
        AND strpos(r.layers::text, ${of.userId}) > 0)
      OR EXISTS (SELECT 1 FROM schedule_overrides o WHERE o.schedule_id = s.id AND o.cancelled_at IS NULL
        AND o.to_at > app_now() AND o.user_id = ${of.userId}::uuid))`;
}

/** After an event about a person or a team's people. */
export async function followPeople(ctx: Ctx, facts: Record<string, unknown>): Promise<void> {
  const { userId, teamId } = facts;
  if (typeof userId === "string") await markSchedules({ userId });
  else if (typeof teamId === "string") await markSchedules({ teamId });
  await relaySchedules(ctx);
}
