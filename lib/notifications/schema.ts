import { z } from "zod";
import { id } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";

export const NotificationDto = z.object({
  id: z.string(),
  kind: z.string(),
  urgency: z.enum(["critical", "high", "normal"]),
  title: z.string(),
  body: z.string(),
  url: z.string(),
  at: z.string(),
  readAt: z.string().nullable(),
});
export type NotificationDto = z.infer<typeof NotificationDto>;

export const ListNotifications = z.object({ limit, cursor, unread: z.string().optional() });
export const MarkRead = z.strictObject({ ids: z.array(id).max(200).optional(), all: z.boolean().optional() });
