import { z } from "zod";
import { beHere } from "#lib/people/commands/be-here.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { newRoutes, route } from "#lib/platform/route.ts";
import { amendRun } from "../commands/amend-run.ts";
import { completeRun } from "../commands/complete-run.ts";
import { handOverRun } from "../commands/hand-over-run.ts";
import { putItem } from "../commands/put-item.ts";
import { signOffRun } from "../commands/sign-off-run.ts";
import { skipRun } from "../commands/skip-run.ts";
import { startRun } from "../commands/start-run.ts";
import { takeRun } from "../commands/take-run.ts";
import { peopleForRun, readRun, requireSeenRun } from "../queries/run.ts";
import { listRuns } from "../queries/runs.ts";
import { page, read, work } from "../routes.ts";
import { AmendRun, ItemParams, PutItem, PutItemAnswer } from "../schema/items.ts";
import { HandOver, ListRuns, RunDto, RunRow, SkipRun, StartRun } from "../schema/runs.ts";
import { Empty, IdParams } from "../schema.ts";

export const runRoutes = newRoutes();

/** A remembered answer is given again only to somebody who may still see the run. */
const stillVisible = (ctx: Ctx, answer: unknown) => readRun(ctx, IdParams.parse(answer).id);

route(runRoutes, {
  method: "get",
  path: "/checklist-runs",
  summary: "Runs, newest first",
  ...read,
  query: ListRuns,
  answer: page(RunRow),
  handle: ({ ctx, query }) => listRuns(ctx, query),
});
route(runRoutes, {
  method: "post",
  path: "/checklist-runs",
  summary: "Start a run now",
  ...work,
  body: StartRun,
  status: 201,
  answer: RunDto,
  stillVisible,
  handle: ({ ctx, body }) => startRun(ctx, body),
});
route(runRoutes, {
  method: "get",
  path: "/checklist-runs/{id}",
  summary: "One run with its items, answers, links and history",
  ...read,
  params: IdParams,
  answer: RunDto,
  handle: ({ ctx, params }) => readRun(ctx, params.id),
});
route(runRoutes, {
  method: "get",
  path: "/checklist-runs/{id}/people",
  summary: "To whom a run can be handed over",
  ...read,
  params: IdParams,
  answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
  handle: async ({ ctx, params }) => ({ items: await peopleForRun(ctx, params.id) }),
});
route(runRoutes, {
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
route(runRoutes, {
  method: "put",
  path: "/checklist-runs/{id}/items/{key}",
  summary: "Answer an item, change the answer or take it back",
  ...work,
  params: ItemParams,
  body: PutItem,
  answer: PutItemAnswer,
  stillVisible: (ctx, answer) => readRun(ctx, PutItemAnswer.parse(answer).run.id),
  handle: ({ ctx, params, body }) => putItem(ctx, params.id, params.key, body),
});

const verb = { ...work, method: "post", params: IdParams, answer: RunDto, stillVisible } as const;
route(runRoutes, {
  ...verb,
  path: "/checklist-runs/{id}/take",
  summary: "Make a run yours",
  body: Empty,
  handle: ({ ctx, params }) => takeRun(ctx, params.id),
});
route(runRoutes, {
  ...verb,
  path: "/checklist-runs/{id}/hand-over",
  summary: "Give a run to a colleague",
  body: HandOver,
  handle: ({ ctx, params, body }) => handOverRun(ctx, params.id, body),
});
route(runRoutes, {
  ...verb,
  path: "/checklist-runs/{id}/complete",
  summary: "Sign a run: everything answered, a note on every breach",
  body: Empty,
  handle: ({ ctx, params }) => completeRun(ctx, params.id),
});
route(runRoutes, {
  ...verb,
  path: "/checklist-runs/{id}/sign-off",
  summary: "The second person's signature",
  body: Empty,
  handle: ({ ctx, params }) => signOffRun(ctx, params.id),
});
route(runRoutes, {
  ...verb,
  path: "/checklist-runs/{id}/skip",
  summary: "Leave a run out, with a reason",
  body: SkipRun,
  handle: ({ ctx, params, body }) => skipRun(ctx, params.id, body),
});
route(runRoutes, {
  ...verb,
  path: "/checklist-runs/{id}/amend",
  summary: "Change answers of a signed run, with a reason",
  body: AmendRun,
  handle: ({ ctx, params, body }) => amendRun(ctx, params.id, body),
});
