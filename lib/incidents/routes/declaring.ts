import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { type Declared, declareIncident } from "../commands/declare.ts";
import { reportBlind } from "../commands/report-blind.ts";
import { resolveByKey } from "../commands/resolve-by-key.ts";
import { readPager, readReportable } from "../queries/choices.ts";
import { read, stillVisible, work } from "../routes.ts";
import { BlindReportDto, DeclareIncident, PagerDto, ReportBlind, ResolveByKey } from "../schema/declaring.ts";
import { IncidentDto } from "../schema/incidents.ts";
import { IdParams, Ref } from "../schema.ts";

export const declareRoutes = newRoutes();

route(declareRoutes, {
  ...read,
  method: "get",
  path: "/teams/{id}/pager",
  summary: "Who is told at once when a P0 or P1 opens on this team",
  params: IdParams,
  answer: z.object({ items: z.array(PagerDto) }),
  handle: async ({ ctx, params }) => ({ items: await readPager(ctx, params.id) }),
});
route(declareRoutes, {
  ...work,
  method: "post",
  path: "/incidents",
  summary: "Declare an incident; 200 and an entry if one with that key is open",
  team: "reader",
  body: DeclareIncident,
  status: 201,
  answer: IncidentDto,
  stillVisible,
  respond: ({ incident, made }: Declared) => ({ answer: incident, status: made ? 201 : 200 }),
  handle: ({ ctx, body }) => declareIncident(ctx, body),
});
route(declareRoutes, {
  ...read,
  method: "get",
  path: "/incident-reports/teams",
  summary: "Closed teams one may report an incident to without seeing them",
  team: "none",
  answer: z.object({ items: z.array(Ref) }),
  handle: async ({ ctx }) => ({ items: await readReportable(ctx) }),
});
route(declareRoutes, {
  ...work,
  method: "post",
  path: "/incident-reports",
  summary: "Report an incident to a closed team; its number is all that is answered",
  team: "none",
  body: ReportBlind,
  status: 201,
  answer: BlindReportDto,
  handle: ({ ctx, body }) => reportBlind(ctx, body),
});
route(declareRoutes, {
  ...work,
  method: "post",
  path: "/incidents/resolve",
  summary: "Resolve the open incident with this key",
  team: "none",
  body: ResolveByKey,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, body }) => resolveByKey(ctx, body),
});
