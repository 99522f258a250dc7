import { newRoutes, route } from "#lib/platform/route.ts";
import { addOverride } from "../commands/add-override.ts";
import { cancelOverride } from "../commands/cancel-override.ts";
import { editOverride } from "../commands/edit-override.ts";
import { importCalendar } from "../commands/import-calendar.ts";
import { ofSchedule, write } from "../routes.ts";
import { ImportCalendar, ImportDto } from "../schema/imports.ts";
import { AddOverride, EditOverride, OverrideDto, OverrideParams } from "../schema/overrides.ts";
import { ScheduleParams } from "../schema.ts";

export const overrideRoutes = newRoutes();

route(overrideRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/overrides",
  summary: "Put one person, or nobody, on call for a span",
  team: "lead",
  params: ScheduleParams,
  body: AddOverride,
  status: 201,
  answer: OverrideDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => addOverride(ctx, { ...body, id: params.id }),
});
route(overrideRoutes, {
  ...write,
  method: "patch",
  path: "/schedules/{id}/overrides/{overrideId}",
  summary: "Change an override that is not over",
  team: "lead",
  params: OverrideParams,
  body: EditOverride,
  answer: OverrideDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => editOverride(ctx, { ...body, ...params }),
});
route(overrideRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/overrides/{overrideId}/cancel",
  summary: "Take an override back; one that runs ends now",
  team: "lead",
  params: OverrideParams,
  answer: OverrideDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params }) => cancelOverride(ctx, params),
});
route(overrideRoutes, {
  ...write,
  method: "post",
  path: "/schedules/{id}/import",
  summary: "Take a rota out of an iCalendar file; a dry run first says what would be made",
  team: "lead",
  params: ScheduleParams,
  body: ImportCalendar,
  answer: ImportDto,
  stillVisible: ofSchedule,
  handle: ({ ctx, params, body }) => importCalendar(ctx, { ...body, id: params.id }),
});
