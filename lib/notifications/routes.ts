import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { addChannel } from "./commands/add-channel.ts";
import { addContact } from "./commands/add-contact.ts";
import { addGateway } from "./commands/add-gateway.ts";
import { archiveChannel } from "./commands/archive-channel.ts";
import { editChannel } from "./commands/edit-channel.ts";
import { editGateway } from "./commands/edit-gateway.ts";
import { markRead } from "./commands/mark-read.ts";
import { removeContact } from "./commands/remove-contact.ts";
import { sendCode } from "./commands/send-code.ts";
import { setRules } from "./commands/set-rules.ts";
import { testChannel } from "./commands/test-channel.ts";
import { testContact } from "./commands/test-contact.ts";
import { testGateway } from "./commands/test-gateway.ts";
import { verifyContact } from "./commands/verify-contact.ts";
import { listChannels, listGateways, seesChannel } from "./queries/channels.ts";
import { getMyReach } from "./queries/contacts.ts";
import { listDeliveries, messageLog } from "./queries/log.ts";
import { teamReadiness } from "./queries/readiness.ts";
import { countUnread, listNotifications, listRinging } from "./queries.ts";
import * as s from "./schema.ts";

export const notificationsRoutes = newRoutes();
const read = { who: "signed-in", scope: "notifications:read" } as const;
const own = { who: "signed-in", scope: "none" } as const;
const lead = { who: "signed-in", scope: "none", team: "lead" } as const;
const admin = { who: "admin", scope: "none", fresh: true } as const;
const items = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item) });
const page = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), limit: z.number() });

/** A repeated key answers again only to somebody who still sees the team. */
const ofChannel = (ctx: Ctx, _answer: unknown, params: { id: string }) => seesChannel(ctx, params.id);
const ofTeam = (ctx: Ctx, _answer: unknown, params: { id: string }) => listChannels(ctx, params.id);

route(notificationsRoutes, {
  ...read,
  method: "get",
  path: "/notifications",
  summary: "My inbox, newest first",
  query: s.ListNotifications,
  answer: page(s.NotificationDto).extend({ unread: z.number() }),
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
  ...read,
  method: "get",
  path: "/notifications/ringing",
  summary: "The pages that ring for me until somebody acknowledges",
  answer: items(s.NotificationDto),
  handle: async ({ ctx }) => ({ items: await listRinging(ctx) }),
});
route(notificationsRoutes, {
  ...own,
  method: "get",
  path: "/notifications/{id}/deliveries",
  summary: "What became of one of my messages: every address and every try",
  params: s.IdParams,
  answer: items(s.DispatchDto),
  handle: async ({ ctx, params }) => ({ items: await messageLog(ctx, params.id) }),
});
route(notificationsRoutes, {
  method: "post",
  path: "/notifications/read",
  summary: "Mark my messages read",
  who: "signed-in",
  scope: "notifications:write",
  body: s.MarkRead,
  answer: z.object({ read: z.number() }),
  handle: ({ ctx, body }) => markRead(ctx, body),
});
route(notificationsRoutes, {
  ...own,
  method: "get",
  path: "/deliveries",
  summary: "Every try at bringing a message over, newest first: of all for administrators, else my own",
  query: s.ListDeliveries,
  answer: page(s.DeliveryDto),
  handle: ({ ctx, query }) => listDeliveries(ctx, query),
});

route(notificationsRoutes, {
  ...own,
  method: "get",
  path: "/me/reach",
  summary: "How I am reached: contacts, rules, quiet hours, and whether anything wakes me",
  answer: s.MyReachDto,
  handle: ({ ctx }) => getMyReach(ctx),
});
route(notificationsRoutes, {
  ...own,
  method: "put",
  path: "/me/notification-rules",
  summary: "Set how I am told, per urgency, and my quiet hours",
  body: s.SetRules,
  answer: s.MyReachDto,
  handle: ({ ctx, body }) => setRules(ctx, body),
});
route(notificationsRoutes, {
  ...own,
  method: "post",
  path: "/contacts",
  summary: "Add a place where I can be reached",
  body: s.AddContact,
  status: 201,
  answer: s.ContactDto,
  handle: ({ ctx, body }) => addContact(ctx, body),
});
route(notificationsRoutes, {
  ...own,
  method: "post",
  path: "/contacts/{id}/code",
  summary: "Send a code there, to show that it is mine",
  params: s.IdParams,
  answer: s.TestAnswer,
  handle: ({ ctx, params }) => sendCode(ctx, params),
});
route(notificationsRoutes, {
  ...own,
  method: "post",
  path: "/contacts/{id}/verify",
  summary: "Give the code back",
  params: s.IdParams,
  body: s.VerifyContact,
  answer: s.ContactDto,
  handle: ({ ctx, params, body }) => verifyContact(ctx, { ...params, ...body }),
});
route(notificationsRoutes, {
  ...own,
  method: "post",
  path: "/contacts/{id}/test",
  summary: "Send me a test there and tell what was answered",
  params: s.IdParams,
  answer: s.TestAnswer,
  handle: ({ ctx, params }) => testContact(ctx, params),
});
route(notificationsRoutes, {
  ...own,
  method: "delete",
  path: "/contacts/{id}",
  summary: "Take one of my places away",
  params: s.IdParams,
  answer: z.object({ removed: z.literal(true) }),
  handle: ({ ctx, params }) => removeContact(ctx, params),
});

route(notificationsRoutes, {
  ...own,
  team: "reader",
  method: "get",
  path: "/teams/{id}/channels",
  summary: "A team's channels",
  params: s.IdParams,
  answer: items(s.TeamChannelDto),
  handle: async ({ ctx, params }) => ({ items: await listChannels(ctx, params.id) }),
});
route(notificationsRoutes, {
  ...lead,
  method: "post",
  path: "/teams/{id}/channels",
  summary: "Add a channel; the secret of a signed one is told here and never again",
  params: s.IdParams,
  body: s.AddChannel,
  status: 201,
  answer: s.MadeChannelDto,
  stillVisible: ofTeam,
  handle: ({ ctx, params, body }) => addChannel(ctx, { ...body, id: params.id }),
});
route(notificationsRoutes, {
  ...own,
  team: "reader",
  method: "get",
  path: "/teams/{id}/readiness",
  summary: "Whom of a team a page would reach, and how",
  params: s.IdParams,
  answer: items(s.ReadinessDto),
  handle: async ({ ctx, params }) => ({ items: await teamReadiness(ctx, params.id) }),
});
route(notificationsRoutes, {
  ...lead,
  method: "patch",
  path: "/team-channels/{id}",
  summary: "Change or pause a channel",
  params: s.IdParams,
  body: s.EditChannel,
  answer: s.TeamChannelDto,
  stillVisible: ofChannel,
  handle: ({ ctx, params, body }) => editChannel(ctx, { ...body, id: params.id }),
});
route(notificationsRoutes, {
  ...lead,
  method: "post",
  path: "/team-channels/{id}/test",
  summary: "Post a test and tell what was answered",
  params: s.IdParams,
  answer: s.TestAnswer,
  stillVisible: ofChannel,
  handle: ({ ctx, params }) => testChannel(ctx, params),
});
route(notificationsRoutes, {
  ...lead,
  method: "post",
  path: "/team-channels/{id}/archive",
  summary: "End a channel",
  params: s.IdParams,
  answer: z.object({ archived: z.literal(true) }),
  stillVisible: ofChannel,
  handle: ({ ctx, params }) => archiveChannel(ctx, params),
});

route(notificationsRoutes, {
  method: "get",
  path: "/gateways",
  summary: "Gateways to phones",
  who: "admin",
  scope: "none",
  answer: items(s.GatewayDto),
  handle: async ({ ctx }) => ({ items: await listGateways(ctx) }),
});
route(notificationsRoutes, {
  ...admin,
  method: "post",
  path: "/gateways",
  summary: "Add a gateway to phones",
  body: s.AddGateway,
  status: 201,
  answer: s.GatewayDto,
  handle: ({ ctx, body }) => addGateway(ctx, body),
});
route(notificationsRoutes, {
  ...admin,
  method: "patch",
  path: "/gateways/{id}",
  summary: "Change a gateway, or take it out of use",
  params: s.IdParams,
  body: s.EditGateway,
  answer: s.GatewayDto,
  handle: ({ ctx, params, body }) => editGateway(ctx, { ...body, id: params.id }),
});
route(notificationsRoutes, {
  ...admin,
  method: "post",
  path: "/gateways/{id}/test",
  summary: "Send a test through a gateway and tell what was answered",
  params: s.IdParams,
  body: s.TestGateway,
  answer: s.TestAnswer,
  handle: ({ ctx, params, body }) => testGateway(ctx, { ...params, ...body }),
});
