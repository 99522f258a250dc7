import type { Ctx } from "#lib/platform/context.ts";
import { randomSecret, sha256 } from "#lib/platform/crypto.ts";
import type { Tx } from "#lib/platform/db.ts";
import { publicUrl } from "#lib/platform/env.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { CalendarFeed } from "#prisma";

/** A new secret for an address: what is kept of it, and the address that is told once. */
export function newAddress(feed: { id: string; scheduleId: string | null }): {
  keyHash: string;
  url: string;
} {
  const key = randomSecret();
  const path = feed.scheduleId ? `schedules/${feed.scheduleId}/calendar.ics` : `calendar/${feed.id}.ics`;
  return { keyHash: sha256(key), url: `${publicUrl()}/api/v1/${path}?key=${key}` };
}

/** The feed, locked; somebody else's is as if it were not there. @throws not_found */
export async function getFeedForUpdate(tx: Tx, ctx: Ctx, id: string): Promise<CalendarFeed> {
  await tx.$queryRaw`SELECT id FROM calendar_feeds WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.calendarFeed.findFirst({ where: { id, ownerId: ctx.actor.userId ?? id } });
  if (!row) throw notFound("calendar address");
  return row;
}

/** The same request without its key: a secret is never remembered to be answered again. */
export function unremembered(ctx: Ctx): Ctx {
  const { idempotency: _unused, ...own } = ctx;
  return own;
}
