import type { Ctx } from "#lib/platform/context.ts";
import { inTransaction, readRows } from "#lib/platform/db.ts";
import { log } from "#lib/platform/log.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { Prisma } from "#prisma";
import { draftHandoff } from "../commands/draft.ts";
import { getHandoffForUpdate, refreshItems } from "../commands/internal.ts";
import { lapseHandoff } from "../commands/lapse.ts";
import { voidHandoff } from "../commands/void.ts";
import { DRAFT_MINUTES, PENDING } from "../model.ts";
import { changesBetween } from "../queries/changes.ts";

/** What passed so long ago is not drafted any more, in minutes: a worker that stood still for a day does not flood. */
const LOOK_BACK_MINUTES = 4 * 60;

/** One that fails must not keep the others waiting. */
async function each(
  ids: readonly string[],
  what: string,
  run: (id: string) => Promise<unknown>,
): Promise<void> {
  for (const id of ids)
    try {
      await run(id);
    } catch (error) {
      log().error({ err: error, handoff: id }, `${what} failed`);
    }
}

const waiting = (ctx: Ctx, where: Prisma.Sql) =>
  readRows<{ id: string }>(
    ctx,
    Prisma.sql`SELECT id::text FROM handoffs h WHERE state = ANY(${[...PENDING]}) AND ${where} ORDER BY at_time LIMIT 500`,
  ).then((rows) => rows.map((row) => row.id));

/**
 * Follows the changes of shift: drafts what comes, keeps drafts up to date until they are signed, voids those whose
 * shift is gone, and writes down those that nobody accepted in time. Safe to run twice, and by several workers.
 */
export async function followHandoffs(ctx: Ctx): Promise<void> {
  const gone = await waiting(
    ctx,
    Prisma.sql`NOT EXISTS (SELECT 1 FROM handoff_shifts x JOIN shifts s ON s.id = x.shift_id
      WHERE x.handoff_id = h.id AND s.user_id = h.to_user_id AND s.to_at > ${ctx.now} AND s.accepted_at IS NULL)`,
  );
  await each(gone, "voiding a handoff", (id) => voidHandoff(ctx, id));
  const from = addMinutes(ctx.now, -LOOK_BACK_MINUTES);
  const changes = await changesBetween(ctx, from, addMinutes(ctx.now, DRAFT_MINUTES));
  for (const change of changes)
    await each([change.shiftId], "drafting a handoff", () => draftHandoff(ctx, change));
  const over = await waiting(
    ctx,
    Prisma.sql`lapsed_at IS NULL AND from_user_id IS NOT NULL AND grace_ends_at <= ${ctx.now}`,
  );
  await each(over, "the lapse of a handoff", (id) => lapseHandoff(ctx, id));
  const open = await waiting(ctx, Prisma.sql`submitted_at IS NULL`);
  await each(open, "the list of a handoff", (id) =>
    inTransaction(ctx, async (tx) => {
      const locked = await getHandoffForUpdate(tx, ctx, id);
      if (locked.row.submittedAt === null) await refreshItems(tx, ctx, locked);
    }),
  );
}
