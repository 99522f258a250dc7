import { z } from "zod";
import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { createPolicy } from "./commands/create-policy.ts";
import { editPolicy } from "./commands/edit-policy.ts";
import { setPolicyState } from "./commands/set-policy-state.ts";
import { getPolicy, listPolicies } from "./queries/policies.ts";
import { previewPolicy, previewTeam } from "./queries/preview.ts";
import {
  CreatePolicy,
  EditPolicy,
  ListPolicies,
  PolicyDto,
  PolicyParams,
  Preview,
  PreviewDto,
} from "./schema.ts";

export const escalationRoutes = newRoutes();
const read = { who: "signed-in", scope: "incidents:read" } as const;
const write = { who: "responder", scope: "incidents:write", team: "lead" } as const;
const again = (ctx: Ctx, answer: unknown) => getPolicy(ctx, (answer as { id: string }).id);

route(escalationRoutes, {
  ...read,
  method: "get",
  path: "/escalation-policies",
  summary: "Escalation policies of the teams one may see",
  query: ListPolicies,
  answer: z.object({ items: z.array(PolicyDto), nextCursor: z.string().nullable(), limit: z.number() }),
  handle: ({ ctx, query }) => listPolicies(ctx, query),
});
route(escalationRoutes, {
  ...read,
  method: "get",
  path: "/escalation-policies/preview",
  summary: "If an incident opened now: who is called, when, by what",
  team: "reader",
  query: Preview,
  answer: PreviewDto,
  handle: ({ ctx, query }) => previewTeam(ctx, query),
});
route(escalationRoutes, {
  ...write,
  method: "post",
  path: "/escalation-policies",
  summary: "Write an escalation policy",
  body: CreatePolicy,
  status: 201,
  answer: PolicyDto,
  stillVisible: again,
  handle: ({ ctx, body }) => createPolicy(ctx, body),
});
route(escalationRoutes, {
  ...read,
  method: "get",
  path: "/escalation-policies/{id}",
  summary: "One escalation policy, with whom it lacks",
  team: "reader",
  params: PolicyParams,
  answer: PolicyDto,
  handle: ({ ctx, params }) => getPolicy(ctx, params.id),
});
route(escalationRoutes, {
  ...read,
  method: "get",
  path: "/escalation-policies/{id}/preview",
  summary: "If this policy fired now: who is called, when, by what",
  team: "reader",
  params: PolicyParams,
  query: Preview.pick({ severity: true }),
  answer: PreviewDto,
  handle: ({ ctx, params, query }) => previewPolicy(ctx, params.id, query.severity),
});
route(escalationRoutes, {
  ...write,
  method: "patch",
  path: "/escalation-policies/{id}",
  summary: "Change an escalation policy, from the next escalation on",
  params: PolicyParams,
  body: EditPolicy,
  answer: PolicyDto,
  stillVisible: again,
  handle: ({ ctx, params, body }) => editPolicy(ctx, { ...body, id: params.id }),
});

for (const [verb, to, summary] of [
  ["activate", "activated", "Put a policy in force"],
  ["draft", "drafted", "Take a policy out of force"],
  ["archive", "archived", "Archive a policy"],
  ["restore", "restored", "Bring an archived policy back as a draft"],
] as const)
  route(escalationRoutes, {
    ...write,
    method: "post",
    path: `/escalation-policies/{id}/${verb}`,
    summary,
    params: PolicyParams,
    answer: PolicyDto,
    stillVisible: again,
    handle: ({ ctx, params }) => setPolicyState(ctx, { id: params.id, to }),
  });
