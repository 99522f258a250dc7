import { actionsOf } from "#lib/actions/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { answerableItems, type ChecklistDefinition, itemType } from "../model.ts";
import { canAmendRun, canChangeRun, canHandOverRun, canSignOffRun, canTakeRun } from "../policy.ts";
import type { RunDto } from "../schema/runs.ts";
import { incidentsAround } from "./incidents.ts";
import { figuresInForce, presentAnswer, type RunOfItems } from "./items.ts";
import { expectedOf, readingsBefore } from "./readings.ts";
import { aroundOf, definitionOf, factsOf, presentRun, RUN } from "./run-row.ts";
import { ability, personNames, ref, visibleRuns } from "./scope.ts";

async function amendmentsOf(ctx: Ctx, runId: string): Promise<RunDto["amendments"]> {
  const rows = await reader(ctx).itemChange.findMany({
    where: { runId, amendment: { not: null } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: 500,
  });
  const people = await personNames(
    ctx,
    rows.map((row) => row.byId),
  );
  return rows.map((row) => ({
    itemKey: row.itemKey,
    reason: row.amendment ?? "",
    by: ref(people, row.byId),
    at: row.at.toISOString(),
    before: row.before,
    after: row.after,
  }));
}

type Sections = ChecklistDefinition["sections"];

/** The sections with each item's figures in force, and where those differ from the template's. */
async function withFigures(
  ctx: Ctx,
  run: RunOfItems,
): Promise<{ sections: Sections; sources: Record<string, Record<string, string>> }> {
  const sources: Record<string, Record<string, string>> = {};
  type Items = Sections[number]["items"];
  const walk = (items: Items): Promise<Items> =>
    together(
      ctx,
      items.map((item) => async () => {
        if (item.items && item.items.length > 0) return { ...item, items: await walk(item.items) };
        const figures = await figuresInForce(reader(ctx), run, item);
        if (figures.source !== "template") sources[item.key] = figures.words;
        return figures.item;
      }),
    );
  const sections = await together(
    ctx,
    run.definition.sections.map((section) => async () => ({ ...section, items: await walk(section.items) })),
  );
  return { sections, sources };
}

/** One run with everything its page shows. @throws not_found */
export async function readRun(ctx: Ctx, id: string): Promise<RunDto> {
  const row = await reader(ctx).checklistRun.findFirst({
    where: { AND: [{ id }, await visibleRuns(ctx)] },
    include: { ...RUN, results: true },
  });
  if (!row) throw notFound("run");
  const definition = definitionOf(row);
  const facts = factsOf(row);
  const run: RunOfItems = {
    ...row,
    title: row.version_.title,
    versionNumber: row.version_.number,
    definition,
  };
  const [around, figured, history, near, amendments, followUps, names] = await together(ctx, [
    () => aroundOf(ctx, [row]),
    () => withFigures(ctx, run),
    () => readingsBefore(ctx, row, definition),
    () => incidentsAround(ctx, row),
    () => amendmentsOf(ctx, id),
    () => actionsOf(ctx, "checklist-run", id),
    () =>
      personNames(
        ctx,
        row.results.map((result) => result.byId),
      ),
  ]);
  const items = answerableItems(figured.sections);
  const counts = items.filter((item) => itemType(item) === "numberVsExpected");
  const expected = counts.flatMap((item) => {
    const value = expectedOf(history[item.key] ?? []);
    return value === null ? [] : [[item.key, value] as const];
  });
  const { actor } = ctx;
  return {
    ...presentRun(ctx, row, around),
    sections: figured.sections,
    escalateIf: definition.escalateIf ?? [],
    items: items.flatMap((item) => {
      const result = row.results.find((one) => one.itemKey === item.key);
      return result ? [presentAnswer(run, item, result, names)] : [];
    }),
    figureSources: figured.sources,
    expected: Object.fromEntries(expected),
    history,
    ...near,
    followUps: followUps.map(({ id: actionId, title, state, owner }) => ({
      id: actionId,
      title,
      state,
      owner,
    })),
    amendments,
    note: row.version_.note,
    abilities: {
      answer: ability(canChangeRun(actor, facts)),
      take: ability(canTakeRun(actor, facts)),
      handOver: ability(canHandOverRun(actor, facts)),
      complete: ability(canChangeRun(actor, facts)),
      signOff: ability(canSignOffRun(actor, facts)),
      skip: ability(canChangeRun(actor, facts)),
      amend: ability(canAmendRun(actor, facts)),
    },
  };
}

/** @throws not_found for a run the actor does not see */
export async function requireSeenRun(ctx: Ctx, id: string): Promise<void> {
  const where = { AND: [{ id }, await visibleRuns(ctx)] };
  if ((await reader(ctx).checklistRun.count({ where })) === 0) throw notFound("run");
}

/** Members of the run's team who can work it, to hand it to. @throws not_found */
export async function peopleForRun(ctx: Ctx, id: string): Promise<{ id: string; name: string }[]> {
  const run = await reader(ctx).checklistRun.findFirst({
    where: { AND: [{ id }, await visibleRuns(ctx)] },
    select: { teamId: true },
  });
  if (!run) throw notFound("run");
  return reader(ctx).user.findMany({
    where: {
      deactivatedAt: null,
      role: { not: "viewer" },
      memberships: { some: { teamId: run.teamId, kind: { in: ["member", "lead", "deputy"] } } },
    },
    orderBy: { name: "asc" },
    take: 200,
    select: { id: true, name: true },
  });
}
