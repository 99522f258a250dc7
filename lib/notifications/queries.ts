import { type Ctx, personId } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import type { Notification } from "#prisma";
import type { NotificationDto } from "./schema.ts";

/** One's own inbox, newest first. */
export async function listNotifications(
  ctx: Ctx,
  filter: { limit: number; cursor?: string | undefined; unread?: boolean },
): Promise<Page<NotificationDto>> {
  const place = placeOf("notifications", filter.cursor);
  const rows = await reader(ctx).notification.findMany({
    where: { userId: personId(ctx), ...(filter.unread ? { readAt: null } : {}), ...olderThan("at", place) },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
  });
  return pageOf(
    "notifications",
    rows,
    filter.limit,
    (row) => ({ at: row.at, id: row.id }),
    presentNotification,
  );
}

function presentNotification(row: Notification): NotificationDto {
  return {
    id: row.id,
    kind: row.kind,
    urgency: row.urgency as NotificationDto["urgency"],
    title: row.title,
    body: row.body,
    url: row.url,
    severity: row.severity,
    late: row.late,
    subject: { kind: row.subjectKind, id: row.subjectId },
    at: row.at.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  };
}

/** How long an open tab rings for a page that nobody silences, in hours. */
const RINGS_HOURS = 12;

/** The pages that ring for me until somebody acknowledges: what an armed tab asks for. Newest first, at most 20. */
export async function listRinging(ctx: Ctx): Promise<NotificationDto[]> {
  const rows = await reader(ctx).notification.findMany({
    where: {
      userId: personId(ctx),
      urgency: "critical",
      escalationId: { not: null },
      silencedAt: null,
      at: { gt: new Date(ctx.now.getTime() - RINGS_HOURS * 3_600_000) },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 20,
  });
  return rows.map(presentNotification);
}

/** How many messages wait unread: the badge. */
export async function countUnread(ctx: Ctx): Promise<number> {
  if (!ctx.actor.userId) return 0;
  return reader(ctx).notification.count({ where: { userId: ctx.actor.userId, readAt: null } });
}

/** My unread messages about one thing, so that looking at the thing marks them read; at most 200. */
export async function unreadAbout(ctx: Ctx, subject: { kind: string; id: string }): Promise<string[]> {
  if (!ctx.actor.userId) return [];
  const rows = await reader(ctx).notification.findMany({
    where: { userId: ctx.actor.userId, subjectKind: subject.kind, subjectId: subject.id, readAt: null },
    orderBy: { at: "desc" },
    take: 200,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
