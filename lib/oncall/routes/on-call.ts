import { newRoutes, route } from "#lib/platform/route.ts";
import { takeShift } from "../commands/take.ts";
import { onCallNow } from "../queries/on-call.ts";
import { listShifts, onCallAt } from "../queries/schedules.ts";
import { myShifts } from "../queries/timeline.ts";
import { items, ofSchedule, read, write } from "../routes.ts";
import { AtQuery, MyShiftDto, NowDto, OnCallDto, ShiftDto } from "../schema/on-call.ts";
import { ScheduleParams, SpanQuery } from "../schema.ts";

export const onCallRoutes = newRoutes();

route(onCallRoutes, {
  ...read,
  method: "get",
  path: "/on-call",
  summary: "Who is on call now, by every schedule I may see",
  answer: items(NowDto),
  handle: async ({ ctx }) => ({ items: await onCallNow(ctx) }),
});
route(onCallRoutes, {
  ...read,
  method: "get",
  path: "/on-call/mine",
  summary: "My own shifts in a span",
  query: SpanQuery,
  answer: items(MyShiftDto),
  handle: async ({ ctx, query }) => ({ items: await myShifts(ctx, query) }),
});
route(onCallRoutes, {
  ...read,
  method: "get",
  path: "/schedules/{id}/on-call",
  summary: "Who holds the pager, and who is scheduled, now or at another time",
  team: "reader",
  params: ScheduleParams,
  query: AtQuery,
  answer: OnCallDto,
  handle: ({ ctx, params, query }) => onCallAt(ctx, params.id, query.at),
});
route(onCallRoutes, {
  ...read,
  method: "get",
  path: "/schedules/{id}/shifts",
  summary: "The shifts that touch a span: facts behind now, a forecast ahead",
  team: "reader",
  params: ScheduleParams,
  query: SpanQuery,
  answer: items(ShiftDto),
  handle: ({ ctx, params, query }) => listShifts(ctx, params.id, query),
});
route(onCallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/take",
  summary: "I have it: take the pager of my waiting shift, or the rest of a colleague's",
  team: "member",
  params: ScheduleParams,
  answer: OnCallDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params }) => takeShift(ctx, { id: params.id }),
});
