import { z } from "zod";
import { listEscalations } from "#lib/escalations/queries.ts";
import { EscalationDto } from "#lib/escalations/schema.ts";
import { beHere } from "#lib/people/commands/be-here.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { escalateIncident } from "../commands/escalate.ts";
import { followIncident } from "../commands/follow.ts";
import { setRole } from "../commands/set-role.ts";
import { readCallable } from "../queries/choices.ts";
import { readIncident } from "../queries.ts";
import { ofIncident, read, readSeen, stillVisible, work } from "../routes.ts";
import { IncidentDto } from "../schema/incidents.ts";
import { CallableDto, Escalate, Follow, FollowingDto, RoleParams, SetRole } from "../schema/people.ts";
import { IdParams, Ref } from "../schema.ts";

export const incidentPeopleRoutes = newRoutes();

route(incidentPeopleRoutes, {
  ...read,
  method: "get",
  path: "/incidents/callable",
  summary: "People and teams one can call or give a role",
  team: "none",
  answer: CallableDto,
  handle: ({ ctx }) => readCallable(ctx),
});

route(incidentPeopleRoutes, {
  method: "put",
  path: "/incidents/{id}/presence",
  summary: "Say that you have it open; who else has",
  who: "signed-in",
  scope: "none",
  team: "reader",
  params: IdParams,
  answer: z.object({ items: z.array(Ref) }),
  handle: async ({ ctx, params }) => {
    const { incident } = await readIncident(ctx, params.id);
    return { items: await beHere(ctx, { kind: "incident", id: incident.id }) };
  },
});
route(incidentPeopleRoutes, {
  ...work,
  method: "post",
  path: "/incidents/{id}/escalate",
  summary: "Call a person or a team, with a reason",
  params: IdParams,
  body: Escalate,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => escalateIncident(ctx, { ...params, ...body }),
});
route(incidentPeopleRoutes, {
  ...work,
  method: "put",
  path: "/incidents/{id}/roles/{role}",
  summary: "Give a role, or empty it",
  params: RoleParams,
  body: SetRole,
  answer: IncidentDto,
  stillVisible,
  handle: ({ ctx, params, body }) => setRole(ctx, { ...params, ...body }),
});
route(incidentPeopleRoutes, {
  ...work,
  method: "put",
  path: "/incidents/{id}/following",
  summary: "Follow an incident, or stop",
  team: "reader",
  params: IdParams,
  body: Follow,
  answer: FollowingDto,
  stillVisible: ofIncident,
  handle: ({ ctx, params, body }) => followIncident(ctx, { ...params, ...body }),
});
route(incidentPeopleRoutes, {
  ...read,
  method: "get",
  path: "/escalations",
  summary: "The escalations of an incident, with whom they told",
  team: "reader",
  query: z.object({ incidentId: IdParams.shape.id }),
  answer: z.object({ items: z.array(EscalationDto) }),
  handle: async ({ ctx, query }) => {
    await readSeen(ctx, query.incidentId);
    return { items: await listEscalations(ctx, { kind: "incident", id: query.incidentId }) };
  },
});
