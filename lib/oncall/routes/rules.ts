import { newRoutes, route } from "#lib/platform/route.ts";
import { addTemporary } from "../commands/add-temporary.ts";
import { cancelTemporary } from "../commands/cancel-temporary.ts";
import { setRules } from "../commands/set-rules.ts";
import { previewRules } from "../queries/preview.ts";
import { ofSchedule, write } from "../routes.ts";
import { PreviewDto, PreviewRules } from "../schema/preview.ts";
import { AddTemporary, SetRules, TemporaryParams } from "../schema/rules.ts";
import { ScheduleDto } from "../schema/schedules.ts";
import { ScheduleParams } from "../schema.ts";

export const rulesRoutes = newRoutes();

route(rulesRoutes, {
  ...write,
  method: "post",
  path: "/schedules/preview",
  summary: "What rules would mean in the next months: shifts, gaps, clock changes, fairness",
  team: "lead",
  body: PreviewRules,
  answer: PreviewDto,
  handle: ({ ctx, body }) => previewRules(ctx, body),
});
route(rulesRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/rules",
  summary: "Set the rules from now, or from a later time on",
  team: "lead",
  params: ScheduleParams,
  body: SetRules,
  answer: ScheduleDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => setRules(ctx, { ...body, id: params.id }),
});
route(rulesRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/temporary",
  summary: "Replace all rules for a span",
  team: "lead",
  params: ScheduleParams,
  body: AddTemporary,
  status: 201,
  answer: ScheduleDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => addTemporary(ctx, { ...body, id: params.id }),
});
route(rulesRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/temporary/{rulesId}/cancel",
  summary: "Take a temporary schedule back; one that runs ends now",
  team: "lead",
  params: TemporaryParams,
  answer: ScheduleDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params }) => cancelTemporary(ctx, params),
});
