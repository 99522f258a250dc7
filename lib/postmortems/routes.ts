import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { addPostmortemAction } from "./commands/add-action.ts";
import { addCause, editCause, removeCause } from "./commands/causes.ts";
import { editPostmortem } from "./commands/edit.ts";
import { openPostmortem } from "./commands/open.ts";
import { publishPostmortem } from "./commands/publish.ts";
import { saveSection } from "./commands/save-section.ts";
import { sendBackPostmortem } from "./commands/send-back.ts";
import { submitPostmortem } from "./commands/submit.ts";
import { getPostmortem, openReport } from "./queries/report.ts";
import { listOwed, listPostmortems } from "./queries.ts";
import {
  AddCause,
  AddPostmortemAction,
  CauseParams,
  EditCause,
  EditPostmortem,
  MovePostmortem,
  OpenPostmortem,
  OwedDto,
  OwedFilter,
  PostmortemDto,
  PostmortemFilter,
  PostmortemList,
  PostmortemParams,
  SaveSection,
  SectionParams,
  SendBack,
} from "./schema.ts";

export const postmortemsRoutes = newRoutes();
const one = postmortemsRoutes;
const again = (ctx: Ctx, answer: unknown) => getPostmortem(ctx, (answer as { id: string }).id);
const write = {
  who: "responder",
  scope: "postmortems:write",
  team: "member",
  params: PostmortemParams,
  answer: PostmortemDto,
  stillVisible: again,
} as const;

route(one, {
  method: "get",
  path: "/postmortems",
  summary: "Postmortems by state, newest first",
  who: "signed-in",
  scope: "postmortems:read",
  query: PostmortemFilter,
  answer: PostmortemList,
  handle: ({ ctx, query }) => listPostmortems(ctx, query),
});
route(one, {
  method: "get",
  path: "/postmortems/owed",
  summary: "Incidents resolved but not written up",
  who: "signed-in",
  scope: "postmortems:read",
  query: OwedFilter,
  answer: z.object({ items: z.array(OwedDto) }),
  handle: async ({ ctx, query }) => ({ items: await listOwed(ctx, query.limit) }),
});
route(one, {
  method: "post",
  path: "/postmortems",
  summary: "Open the postmortem of an incident (the one there is, if any), or one of its own",
  who: "responder",
  scope: "postmortems:write",
  team: "member",
  body: OpenPostmortem,
  status: 201,
  answer: PostmortemDto,
  stillVisible: again,
  handle: ({ ctx, body }) => openPostmortem(ctx, body),
});
route(one, {
  method: "get",
  path: "/postmortems/{id}",
  summary: "One postmortem with causes, actions and timeline",
  who: "signed-in",
  scope: "postmortems:read",
  team: "reader",
  params: PostmortemParams,
  answer: PostmortemDto,
  handle: ({ ctx, params }) => openReport(ctx, params.id),
});
route(one, {
  ...write,
  method: "patch",
  path: "/postmortems/{id}",
  summary: "Change title, owner, due time or the reasons for no cause or action",
  body: EditPostmortem,
  handle: ({ ctx, params, body }) => editPostmortem(ctx, { ...body, id: params.id }),
});
route(one, {
  method: "put",
  path: "/postmortems/{id}/sections/{section}",
  summary: "Keep one section's text",
  who: "responder",
  scope: "postmortems:write",
  team: "member",
  params: SectionParams,
  body: SaveSection,
  answer: z.object({ section: z.string(), text: z.string(), version: z.number() }),
  stillVisible: (ctx, _answer, params) => getPostmortem(ctx, params.id),
  handle: ({ ctx, params, body }) => saveSection(ctx, { ...body, ...params }),
});
route(one, {
  ...write,
  method: "post",
  path: "/postmortems/{id}/causes",
  summary: "Add a cause",
  body: AddCause,
  status: 201,
  handle: ({ ctx, params, body }) => addCause(ctx, { ...body, id: params.id }),
});
route(one, {
  ...write,
  method: "patch",
  path: "/postmortems/{id}/causes/{causeId}",
  summary: "Change a cause",
  params: CauseParams,
  body: EditCause,
  handle: ({ ctx, params, body }) => editCause(ctx, { ...body, ...params }),
});
route(one, {
  ...write,
  method: "delete",
  path: "/postmortems/{id}/causes/{causeId}",
  summary: "Take a cause out",
  params: CauseParams,
  handle: ({ ctx, params }) => removeCause(ctx, params),
});
route(one, {
  ...write,
  method: "post",
  path: "/postmortems/{id}/actions",
  summary: "Add a follow-up",
  body: AddPostmortemAction,
  status: 201,
  handle: ({ ctx, params, body }) => addPostmortemAction(ctx, { ...body, id: params.id }),
});
route(one, {
  ...write,
  method: "post",
  path: "/postmortems/{id}/submit",
  summary: "Give it to review",
  body: MovePostmortem,
  handle: ({ ctx, params, body }) => submitPostmortem(ctx, { ...body, id: params.id }),
});
route(one, {
  ...write,
  method: "post",
  path: "/postmortems/{id}/publish",
  summary: "Publish what was reviewed",
  team: "lead",
  body: MovePostmortem,
  handle: ({ ctx, params, body }) => publishPostmortem(ctx, { ...body, id: params.id }),
});
route(one, {
  ...write,
  method: "post",
  path: "/postmortems/{id}/return",
  summary: "Take it back to draft, with a reason",
  body: SendBack,
  handle: ({ ctx, params, body }) => sendBackPostmortem(ctx, { ...body, id: params.id }),
});
