import type { Context } from "hono";
import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { type ApiEnv, newRoutes, route } from "#lib/platform/route.ts";
import { acceptSwap } from "./commands/accept-swap.ts";
import { addOverride } from "./commands/add-override.ts";
import { addTemporary } from "./commands/add-temporary.ts";
import { addTimeOff } from "./commands/add-time-off.ts";
import { answerSurvey } from "./commands/answer-survey.ts";
import { approveSwap } from "./commands/approve-swap.ts";
import { askSwap } from "./commands/ask-swap.ts";
import { cancelOverride } from "./commands/cancel-override.ts";
import { cancelTemporary } from "./commands/cancel-temporary.ts";
import { cancelTimeOff } from "./commands/cancel-time-off.ts";
import { createSchedule } from "./commands/create-schedule.ts";
import { editOverride } from "./commands/edit-override.ts";
import { editSchedule } from "./commands/edit-schedule.ts";
import { endSwap } from "./commands/end-swap.ts";
import { importCalendar } from "./commands/import-calendar.ts";
import { makeFeed } from "./commands/make-feed.ts";
import { offerSwap } from "./commands/offer-swap.ts";
import { renewFeed } from "./commands/renew-feed.ts";
import { revokeFeed } from "./commands/revoke-feed.ts";
import { setRules } from "./commands/set-rules.ts";
import { setScheduleState } from "./commands/set-schedule-state.ts";
import { takeShift } from "./commands/take.ts";
import { coverage } from "./queries/coverage.ts";
import { type AskedFeed, listFeeds, readFeed } from "./queries/feeds.ts";
import { onCallNow } from "./queries/on-call.ts";
import { previewRules } from "./queries/preview.ts";
import { getSchedule, listSchedules, listShifts, onCallAt } from "./queries/schedules.ts";
import { surveysAsked } from "./queries/surveys.ts";
import { getSwap, listSwaps } from "./queries/swaps.ts";
import { listTimeOff } from "./queries/time-off.ts";
import { myShifts, timeline } from "./queries/timeline.ts";
import * as s from "./schema.ts";

export const oncallRoutes = newRoutes();
const read = { who: "signed-in", scope: "schedules:read" } as const;
const write = { who: "responder", scope: "schedules:write" } as const;
const ofSchedule = (ctx: Ctx, _answer: unknown, params: { id: string }) => getSchedule(ctx, params.id);
const ofSwap = (ctx: Ctx, _answer: unknown, params: { id: string }) => getSwap(ctx, params.id);
const items = <S extends z.ZodType>(of: S) => z.object({ items: z.array(of) });

route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/on-call",
  summary: "Who is on call now, by every schedule I may see",
  answer: items(s.NowDto),
  handle: async ({ ctx }) => ({ items: await onCallNow(ctx) }),
});
route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/on-call/mine",
  summary: "My own shifts in a span",
  query: s.SpanQuery,
  answer: items(s.MyShiftDto),
  handle: async ({ ctx, query }) => ({ items: await myShifts(ctx, query) }),
});
route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/schedules",
  summary: "Schedules of the teams one may see",
  query: s.ListSchedules,
  answer: z.object({ items: z.array(s.ScheduleDto), nextCursor: z.string().nullable(), limit: z.number() }),
  handle: ({ ctx, query }) => listSchedules(ctx, query),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules",
  summary: "Make a line of on-call of a team",
  team: "lead",
  body: s.CreateSchedule,
  status: 201,
  answer: s.ScheduleDto,
  stillVisible: (ctx, answer) => getSchedule(ctx, s.ScheduleParams.parse(answer).id),
  handle: ({ ctx, body }) => createSchedule(ctx, body),
});
route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/schedules/timeline",
  summary: "Who is on call in a span, schedule by schedule",
  query: s.TimelineQuery,
  answer: s.TimelineDto,
  handle: ({ ctx, query }) => timeline(ctx, query),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/preview",
  summary: "What rules would mean in the next months: shifts, gaps, clock changes, fairness",
  team: "lead",
  body: s.PreviewRules,
  answer: s.PreviewDto,
  handle: ({ ctx, body }) => previewRules(ctx, body),
});
route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/schedules/{id}",
  summary: "One schedule, with the rules that judge and what is planned",
  team: "reader",
  params: s.ScheduleParams,
  answer: s.ScheduleDto,
  handle: ({ ctx, params }) => getSchedule(ctx, params.id),
});
route(oncallRoutes, {
  ...write,
  method: "patch",
  path: "/schedules/{id}",
  summary: "Rename a schedule, move its line, change how it hands over",
  team: "lead",
  params: s.ScheduleParams,
  body: s.EditSchedule,
  answer: s.ScheduleDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => editSchedule(ctx, { ...body, id: params.id }),
});
for (const [verb, to, summary] of [
  ["archive", "archived", "Archive a schedule: what is planned ahead goes, what was stays"],
  ["restore", "restored", "Bring an archived schedule back"],
] as const)
  route(oncallRoutes, {
    ...write,
    method: "post",
    path: `/schedules/{id}/${verb}`,
    summary,
    team: "lead",
    params: s.ScheduleParams,
    answer: s.ScheduleDto,
    stillVisible: ofSchedule,
    handle: ({ ctx, params }) => setScheduleState(ctx, { id: params.id, to }),
  });
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/rules",
  summary: "Set the rules from now, or from a later time on",
  team: "lead",
  params: s.ScheduleParams,
  body: s.SetRules,
  answer: s.ScheduleDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => setRules(ctx, { ...body, id: params.id }),
});
route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/schedules/{id}/on-call",
  summary: "Who holds the pager, and who is scheduled, now or at another time",
  team: "reader",
  params: s.ScheduleParams,
  query: s.AtQuery,
  answer: s.OnCallDto,
  handle: ({ ctx, params, query }) => onCallAt(ctx, params.id, query.at),
});
route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/schedules/{id}/shifts",
  summary: "The shifts that touch a span: facts behind now, a forecast ahead",
  team: "reader",
  params: s.ScheduleParams,
  query: s.SpanQuery,
  answer: items(s.ShiftDto),
  handle: ({ ctx, params, query }) => listShifts(ctx, params.id, query),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/take",
  summary: "I have it: take the pager of my waiting shift, or the rest of a colleague's",
  team: "member",
  params: s.ScheduleParams,
  answer: s.OnCallDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params }) => takeShift(ctx, { id: params.id }),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/overrides",
  summary: "Put one person, or nobody, on call for a span",
  team: "lead",
  params: s.ScheduleParams,
  body: s.AddOverride,
  status: 201,
  answer: s.OverrideDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => addOverride(ctx, { ...body, id: params.id }),
});
route(oncallRoutes, {
  ...write,
  method: "patch",
  path: "/schedules/{id}/overrides/{overrideId}",
  summary: "Change an override that is not over",
  team: "lead",
  params: s.OverrideParams,
  body: s.EditOverride,
  answer: s.OverrideDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => editOverride(ctx, { ...body, ...params }),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/overrides/{overrideId}/cancel",
  summary: "Take an override back; one that runs ends now",
  team: "lead",
  params: s.OverrideParams,
  answer: s.OverrideDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params }) => cancelOverride(ctx, params),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/temporary",
  summary: "Replace all rules for a span",
  team: "lead",
  params: s.ScheduleParams,
  body: s.AddTemporary,
  status: 201,
  answer: s.ScheduleDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => addTemporary(ctx, { ...body, id: params.id }),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/temporary/{rulesId}/cancel",
  summary: "Take a temporary schedule back; one that runs ends now",
  team: "lead",
  params: s.TemporaryParams,
  answer: s.ScheduleDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params }) => cancelTemporary(ctx, params),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/swaps",
  summary: "Ask for a cover of a shift, or for a swap",
  team: "member",
  params: s.ScheduleParams,
  body: s.AskSwap,
  status: 201,
  answer: s.SwapDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => askSwap(ctx, { ...body, id: params.id }),
});
route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/swaps",
  summary: "Swaps and covers that wait for an answer",
  query: s.ListSwaps,
  answer: items(s.SwapDto),
  handle: async ({ ctx, query }) => ({ items: await listSwaps(ctx, query) }),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/swaps/{id}/offer",
  summary: "I take it; who was asked by name has so agreed",
  team: "member",
  params: s.ScheduleParams,
  body: s.TakeSwap,
  answer: s.SwapDto,
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
  route(oncallRoutes, {
    ...write,
    method: "post",
    path: `/swaps/{id}/${verb}`,
    summary,
    team: verb === "approve" ? "lead" : "member",
    params: s.ScheduleParams,
    answer: s.SwapDto,
    stillVisible: ofSwap,
    handle: ({ ctx, params }) => run(ctx, { id: params.id }),
  });
route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/time-off",
  summary: "Time off that is not over: mine, and of the people I lead",
  answer: items(s.TimeOffDto),
  handle: async ({ ctx }) => ({ items: await listTimeOff(ctx) }),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/time-off",
  summary: "Be away: each shift in it asks for a cover",
  body: s.AddTimeOff,
  status: 201,
  answer: s.TimeOffDto,
  stillVisible: (ctx) => listTimeOff(ctx),
  handle: ({ ctx, body }) => addTimeOff(ctx, body),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/time-off/{id}/cancel",
  summary: "Take time off back, with what it asked for",
  params: s.ScheduleParams,
  answer: s.TimeOffDto,
  stillVisible: (ctx) => listTimeOff(ctx),
  handle: ({ ctx, params }) => cancelTimeOff(ctx, { id: params.id }),
});

const secret = { who: "secret", scope: "none" } as const;
const own = { who: "signed-in", scope: "none" } as const;

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
route(oncallRoutes, {
  ...secret,
  method: "get",
  path: "/schedules/{id}/calendar.ics",
  summary: "A schedule for a calendar program, by the secret of its address (iCalendar)",
  params: s.ScheduleParams,
  query: s.CalendarKey,
  answer: z.string(),
  handle: (call) => calendar(call, { scheduleId: call.params.id }),
});
route(oncallRoutes, {
  ...secret,
  method: "get",
  path: "/calendar/{file}",
  summary: "A calendar by its own address, <id>.ics: a schedule, or all shifts of one person (iCalendar)",
  params: s.CalendarFile,
  query: s.CalendarKey,
  answer: z.string(),
  handle: (call) => calendar(call, { feedId: call.params.file }),
});
route(oncallRoutes, {
  ...own,
  method: "get",
  path: "/calendar-feeds",
  summary: "My calendar addresses, without their secrets",
  query: s.ListFeeds,
  answer: items(s.CalendarFeedDto),
  handle: async ({ ctx, query }) => ({ items: await listFeeds(ctx, query) }),
});
route(oncallRoutes, {
  ...own,
  method: "post",
  path: "/calendar-feeds",
  summary: "Make a secret address of a schedule, or of my own shifts, for a calendar program",
  body: s.MakeFeed,
  status: 201,
  answer: s.CalendarAddressDto,
  handle: ({ ctx, body }) => makeFeed(ctx, body),
});
route(oncallRoutes, {
  ...own,
  method: "post",
  path: "/calendar-feeds/{id}/renew",
  summary: "A new secret for the same calendar; the address before ends",
  params: s.ScheduleParams,
  answer: s.CalendarAddressDto,
  handle: ({ ctx, params }) => renewFeed(ctx, { id: params.id }),
});
route(oncallRoutes, {
  ...own,
  method: "post",
  path: "/calendar-feeds/{id}/revoke",
  summary: "Revoke a calendar address",
  params: s.ScheduleParams,
  answer: z.object({ id: z.string() }),
  handle: ({ ctx, params }) => revokeFeed(ctx, { id: params.id }),
});
route(oncallRoutes, {
  ...read,
  method: "get",
  path: "/on-call/coverage",
  summary: "One month: services with nobody on call, hours, nights and weekends by person, pages by shift",
  query: s.CoverageQuery,
  answer: s.CoverageDto,
  handle: ({ ctx, query }) => coverage(ctx, query),
});
route(oncallRoutes, {
  ...own,
  method: "get",
  path: "/on-call/surveys",
  summary: "My shifts that have just ended and of which I have not said how they were",
  answer: items(s.MyShiftDto),
  handle: async ({ ctx }) => ({ items: await surveysAsked(ctx) }),
});
route(oncallRoutes, {
  ...own,
  method: "post",
  path: "/shifts/{id}/survey",
  summary: "Say how a shift of mine was: sleep, load, a few words",
  params: s.ScheduleParams,
  body: s.AnswerSurvey,
  answer: s.SurveyDto,
  handle: ({ ctx, params, body }) => answerSurvey(ctx, { ...body, id: params.id }),
});
route(oncallRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/import",
  summary: "Take a rota out of an iCalendar file; a dry run first says what would be made",
  team: "lead",
  params: s.ScheduleParams,
  body: s.ImportCalendar,
  answer: s.ImportDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => importCalendar(ctx, { ...body, id: params.id }),
});
