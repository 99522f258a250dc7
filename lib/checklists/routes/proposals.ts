import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { approveProposal } from "../commands/approve-proposal.ts";
import { proposeChange } from "../commands/propose-change.ts";
import { returnProposal } from "../commands/return-proposal.ts";
import { listProposals, readProposal } from "../queries/proposals.ts";
import { lead, read, work } from "../routes.ts";
import { ApproveProposal, ProposalDto, ProposeTemplate, ReturnProposal } from "../schema/proposals.ts";
import { IdParams } from "../schema.ts";

export const proposalRoutes = newRoutes();

const ofTemplate = { params: IdParams, path: "/checklist-templates/{id}/proposals" } as const;
/** A remembered answer is given again only to somebody who may still see the proposal. */
const proposed = {
  answer: ProposalDto,
  stillVisible: (ctx: Ctx, answer: unknown) => readProposal(ctx, IdParams.parse(answer).id),
};

route(proposalRoutes, {
  method: "get",
  summary: "Changes that members proposed, newest first",
  ...read,
  ...ofTemplate,
  answer: z.object({ items: z.array(ProposalDto) }),
  handle: async ({ ctx, params }) => ({ items: await listProposals(ctx, params.id) }),
});
route(proposalRoutes, {
  method: "post",
  summary: "Propose a change, where the team wants a lead to approve it",
  ...work,
  ...ofTemplate,
  ...proposed,
  body: ProposeTemplate,
  status: 201,
  handle: ({ ctx, params, body }) => proposeChange(ctx, params.id, body),
});
route(proposalRoutes, {
  method: "post",
  path: "/checklist-proposals/{id}/approve",
  summary: "Make a proposed change the next version",
  ...lead,
  ...proposed,
  params: IdParams,
  body: ApproveProposal,
  handle: ({ ctx, params, body }) => approveProposal(ctx, params.id, body),
});
route(proposalRoutes, {
  method: "post",
  path: "/checklist-proposals/{id}/return",
  summary: "Give a proposed change back, with the reason",
  ...lead,
  ...proposed,
  params: IdParams,
  body: ReturnProposal,
  handle: ({ ctx, params, body }) => returnProposal(ctx, params.id, body),
});
