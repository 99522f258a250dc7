import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { feedChanged } from "../events.ts";
import { canKeepFeeds } from "../policy.ts";
import { getFeedForUpdate } from "./feeds.ts";

/** The address answers no more, from this moment on. Twice is once. @throws not_found */
export async function revokeFeed(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await getFeedForUpdate(tx, ctx, input.id);
    permit(canKeepFeeds(ctx.actor));
    if (row.revokedAt) return { id: row.id };
    const after = await tx.calendarFeed.update({ where: { id: row.id }, data: { revokedAt: ctx.now } });
    await recordAudit(tx, ctx, { action: "calendar.revoke", subject: { kind: "calendar-feed", id: row.id } });
    await emit(tx, ctx, feedChanged(after));
    return { id: row.id };
  });
}
