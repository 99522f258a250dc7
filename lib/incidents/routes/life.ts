import { newRoutes, route } from "#lib/platform/route.ts";
import { acknowledgeIncident } from "../commands/acknowledge.ts";
import { cancelIncident } from "../commands/cancel.ts";
import { changeSeverity } from "../commands/change-severity.ts";
import { closeIncident } from "../commands/close.ts";
import { investigateIncident } from "../commands/investigate.ts";
import { mergeIncident } from "../commands/merge.ts";
import { mitigateIncident } from "../commands/mitigate.ts";
import { reopenIncident } from "../commands/reopen.ts";
import { resolveIncident } from "../commands/resolve.ts";
import { watchFix } from "../commands/watch-fix.ts";
import { stillVisible, work } from "../routes.ts";
import { ChangeSeverity, IncidentDto, Merge, Verb, WatchFix } from "../schema/incidents.ts";
import { IdParams } from "../schema.ts";

export const incidentLifeRoutes = newRoutes();

const verbs = [
  ["acknowledge", "Acknowledge; a colleague's acknowledgement is joined", acknowledgeIncident],
  ["investigate", "Say that somebody looks for the cause", investigateIncident],
  ["mitigate", "Say that the harm has stopped", mitigateIncident],
  ["resolve", "Say that it is over", resolveIncident],
  ["close", "Close with its report", closeIncident],
  ["reopen", "Reopen with a reason", reopenIncident],
  ["cancel", "Cancel: declared in error, with a reason", cancelIncident],
] as const;
for (const [verb, summary, command] of verbs) {
  route(incidentLifeRoutes, {
    ...work,
    method: "post",
    path: `/incidents/{id}/${verb}`,
    summary,
    params: IdParams,
    body: Verb,
    answer: IncidentDto,
    stillVisible,
    handle: ({ ctx, params, body }) => command(ctx, { ...params, ...body }),
  });
}

route(incidentLifeRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/severity",
  summary: "Change the severity; lowering needs a reason",
  params: IdParams,
  body: ChangeSeverity,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => changeSeverity(ctx, { ...params, ...body }),
});
route(incidentLifeRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/merge",
  summary: "Merge into another incident",
  params: IdParams,
  body: Merge,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => mergeIncident(ctx, { ...params, ...body }),
});
route(incidentLifeRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/watch",
  summary: "Watch the fix for 5 to 10 minutes before it counts as resolved",
  params: IdParams,
  body: WatchFix,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => watchFix(ctx, { ...params, ...body }),
});
