import { canTake } from "#lib/oncall/policy.ts";
import { findSchedule } from "#lib/oncall/queries/schedules.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { Prisma } from "#prisma";
import { changesBetween } from "../queries/changes.ts";
import { getHandoff } from "../queries.ts";
import type { DraftHandoff, HandoffDto } from "../schema.ts";
import { draftHandoff } from "./draft.ts";

/** So far ahead one may begin to write, in days. */
const AHEAD_DAYS = 14;

/**
 * Drafts the contract of a schedule's next change before the system does: for who wants to write it down early.
 * @throws not_found, forbidden, conflict when there is no change to hand over
 */
export async function startHandoff(ctx: Ctx, input: DraftHandoff): Promise<HandoffDto> {
  return inTransaction(ctx, async (tx) => {
    const here = within(ctx, tx);
    const { row } = await findSchedule(here, input.scheduleId);
    permit(canTake(ctx.actor, row.teamId));
    const [next] = await changesBetween(
      here,
      ctx.now,
      addMinutes(ctx.now, AHEAD_DAYS * 1440),
      Prisma.sql`s.schedule_id = ${row.id}::uuid`,
    );
    if (!next) throw conflict("No change of this schedule waits for a handoff in the next two weeks.");
    return getHandoff(here, await draftHandoff(here, next));
  });
}
