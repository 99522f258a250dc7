import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { getService } from "#lib/services/queries/services.ts";
import { closePage } from "../commands/close-page.ts";
import { openPage } from "../commands/open-page.ts";
import { postUpdate } from "../commands/post-update.ts";
import { stopUpdates } from "../commands/stop-updates.ts";
import { stillVisible, work } from "../routes.ts";
import { IncidentDto } from "../schema/incidents.ts";
import { PostUpdate } from "../schema/timeline.ts";
import { IdParams } from "../schema.ts";

export const incidentOutsideRoutes = newRoutes();

route(incidentOutsideRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/updates",
  summary: "Write an update",
  params: IdParams,
  body: PostUpdate,
  status: 201,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => postUpdate(ctx, { ...params, ...body }),
});
for (const [method, summary, command] of [
  ["post", "Make the page for outsiders under a new link", openPage],
  ["delete", "Take the page for outsiders back", closePage],
] as const) {
  route(incidentOutsideRoutes, {
    ...work,
    method,
    path: "/incidents/{id}/page",
    summary,
    params: IdParams,
    answer: IncidentDto,
    stillVisible,
    handle: ({ ctx, params }) => command(ctx, params),
  });
}
route(incidentOutsideRoutes, {
  who: "signed-in",
  scope: "services:write",
  method: "post",
  path: "/services/{id}/stop-updates",
  summary: "Receive the stakeholder updates of a service no more",
  team: "reader",
  params: IdParams,
  answer: z.object({ receives: z.boolean() }),
  stillVisible: (ctx, _answer, params) => getService(ctx, params.id),
  handle: ({ ctx, params }) => stopUpdates(ctx, { serviceId: params.id }),
});
