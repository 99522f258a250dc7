import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { acceptSwap } from "../commands/accept-swap.ts";
import { addTimeOff } from "../commands/add-time-off.ts";
import { approveSwap } from "../commands/approve-swap.ts";
import { askSwap } from "../commands/ask-swap.ts";
import { cancelTimeOff } from "../commands/cancel-time-off.ts";
import { endSwap } from "../commands/end-swap.ts";
import { offerSwap } from "../commands/offer-swap.ts";
import { getSwap, listSwaps } from "../queries/swaps.ts";
import { listTimeOff } from "../queries/time-off.ts";
import { items, ofSchedule, read, write } from "../routes.ts";
import { AddTimeOff, AskSwap, ListSwaps, SwapDto, TakeSwap, TimeOffDto } from "../schema/swaps.ts";
import { ScheduleParams } from "../schema.ts";

export const swapRoutes = newRoutes();

const ofSwap = (ctx: Ctx, _answer: unknown, params: { id: string }) => getSwap(ctx, params.id);

route(swapRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/swaps",
  summary: "Ask for a cover of a shift, or for a swap",
  team: "member",
  params: ScheduleParams,
  body: AskSwap,
  status: 201,
  answer: SwapDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => askSwap(ctx, { ...body, id: params.id }),
});
route(swapRoutes, {
  ...read,
  method: "get",
  path: "/swaps",
  summary: "Swaps and covers that wait for an answer",
  query: ListSwaps,
  answer: items(SwapDto),
  handle: async ({ ctx, query }) => ({ items: await listSwaps(ctx, query) }),
});
route(swapRoutes, {
  ...write,
  method: "post",
  path: "/swaps/{id}/offer",
  summary: "I take it; who was asked by name has so agreed",
  team: "member",
  params: ScheduleParams,
  body: TakeSwap,
  answer: SwapDto,
  stillVisible: ofSwap,
  handle: ({ ctx, params, body }) => offerSwap(ctx, { ...body, id: params.id }),
});
for (const [verb, run, summary] of [
  ["accept", acceptSwap, "Accept the offer to cover my shift"],
  ["approve", approveSwap, "A lead's word, where the schedule wants it"],
  [
    "decline",
    (ctx: Ctx, swap: { id: string }) => endSwap(ctx, { ...swap, to: "declined" }),
    "Decline a request",
  ],
  [
    "withdraw",
    (ctx: Ctx, swap: { id: string }) => endSwap(ctx, { ...swap, to: "withdrawn" }),
    "Take a request back",
  ],
] as const)
  route(swapRoutes, {
    ...write,
    method: "post",
    path: `/swaps/{id}/${verb}`,
    summary,
    team: verb === "approve" ? "lead" : "member",
    params: ScheduleParams,
    answer: SwapDto,
    stillVisible: ofSwap,
    handle: ({ ctx, params }) => run(ctx, { id: params.id }),
  });
route(swapRoutes, {
  ...read,
  method: "get",
  path: "/time-off",
  summary: "Time off that is not over: mine, and of the people I lead",
  answer: items(TimeOffDto),
  handle: async ({ ctx }) => ({ items: await listTimeOff(ctx) }),
});
route(swapRoutes, {
  ...write,
  method: "post",
  path: "/time-off",
  summary: "Be away: each shift in it asks for a cover",
  body: AddTimeOff,
  status: 201,
  answer: TimeOffDto,
  stillVisible: (ctx) => listTimeOff(ctx),
  handle: ({ ctx, body }) => addTimeOff(ctx, body),
});
route(swapRoutes, {
  ...write,
  method: "post",
  path: "/time-off/{id}/cancel",
  summary: "Take time off back, with what it asked for",
  params: ScheduleParams,
  answer: TimeOffDto,
  stillVisible: (ctx) => listTimeOff(ctx),
  handle: ({ ctx, params }) => cancelTimeOff(ctx, { id: params.id }),
});
