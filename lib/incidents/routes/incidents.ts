import { z } from "zod";
import { newRoutes, route } from "#lib/platform/route.ts";
import { editIncident } from "../commands/edit.ts";
import { linkIncident } from "../commands/link.ts";
import { readDetails } from "../queries/details.ts";
import { boardIncidents, listIncidents } from "../queries/list.ts";
import { similarIncidents } from "../queries/similar.ts";
import { read, readSeen, stillVisible, work } from "../routes.ts";
import { DetailsDto } from "../schema/details.ts";
import { EditIncident, IncidentDto } from "../schema/incidents.ts";
import { LinkInput } from "../schema/links.ts";
import { IncidentRow, ListIncidents, SimilarDto } from "../schema/list.ts";
import { IdParams } from "../schema.ts";

export const incidentRoutes = newRoutes();

route(incidentRoutes, {
  ...read,
  method: "get",
  path: "/incidents",
  summary: "Incidents, newest first, filtered",
  team: "none",
  query: ListIncidents,
  answer: z.object({ items: z.array(IncidentRow), nextCursor: z.string().nullable(), limit: z.number() }),
  handle: ({ ctx, query }) => listIncidents(ctx, query),
});
route(incidentRoutes, {
  ...read,
  method: "get",
  path: "/incidents/board",
  summary: "Open incidents by status",
  team: "none",
  answer: z.object({
    columns: z.array(z.object({ status: z.string(), total: z.number(), items: z.array(IncidentRow) })),
  }),
  handle: ({ ctx }) => boardIncidents(ctx),
});
route(incidentRoutes, {
  ...read,
  method: "get",
  path: "/incidents/{id}",
  summary: "One incident",
  params: IdParams,
  answer: IncidentDto,
  handle: ({ ctx, params }) => readSeen(ctx, params.id),
});
route(incidentRoutes, {
  ...work,
  method: "patch",
  path: "/incidents/{id}",
  summary: "Change what is written about an incident",
  params: IdParams,
  body: EditIncident,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => editIncident(ctx, { ...params, ...body }),
});
route(incidentRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/links",
  summary: "Link a check, runbook, incident, vendor or address",
  params: IdParams,
  body: LinkInput,
  status: 201,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => linkIncident(ctx, { ...params, link: body }),
});
route(incidentRoutes, {
  ...read,
  method: "get",
  path: "/incidents/{id}/similar",
  summary: "Earlier incidents that resemble it, with how far their actions are",
  params: IdParams,
  answer: z.object({ items: z.array(SimilarDto) }),
  handle: async ({ ctx, params }) => ({ items: await similarIncidents(ctx, await readSeen(ctx, params.id)) }),
});
route(incidentRoutes, {
  ...read,
  method: "get",
  path: "/incidents/{id}/details",
  summary: "What its page shows beside it: roles, links, escalations, who hears of it outside",
  params: IdParams,
  answer: DetailsDto,
  handle: async ({ ctx, params }) => readDetails(ctx, await readSeen(ctx, params.id)),
});
