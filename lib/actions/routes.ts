import { newRoutes, route } from "#lib/platform/route.ts";
import { createAction } from "./commands/create.ts";
import { editAction } from "./commands/edit.ts";
import { finishAction, reopenAction } from "./commands/finish.ts";
import { waiveAction } from "./commands/waive.ts";
import { getAction, listActions } from "./queries.ts";
import {
  ActionDto,
  ActionFilter,
  ActionList,
  ActionParams,
  CreateAction,
  EditAction,
  FinishAction,
  WaiveAction,
} from "./schema.ts";

export const actionsRoutes = newRoutes();
const one = actionsRoutes;
const again = (ctx: Parameters<typeof getAction>[0], answer: unknown) =>
  getAction(ctx, (answer as ActionDto).id);

route(one, {
  method: "get",
  path: "/action-items",
  summary: "Follow-ups: mine, a team's, overdue, by source",
  who: "signed-in",
  scope: "postmortems:read",
  query: ActionFilter,
  answer: ActionList,
  handle: ({ ctx, query }) => listActions(ctx, query),
});
route(one, {
  method: "post",
  path: "/action-items",
  summary: "Write a follow-up down",
  who: "responder",
  scope: "postmortems:write",
  team: "member",
  body: CreateAction,
  status: 201,
  answer: ActionDto,
  stillVisible: again,
  handle: ({ ctx, body }) => createAction(ctx, body),
});
route(one, {
  method: "get",
  path: "/action-items/{id}",
  summary: "One follow-up",
  who: "signed-in",
  scope: "postmortems:read",
  team: "reader",
  params: ActionParams,
  answer: ActionDto,
  handle: ({ ctx, params }) => getAction(ctx, params.id),
});
route(one, {
  method: "patch",
  path: "/action-items/{id}",
  summary: "Change an open follow-up",
  who: "responder",
  scope: "postmortems:write",
  team: "member",
  params: ActionParams,
  body: EditAction,
  answer: ActionDto,
  stillVisible: again,
  handle: ({ ctx, params, body }) => editAction(ctx, { ...body, id: params.id }),
});
route(one, {
  method: "post",
  path: "/action-items/{id}/done",
  summary: "Mark a follow-up done",
  who: "responder",
  scope: "postmortems:write",
  team: "member",
  params: ActionParams,
  body: FinishAction,
  answer: ActionDto,
  stillVisible: again,
  handle: ({ ctx, params, body }) => finishAction(ctx, { ...body, id: params.id }),
});
route(one, {
  method: "post",
  path: "/action-items/{id}/reopen",
  summary: "Take done or waived back",
  who: "responder",
  scope: "postmortems:write",
  team: "member",
  params: ActionParams,
  body: FinishAction,
  answer: ActionDto,
  stillVisible: again,
  handle: ({ ctx, params, body }) => reopenAction(ctx, { ...body, id: params.id }),
});
route(one, {
  method: "post",
  path: "/action-items/{id}/waive",
  summary: "Give a follow-up up, with a reason",
  who: "signed-in",
  scope: "postmortems:write",
  team: "lead",
  params: ActionParams,
  body: WaiveAction,
  answer: ActionDto,
  stillVisible: again,
  handle: ({ ctx, params, body }) => waiveAction(ctx, { ...body, id: params.id }),
});
