import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { changeTemplateState } from "../commands/change-template-state.ts";
import { createTemplate } from "../commands/create-template.ts";
import { editTemplate } from "../commands/edit-template.ts";
import { listTemplates, listVersions, readTemplate } from "../queries/templates.ts";
import { lead, page, read } from "../routes.ts";
import {
  CreateTemplate,
  EditTemplate,
  ListTemplates,
  TemplateDto,
  TemplateRow,
  VersionDto,
} from "../schema/templates.ts";
import { Empty, IdParams, PageQuery } from "../schema.ts";

export const templateRoutes = newRoutes();

/** A remembered answer is given again only to somebody who may still see the checklist. */
const stillVisible = (ctx: Ctx, answer: unknown) => readTemplate(ctx, IdParams.parse(answer).id);

route(templateRoutes, {
  method: "get",
  path: "/checklist-templates",
  summary: "Checklists, newest first",
  ...read,
  query: ListTemplates,
  answer: page(TemplateRow),
  handle: ({ ctx, query }) => listTemplates(ctx, query),
});
route(templateRoutes, {
  method: "post",
  path: "/checklist-templates",
  summary: "Make a checklist",
  ...lead,
  body: CreateTemplate,
  status: 201,
  answer: TemplateDto,
  stillVisible,
  handle: ({ ctx, body }) => createTemplate(ctx, body),
});
route(templateRoutes, {
  method: "get",
  path: "/checklist-templates/{id}",
  summary: "One checklist with its next five dates",
  ...read,
  params: IdParams,
  answer: TemplateDto,
  handle: ({ ctx, params }) => readTemplate(ctx, params.id),
});
route(templateRoutes, {
  method: "patch",
  path: "/checklist-templates/{id}",
  summary: "Change a checklist: a new version from the next occurrence on",
  ...lead,
  params: IdParams,
  body: EditTemplate,
  answer: TemplateDto,
  stillVisible,
  handle: ({ ctx, params, body }) => editTemplate(ctx, params.id, body),
});
for (const [verb, state, summary] of [
  ["archive", "archived", "End a checklist; its runs stay"],
  ["pause", "paused", "Stop a checklist's occurrences for a while"],
  ["resume", "active", "Bring back a paused or archived checklist"],
] as const) {
  route(templateRoutes, {
    method: "post",
    path: `/checklist-templates/{id}/${verb}`,
    summary,
    ...lead,
    params: IdParams,
    body: Empty,
    answer: TemplateDto,
    stillVisible,
    handle: ({ ctx, params }) => changeTemplateState(ctx, params.id, state),
  });
}
route(templateRoutes, {
  method: "get",
  path: "/checklist-templates/{id}/versions",
  summary: "What a checklist was, newest version first",
  ...read,
  params: IdParams,
  query: PageQuery,
  answer: page(VersionDto),
  handle: ({ ctx, params, query }) => listVersions(ctx, params.id, query),
});
