import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { feedChanged } from "../events.ts";
import { canKeepFeeds } from "../policy.ts";
import { presentFeed } from "../queries/feeds.ts";
import { findSchedule } from "../queries/schedules.ts";
import type { CalendarAddressDto } from "../schema/feeds.ts";
import { getFeedForUpdate, newAddress, unremembered } from "./feeds.ts";

/**
 * A new secret for the same calendar: the address before answers no more from this moment on.
 * @throws not_found, conflict when it was revoked
 */
export async function renewFeed(ctx: Ctx, input: { id: string }): Promise<CalendarAddressDto> {
  const own = unremembered(ctx);
  return inTransaction(own, async (tx) => {
    const row = await getFeedForUpdate(tx, ctx, input.id);
    permit(canKeepFeeds(ctx.actor));
    if (row.revokedAt) throw conflict("This address was revoked. Make a new one.");
    const found = row.scheduleId ? await findSchedule(within(own, tx), row.scheduleId) : null;
    const { keyHash, url } = newAddress(row);
    const after = await tx.calendarFeed.update({
      where: { id: row.id },
      data: { keyHash, createdAt: ctx.now, lastReadAt: null },
    });
    await recordAudit(tx, ctx, { action: "calendar.renew", subject: { kind: "calendar-feed", id: row.id } });
    await emit(tx, ctx, feedChanged(after));
    return { feed: presentFeed(after, found ? { id: found.row.id, name: found.row.name } : null), url };
  });
}
