import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { createRunbook } from "./commands/create.ts";
import { editRunbook } from "./commands/edit.ts";
import { archiveRunbook, reviewRunbook } from "./commands/keep.ts";
import { getRunbook, getVersion, listRunbooks, listVersions, suggestRunbooks } from "./queries.ts";
import {
  ArchiveRunbook,
  CreateRunbook,
  EditRunbook,
  ReviewRunbook,
  RunbookDto,
  RunbookFilter,
  RunbookList,
  RunbookParams,
  RunbookSummary,
  RunbookVersionDto,
  VersionParams,
} from "./schema.ts";

export const runbooksRoutes = newRoutes();
const one = runbooksRoutes;
const again = (ctx: Ctx, answer: unknown) => getRunbook(ctx, (answer as { id: string }).id);

route(one, {
  method: "get",
  path: "/runbooks",
  summary: "Runbooks by title",
  who: "signed-in",
  scope: "runbooks:read",
  query: RunbookFilter,
  answer: RunbookList,
  handle: ({ ctx, query }) => listRunbooks(ctx, query),
});
route(one, {
  method: "get",
  path: "/runbooks/suggestions",
  summary: "Runbooks for metrics that read badly (comma-separated)",
  who: "signed-in",
  scope: "runbooks:read",
  query: z.object({ metrics: z.string().max(1000).default("") }),
  answer: z.object({ items: z.array(RunbookSummary) }),
  handle: async ({ ctx, query }) => ({
    items: await suggestRunbooks(ctx, query.metrics.split(",").filter(Boolean).slice(0, 20)),
  }),
});
route(one, {
  method: "post",
  path: "/runbooks",
  summary: "Write a runbook",
  who: "responder",
  scope: "runbooks:write",
  team: "lead",
  body: CreateRunbook,
  status: 201,
  answer: RunbookDto,
  stillVisible: again,
  handle: ({ ctx, body }) => createRunbook(ctx, body),
});
route(one, {
  method: "get",
  path: "/runbooks/{id}",
  summary: "One runbook",
  who: "signed-in",
  scope: "runbooks:read",
  team: "reader",
  params: RunbookParams,
  answer: RunbookDto,
  handle: ({ ctx, params }) => getRunbook(ctx, params.id),
});
route(one, {
  method: "patch",
  path: "/runbooks/{id}",
  summary: "Edit a runbook: makes a new version",
  who: "responder",
  scope: "runbooks:write",
  team: "lead",
  params: RunbookParams,
  body: EditRunbook,
  answer: RunbookDto,
  stillVisible: again,
  handle: ({ ctx, params, body }) => editRunbook(ctx, { ...body, id: params.id }),
});
route(one, {
  method: "post",
  path: "/runbooks/{id}/review",
  summary: "Mark a runbook reviewed",
  who: "responder",
  scope: "runbooks:write",
  team: "member",
  params: RunbookParams,
  body: ReviewRunbook,
  answer: RunbookDto,
  stillVisible: again,
  handle: ({ ctx, params, body }) => reviewRunbook(ctx, { ...body, id: params.id }),
});
route(one, {
  method: "post",
  path: "/runbooks/{id}/archive",
  summary: "Archive a runbook, or restore it with archived: false",
  who: "responder",
  scope: "runbooks:write",
  team: "lead",
  params: RunbookParams,
  body: ArchiveRunbook,
  answer: RunbookDto,
  stillVisible: again,
  handle: ({ ctx, params, body }) => archiveRunbook(ctx, { ...body, id: params.id }),
});
route(one, {
  method: "get",
  path: "/runbooks/{id}/versions",
  summary: "What a runbook said before each edit",
  who: "signed-in",
  scope: "runbooks:read",
  team: "reader",
  params: RunbookParams,
  answer: z.object({ items: z.array(RunbookVersionDto) }),
  handle: async ({ ctx, params }) => ({ items: await listVersions(ctx, params.id) }),
});
route(one, {
  method: "get",
  path: "/runbooks/{id}/versions/{version}",
  summary: "One earlier version",
  who: "signed-in",
  scope: "runbooks:read",
  team: "reader",
  params: VersionParams,
  answer: RunbookVersionDto.pick({ version: true, title: true, at: true }).extend({
    notes: z.string(),
    content: z.unknown(),
  }),
  handle: ({ ctx, params }) => getVersion(ctx, params.id, Number(params.version)),
});
