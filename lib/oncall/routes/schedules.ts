import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { createSchedule } from "../commands/create-schedule.ts";
import { editSchedule } from "../commands/edit-schedule.ts";
import { setScheduleState } from "../commands/set-schedule-state.ts";
import { getSchedule, listSchedules } from "../queries/schedules.ts";
import { timeline } from "../queries/timeline.ts";
import { ofSchedule, read, write } from "../routes.ts";
import { CreateSchedule, EditSchedule, ListSchedules, ScheduleDto } from "../schema/schedules.ts";
import { TimelineDto, TimelineQuery } from "../schema/timeline.ts";
import { ScheduleParams } from "../schema.ts";

export const scheduleRoutes = newRoutes();

route(scheduleRoutes, {
  ...read,
  method: "get",
  path: "/schedules",
  summary: "Schedules of the teams one may see",
  query: ListSchedules,
  answer: z.object({ items: z.array(ScheduleDto), nextCursor: z.string().nullable(), limit: z.number() }),
  handle: ({ ctx, query }) => listSchedules(ctx, query),
});
route(scheduleRoutes, {
  ...write,
  method: "post",
  path: "/schedules",
  summary: "Make a line of on-call of a team",
  team: "lead",
  body: CreateSchedule,
  status: 201,
  answer: ScheduleDto,
  stillVisible: (ctx, answer) => getSchedule(ctx, ScheduleParams.parse(answer).id),
  handle: ({ ctx, body }) => createSchedule(ctx, body),
});
route(scheduleRoutes, {
  ...read,
  method: "get",
  path: "/schedules/timeline",
  summary: "Who is on call in a span, schedule by schedule",
  query: TimelineQuery,
  answer: TimelineDto,
  handle: ({ ctx, query }) => timeline(ctx, query),
});
route(scheduleRoutes, {
  ...read,
  method: "get",
  path: "/schedules/{id}",
  summary: "One schedule, with the rules that judge and what is planned",
  team: "reader",
  params: ScheduleParams,
  answer: ScheduleDto,
  handle: ({ ctx, params }) => getSchedule(ctx, params.id),
});
route(scheduleRoutes, {
  ...write,
  method: "patch",
  path: "/schedules/{id}",
  summary: "Rename a schedule, move its line, change how it hands over",
  team: "lead",
  params: ScheduleParams,
  body: EditSchedule,
  answer: ScheduleDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => editSchedule(ctx, { ...body, id: params.id }),
});
for (const [verb, to, summary] of [
  ["archive", "archived", "Archive a schedule: what is planned ahead goes, what was stays"],
  ["restore", "restored", "Bring an archived schedule back"],
] as const)
  route(scheduleRoutes, {
    ...write,
    method: "post",
    path: `/schedules/{id}/${verb}`,
    summary,
    team: "lead",
    params: ScheduleParams,
    answer: ScheduleDto,
    stillVisible: ofSchedule,
    handle: ({ ctx, params }) => setScheduleState(ctx, { id: params.id, to }),
  });
