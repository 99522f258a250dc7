import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { acceptHandoff } from "./commands/accept.ts";
import { answerItem } from "./commands/answer.ts";
import { prepareHandoff } from "./commands/prepare.ts";
import { queryItem } from "./commands/query.ts";
import { refuseHandoff } from "./commands/refuse.ts";
import { startHandoff } from "./commands/start.ts";
import { submitHandoff } from "./commands/submit.ts";
import { getHandoff, listHandoffs } from "./queries.ts";
import * as s from "./schema.ts";

export const handoffRoutes = newRoutes();
const read = { who: "signed-in", scope: "schedules:read" } as const;
/** Whose signature it is, the contract says; a token does not sign. */
const write = {
  who: "responder",
  scope: "none",
  team: "none",
  params: s.HandoffParams,
  answer: s.HandoffDto,
  stillVisible: (ctx: Ctx, _answer: unknown, params: { id: string }) => getHandoff(ctx, params.id),
} as const;

route(handoffRoutes, {
  ...read,
  method: "get",
  path: "/handoffs",
  summary: "Handoffs one may see, the newest change first",
  query: s.ListHandoffs,
  answer: z.object({ items: z.array(s.HandoffDto), nextCursor: z.string().nullable(), limit: z.number() }),
  handle: ({ ctx, query }) => listHandoffs(ctx, query),
});
route(handoffRoutes, {
  who: "responder",
  scope: "none",
  method: "post",
  path: "/handoffs",
  summary: "Draft the handoff of a schedule's next change before the system does",
  team: "member",
  body: s.DraftHandoff,
  status: 201,
  answer: s.HandoffDto,
  stillVisible: (ctx, answer) => getHandoff(ctx, s.HandoffParams.parse(answer).id),
  handle: ({ ctx, body }) => startHandoff(ctx, body),
});
route(handoffRoutes, {
  ...read,
  method: "get",
  path: "/handoffs/{id}",
  summary: "One handoff, with both signatures",
  team: "reader",
  params: s.HandoffParams,
  answer: s.HandoffDto,
  handle: ({ ctx, params }) => getHandoff(ctx, params.id),
});
route(handoffRoutes, {
  ...write,
  method: "patch",
  path: "/handoffs/{id}",
  summary: "Write the briefing, tick steps, say what goes over",
  body: s.PrepareHandoff,
  handle: ({ ctx, params, body }) => prepareHandoff(ctx, { ...body, id: params.id }),
});
route(handoffRoutes, {
  ...write,
  method: "post",
  path: "/handoffs/{id}/submit",
  summary: "Sign as the outgoing person",
  handle: ({ ctx, params }) => submitHandoff(ctx, { id: params.id }),
});
route(handoffRoutes, {
  ...write,
  method: "post",
  path: "/handoffs/{id}/accept",
  summary: "Sign as the incoming person, and take the pager",
  body: s.AcceptHandoff,
  handle: ({ ctx, params, body }) => acceptHandoff(ctx, { ...body, id: params.id }),
});
route(handoffRoutes, {
  ...write,
  method: "post",
  path: "/handoffs/{id}/query",
  summary: "Ask about one item; the clock goes on",
  body: s.QueryItem,
  handle: ({ ctx, params, body }) => queryItem(ctx, { ...body, id: params.id }),
});
route(handoffRoutes, {
  ...write,
  method: "post",
  path: "/handoffs/{id}/answer",
  summary: "Answer a question",
  body: s.AnswerItem,
  handle: ({ ctx, params, body }) => answerItem(ctx, { ...body, id: params.id }),
});
route(handoffRoutes, {
  ...write,
  method: "post",
  path: "/handoffs/{id}/refuse",
  summary: "Refuse with a reason, which the lead hears at once",
  body: s.RefuseHandoff,
  handle: ({ ctx, params, body }) => refuseHandoff(ctx, { ...body, id: params.id }),
});
