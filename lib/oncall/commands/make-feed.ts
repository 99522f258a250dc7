import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { feedChanged } from "../events.ts";
import { canKeepFeeds } from "../policy.ts";
import { presentFeed } from "../queries/feeds.ts";
import { findSchedule } from "../queries/schedules.ts";
import type { CalendarAddressDto, MakeFeed } from "../schema/feeds.ts";
import { newAddress, unremembered } from "./feeds.ts";

/** Many more than anybody needs: one per calendar program. */
const MOST = 100;

async function requireRoom(tx: Tx, ownerId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM users WHERE id = ${ownerId}::uuid FOR UPDATE`;
  const kept = await tx.calendarFeed.count({ where: { ownerId, revokedAt: null } });
  if (kept >= MOST) throw conflict(`You have ${MOST} calendar addresses; revoke one first.`);
}

/**
 * Makes a secret address at which a calendar program reads a schedule, or all one's own shifts, with one's own rights.
 * The address is in this answer and nowhere else.
 * @throws not_found for a schedule one may not see, invalid, conflict beyond 100
 */
export async function makeFeed(ctx: Ctx, input: MakeFeed): Promise<CalendarAddressDto> {
  const own = unremembered(ctx);
  return inTransaction(own, async (tx) => {
    permit(canKeepFeeds(ctx.actor));
    const ownerId = personId(ctx);
    const found = input.scheduleId ? await findSchedule(within(own, tx), input.scheduleId) : null;
    const scheduleId = found?.row.id ?? null;
    await requireRoom(tx, ownerId);
    const id = uuidv7();
    const { keyHash, url } = newAddress({ id, scheduleId });
    const row = await tx.calendarFeed.create({
      data: { id, kind: input.kind, scheduleId, ownerId, keyHash, createdAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "calendar.make",
      subject: { kind: "calendar-feed", id },
      detail: { kind: row.kind, scheduleId },
    });
    await emit(tx, ctx, feedChanged(row));
    return { feed: presentFeed(row, found ? { id: found.row.id, name: found.row.name } : null), url };
  });
}
