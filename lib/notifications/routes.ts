import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { markRead } from "./commands/mark-read.ts";
import { countUnread, listNotifications } from "./queries.ts";
import { ListNotifications, MarkRead, NotificationDto } from "./schema.ts";

export const notificationsRoutes = newRoutes();

route(notificationsRoutes, {
  method: "get",
  path: "/notifications",
  summary: "My inbox, newest first",
  who: "signed-in",
  scope: "notifications:read",
  query: ListNotifications,
  answer: z.object({
    items: z.array(NotificationDto),
    nextCursor: z.string().nullable(),
    limit: z.number(),
    unread: z.number(),
  }),
  handle: async ({ ctx, query }) => ({
    ...(await listNotifications(ctx, {
      limit: query.limit,
      cursor: query.cursor,
      unread: query.unread === "true",
    })),
    unread: await countUnread(ctx),
  }),
});
route(notificationsRoutes, {
  method: "post",
  path: "/notifications/read",
  summary: "Mark my messages read",
  who: "signed-in",
  scope: "notifications:write",
  body: MarkRead,
  answer: z.object({ read: z.number() }),
  handle: ({ ctx, body }) => markRead(ctx, body),
});
