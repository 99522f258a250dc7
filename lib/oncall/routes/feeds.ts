import type { Context } from "hono";
import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { type ApiEnv, newRoutes, route } from "#lib/platform/route.ts";
import { makeFeed } from "../commands/make-feed.ts";
import { renewFeed } from "../commands/renew-feed.ts";
import { revokeFeed } from "../commands/revoke-feed.ts";
import { type AskedFeed, listFeeds, readFeed } from "../queries/feeds.ts";
import { items, own } from "../routes.ts";
import {
  CalendarAddressDto,
  CalendarFeedDto,
  CalendarFile,
  CalendarKey,
  ListFeeds,
  MakeFeed,
} from "../schema/feeds.ts";
import { ScheduleParams } from "../schema.ts";

export const feedRoutes = newRoutes();

const secret = { who: "secret", scope: "none" } as const;

/** The calendar as its file; a reader that has this very text already is told so. */
async function calendar(
  call: { ctx: Ctx; query: { key: string }; http: Context<ApiEnv> },
  asked: AskedFeed,
): Promise<Response> {
  const text = await readFeed(call.ctx, call.query.key, asked, call.http.get("address"));
  const headers = {
    "content-type": "text/calendar; charset=utf-8",
    "cache-control": "private, no-cache",
    etag: `"${sha256(text).slice(0, 32)}"`,
  };
  if (call.http.req.header("if-none-match") === headers.etag)
    return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}

route(feedRoutes, {
  ...secret,
  method: "get",
  path: "/schedules/{id}/calendar.ics",
  summary: "A schedule for a calendar program, by the secret of its address (iCalendar)",
  params: ScheduleParams,
  query: CalendarKey,
  answer: z.string(),
  handle: (call) => calendar(call, { scheduleId: call.params.id }),
});
route(feedRoutes, {
  ...secret,
  method: "get",
  path: "/calendar/{file}",
  summary: "A calendar by its own address, <id>.ics: a schedule, or all shifts of one person (iCalendar)",
  params: CalendarFile,
  query: CalendarKey,
  answer: z.string(),
  handle: (call) => calendar(call, { feedId: call.params.file }),
});
route(feedRoutes, {
  ...own,
  method: "get",
  path: "/calendar-feeds",
  summary: "My calendar addresses, without their secrets",
  query: ListFeeds,
  answer: items(CalendarFeedDto),
  handle: async ({ ctx, query }) => ({ items: await listFeeds(ctx, query) }),
});
route(feedRoutes, {
  ...own,
  method: "post",
  path: "/calendar-feeds",
  summary: "Make a secret address of a schedule, or of my own shifts, for a calendar program",
  body: MakeFeed,
  status: 201,
  answer: CalendarAddressDto,
  handle: ({ ctx, body }) => makeFeed(ctx, body),
});
route(feedRoutes, {
  ...own,
  method: "post",
  path: "/calendar-feeds/{id}/renew",
  summary: "A new secret for the same calendar; the address before ends",
  params: ScheduleParams,
  answer: CalendarAddressDto,
  handle: ({ ctx, params }) => renewFeed(ctx, { id: params.id }),
});
route(feedRoutes, {
  ...own,
  method: "post",
  path: "/calendar-feeds/{id}/revoke",
  summary: "Revoke a calendar address",
  params: ScheduleParams,
  answer: z.object({ id: z.string() }),
  handle: ({ ctx, params }) => revokeFeed(ctx, { id: params.id }),
});
