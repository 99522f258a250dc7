import { z } from "zod";
import { beHere } from "#lib/people/commands/be-here.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { amendRun } from "./commands/amend-run.ts";
import { approveProposal } from "./commands/approve-proposal.ts";
import { changeTemplateState } from "./commands/change-template-state.ts";
import { completeRun } from "./commands/complete-run.ts";
import { createTemplate } from "./commands/create-template.ts";
import { editTemplate } from "./commands/edit-template.ts";
import { handOverRun } from "./commands/hand-over-run.ts";
import { proposeChange } from "./commands/propose-change.ts";
import { putItem } from "./commands/put-item.ts";
import { returnProposal } from "./commands/return-proposal.ts";
import { signOffRun } from "./commands/sign-off-run.ts";
import { skipRun } from "./commands/skip-run.ts";
import { startRun } from "./commands/start-run.ts";
import { takeRun } from "./commands/take-run.ts";
import { listProposals, readProposal } from "./queries/proposals.ts";
import { listTemplates, listVersions, readTemplate } from "./queries/templates.ts";
import { listRuns, peopleForRun, readRun, requireSeenRun } from "./queries.ts";
import { AmendRun, ItemParams, PutItem, PutItemAnswer } from "./schema/items.ts";
import { ApproveProposal, ProposalDto, ProposeTemplate, ReturnProposal } from "./schema/proposals.ts";
import { HandOver, ListRuns, RunDto, RunRow, SkipRun, StartRun } from "./schema/runs.ts";
import {
  CreateTemplate,
  EditTemplate,
  ListTemplates,
  TemplateDto,
  TemplateRow,
  VersionDto,
} from "./schema/templates.ts";
import { Empty, IdParams, PageQuery } from "./schema.ts";

export const checklistRoutes = newRoutes();
const one = checklistRoutes;
const page = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), limit: z.number() });
const READ = { who: "signed-in", scope: "checklists:read", team: "reader" } as const;
const WORK = { who: "responder", scope: "checklists:write", team: "member" } as const;
const LEAD = { who: "responder", scope: "checklists:write", team: "lead" } as const;

route(one, {
  method: "get",
  path: "/checklist-templates",
  summary: "Checklists, newest first",
  ...READ,
  query: ListTemplates,
  answer: page(TemplateRow),
  handle: ({ ctx, query }) => listTemplates(ctx, query),
});
route(one, {
  method: "post",
  path: "/checklist-templates",
  summary: "Make a checklist",
  ...LEAD,
  body: CreateTemplate,
  status: 201,
  answer: TemplateDto,
  stillVisible: (ctx, answer) => readTemplate(ctx, IdParams.parse(answer).id),
  handle: ({ ctx, body }) => createTemplate(ctx, body),
});
route(one, {
  method: "get",
  path: "/checklist-templates/{id}",
  summary: "One checklist with its next five dates",
  ...READ,
  params: IdParams,
  answer: TemplateDto,
  handle: ({ ctx, params }) => readTemplate(ctx, params.id),
});
route(one, {
  method: "patch",
  path: "/checklist-templates/{id}",
  summary: "Change a checklist: a new version from the next occurrence on",
  ...LEAD,
  params: IdParams,
  body: EditTemplate,
  answer: TemplateDto,
  stillVisible: (ctx, answer) => readTemplate(ctx, IdParams.parse(answer).id),
  handle: ({ ctx, params, body }) => editTemplate(ctx, params.id, body),
});
for (const [verb, state, summary] of [
  ["archive", "archived", "End a checklist; its runs stay"],
  ["pause", "paused", "Stop a checklist's occurrences for a while"],
  ["resume", "active", "Bring back a paused or archived checklist"],
] as const) {
  route(one, {
    method: "post",
    path: `/checklist-templates/{id}/${verb}`,
    summary,
    ...LEAD,
    params: IdParams,
    body: Empty,
    answer: TemplateDto,
    stillVisible: (ctx, answer) => readTemplate(ctx, IdParams.parse(answer).id),
    handle: ({ ctx, params }) => changeTemplateState(ctx, params.id, state),
  });
}
route(one, {
  method: "get",
  path: "/checklist-templates/{id}/versions",
  summary: "What a checklist was, newest version first",
  ...READ,
  params: IdParams,
  query: PageQuery,
  answer: page(VersionDto),
  handle: ({ ctx, params, query }) => listVersions(ctx, params.id, query),
});

const ofTemplate = { params: IdParams, path: "/checklist-templates/{id}/proposals" } as const;
route(one, {
  method: "get",
  summary: "Changes that members proposed, newest first",
  ...READ,
  ...ofTemplate,
  answer: z.object({ items: z.array(ProposalDto) }),
  handle: async ({ ctx, params }) => ({ items: await listProposals(ctx, params.id) }),
});
const proposed = {
  answer: ProposalDto,
  stillVisible: (ctx: Parameters<typeof readProposal>[0], answer: unknown) =>
    readProposal(ctx, IdParams.parse(answer).id),
};
route(one, {
  method: "post",
  summary: "Propose a change, where the team wants a lead to approve it",
  ...WORK,
  ...ofTemplate,
  ...proposed,
  body: ProposeTemplate,
  status: 201,
  handle: ({ ctx, params, body }) => proposeChange(ctx, params.id, body),
});
route(one, {
  method: "post",
  path: "/checklist-proposals/{id}/approve",
  summary: "Make a proposed change the next version",
  ...LEAD,
  ...proposed,
  params: IdParams,
  body: ApproveProposal,
  handle: ({ ctx, params, body }) => approveProposal(ctx, params.id, body),
});
route(one, {
  method: "post",
  path: "/checklist-proposals/{id}/return",
  summary: "Give a proposed change back, with the reason",
  ...LEAD,
  ...proposed,
  params: IdParams,
  body: ReturnProposal,
  handle: ({ ctx, params, body }) => returnProposal(ctx, params.id, body),
});

route(one, {
  method: "get",
  path: "/checklist-runs",
  summary: "Runs, newest first",
  ...READ,
  query: ListRuns,
  answer: page(RunRow),
  handle: ({ ctx, query }) => listRuns(ctx, query),
});
route(one, {
  method: "post",
  path: "/checklist-runs",
  summary: "Start a run now",
  ...WORK,
  body: StartRun,
  status: 201,
  answer: RunDto,
  stillVisible: (ctx, answer) => readRun(ctx, IdParams.parse(answer).id),
  handle: ({ ctx, body }) => startRun(ctx, body),
});
route(one, {
  method: "get",
  path: "/checklist-runs/{id}",
  summary: "One run with its items, answers, links and history",
  ...READ,
  params: IdParams,
  answer: RunDto,
  handle: ({ ctx, params }) => readRun(ctx, params.id),
});
route(one, {
  method: "get",
  path: "/checklist-runs/{id}/people",
  summary: "To whom a run can be handed over",
  ...READ,
  params: IdParams,
  answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
  handle: async ({ ctx, params }) => ({ items: await peopleForRun(ctx, params.id) }),
});
route(one, {
  method: "put",
  path: "/checklist-runs/{id}/presence",
  summary: "Say that you have it open; who else has",
  who: "signed-in",
  scope: "none",
  team: "reader",
  params: IdParams,
  answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
  handle: async ({ ctx, params }) => {
    await requireSeenRun(ctx, params.id);
    return { items: await beHere(ctx, { kind: "checklist-run", id: params.id }) };
  },
});
route(one, {
  method: "put",
  path: "/checklist-runs/{id}/items/{key}",
  summary: "Answer an item, change the answer or take it back",
  ...WORK,
  params: ItemParams,
  body: PutItem,
  answer: PutItemAnswer,
  stillVisible: (ctx, answer) => readRun(ctx, PutItemAnswer.parse(answer).run.id),
  handle: ({ ctx, params, body }) => putItem(ctx, params.id, params.key, body),
});

const seen = (ctx: Parameters<typeof readRun>[0], answer: unknown) => readRun(ctx, IdParams.parse(answer).id);
const verb = { ...WORK, method: "post", params: IdParams, answer: RunDto, stillVisible: seen } as const;
route(one, {
  ...verb,
  path: "/checklist-runs/{id}/take",
  summary: "Make a run yours",
  body: Empty,
  handle: ({ ctx, params }) => takeRun(ctx, params.id),
});
route(one, {
  ...verb,
  path: "/checklist-runs/{id}/hand-over",
  summary: "Give a run to a colleague",
  body: HandOver,
  handle: ({ ctx, params, body }) => handOverRun(ctx, params.id, body),
});
route(one, {
  ...verb,
  path: "/checklist-runs/{id}/complete",
  summary: "Sign a run: everything answered, a note on every breach",
  body: Empty,
  handle: ({ ctx, params }) => completeRun(ctx, params.id),
});
route(one, {
  ...verb,
  path: "/checklist-runs/{id}/sign-off",
  summary: "The second person's signature",
  body: Empty,
  handle: ({ ctx, params }) => signOffRun(ctx, params.id),
});
route(one, {
  ...verb,
  path: "/checklist-runs/{id}/skip",
  summary: "Leave a run out, with a reason",
  body: SkipRun,
  handle: ({ ctx, params, body }) => skipRun(ctx, params.id, body),
});
route(one, {
  ...verb,
  path: "/checklist-runs/{id}/amend",
  summary: "Change answers of a signed run, with a reason",
  body: AmendRun,
  handle: ({ ctx, params, body }) => amendRun(ctx, params.id, body),
});
