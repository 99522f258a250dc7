import type { Ctx } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { pool, reader, together } from "#lib/platform/db.ts";
import { publicUrl } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { addMinutes } from "#lib/platform/time.ts";
import type { CalendarFeed, Prisma } from "#prisma";
import { feedText } from "../model/feed.ts";
import type { CalendarFeedDto } from "../schema/feeds.ts";
import { namesOf } from "./names.ts";
import { seenTeamIds } from "./on-call.ts";

/** What a feed shows, in days around now. */
const DAYS_BACK = 30;
const DAYS_AHEAD = 180;
const DAY = 1440;
const TOUCH_MS = 5 * 60_000;

export function presentFeed(
  row: CalendarFeed,
  schedule: { id: string; name: string } | null,
): CalendarFeedDto {
  return {
    id: row.id,
    kind: row.kind as CalendarFeedDto["kind"],
    schedule,
    createdAt: row.createdAt.toISOString(),
    lastReadAt: row.lastReadAt?.toISOString() ?? null,
  };
}

/** My own addresses that still answer, the newest first; their secrets are told to nobody again. */
export async function listFeeds(
  ctx: Ctx,
  only: { kind?: string | undefined; scheduleId?: string | undefined } = {},
): Promise<CalendarFeedDto[]> {
  if (!ctx.actor.userId) return [];
  const rows = await reader(ctx).calendarFeed.findMany({
    where: {
      ownerId: ctx.actor.userId,
      revokedAt: null,
      ...(only.kind ? { kind: only.kind } : {}),
      ...(only.scheduleId ? { scheduleId: only.scheduleId } : {}),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  const named = rows.flatMap((row) => (row.scheduleId ? [row.scheduleId] : []));
  const [seen, schedules] = await together(ctx, [
    () => seenTeamIds(ctx),
    () =>
      reader(ctx).schedule.findMany({
        where: { id: { in: named } },
        select: { id: true, name: true, teamId: true },
      }),
  ]);
  const byId = new Map(schedules.filter((one) => seen.includes(one.teamId)).map((one) => [one.id, one]));
  return rows.flatMap((row) => {
    if (!row.scheduleId) return [presentFeed(row, null)];
    const schedule = byId.get(row.scheduleId);
    return schedule ? [presentFeed(row, { id: schedule.id, name: schedule.name })] : [];
  });
}

/** A revoked key, a wrong one, an owner who has left or lost the team: all the same to whoever asks. */
const unknown = () => new AppError("not_found", "This calendar's address is not known, or no longer good.");

/** The schedules that the owner may see at this moment. */
async function seenByOwner(ctx: Ctx, ownerId: string): Promise<Prisma.ScheduleWhereInput | null> {
  const owner = await reader(ctx).user.findFirst({
    where: { id: ownerId, deactivatedAt: null },
    select: { role: true },
  });
  if (!owner) return null;
  if (owner.role === "admin") return {};
  return { team: { OR: [{ visibility: "open" }, { memberships: { some: { userId: ownerId } } }] } };
}

/** A read that is not written down costs nothing: the next one is. */
function touch(row: CalendarFeed, now: Date): void {
  if (row.lastReadAt && now.getTime() - row.lastReadAt.getTime() < TOUCH_MS) return;
  pool()
    .query("UPDATE calendar_feeds SET last_read_at = app_now() WHERE id = $1", [row.id])
    .catch(() => undefined);
}

/** By its key, the row of the very feed the address names. */
async function feedByKey(ctx: Ctx, key: string, asked: AskedFeed, address: string): Promise<CalendarFeed> {
  const row = await reader(ctx).calendarFeed.findUnique({ where: { keyHash: sha256(key) } });
  const named =
    "feedId" in asked
      ? row?.id === asked.feedId
      : row?.kind === "schedule" && row.scheduleId === asked.scheduleId;
  if (row && named && !row.revokedAt) return row;
  await limitTries("calendar-key", address, 30, 600);
  throw unknown();
}

export type AskedFeed = { scheduleId: string } | { feedId: string };

/**
 * A calendar by the secret in its address, read with its owner's rights at this moment: the shifts of the last 30 and
 * the next 180 days, whole.
 * @param address whose wrong tries are counted
 * @throws not_found, the same for each reason
 */
export async function readFeed(ctx: Ctx, key: string, asked: AskedFeed, address: string): Promise<string> {
  const row = await feedByKey(ctx, key, asked, address);
  const seen = await seenByOwner(ctx, row.ownerId);
  if (!seen) throw unknown();
  const own = row.kind === "person";
  const schedules = await reader(ctx).schedule.findMany({
    where: { AND: [seen, own ? {} : { id: row.scheduleId ?? row.id }] },
    select: { id: true, name: true },
  });
  if (!own && schedules.length === 0) throw unknown();
  const shifts = await reader(ctx).shift.findMany({
    where: {
      scheduleId: { in: schedules.map((one) => one.id) },
      fromAt: { lt: addMinutes(ctx.now, DAYS_AHEAD * DAY) },
      toAt: { gt: addMinutes(ctx.now, -DAYS_BACK * DAY) },
      ...(own ? { userId: row.ownerId } : {}),
    },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
  });
  const name = await namesOf(
    ctx,
    shifts.map((one) => one.userId),
  );
  const names = new Map(schedules.map((one) => [one.id, one.name]));
  touch(row, ctx.now);
  return feedText({
    name: own ? "My on-call shifts" : `On call, ${schedules[0]?.name ?? ""}`,
    shifts: shifts.map((one) => ({
      id: one.id,
      from: one.fromAt,
      to: one.toAt,
      person: one.userId === null ? null : name(one.userId).name,
      schedule: names.get(one.scheduleId) ?? "",
      url: `${publicUrl()}/on-call/schedules/${one.scheduleId}`,
    })),
  });
}
