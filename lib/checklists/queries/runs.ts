import { teamsHeldBy } from "#lib/oncall/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import { wallToInstant } from "#lib/platform/time.ts";
import type { Prisma } from "#prisma";
import type { ListRuns, RunRow } from "../schema/runs.ts";
import { aroundOf, presentRun, RUN } from "./run-row.ts";
import { visibleRuns } from "./scope.ts";

/** What `state` means in a list; late and missed are read from the clock. */
function inState(state: ListRuns["state"], now: Date): Prisma.ChecklistRunWhereInput {
  const open = { state: "open", opensAt: { lte: now } };
  if (state === "open") return open;
  if (state === "due") return { ...open, OR: [{ dueAt: null }, { dueAt: { gte: now } }] };
  if (state === "late")
    return { ...open, dueAt: { lt: now }, OR: [{ missedAt: null }, { missedAt: { gt: now } }] };
  if (state === "missed") return { ...open, missedAt: { lte: now } };
  return state === "done" ? { state: { not: "open" } } : {};
}

/** Runs that are this person's now: started by them, given to them or their team, or gone with a pager they hold. */
async function mineWhere(ctx: Ctx): Promise<Prisma.ChecklistRunWhereInput> {
  const me = ctx.actor.userId;
  if (me === null) return { id: { in: [] } };
  const held = await teamsHeldBy(ctx, me);
  const teams = [...ctx.actor.teams].filter(([, kind]) => kind !== "reader").map(([id]) => id);
  const toTeam = {
    assignKind: "team",
    OR: [{ assignId: { in: teams } }, { assignId: null, teamId: { in: teams } }],
  };
  const unowned = [
    { assignKind: "person", assignId: me },
    { assignKind: "pager", teamId: { in: held } },
    toTeam,
  ];
  return { OR: [{ ownerId: me }, { ownerId: null, OR: unowned }] };
}

const LIST = "checklist-runs";

/** Runs by the moment they opened, newest first. */
export async function listRuns(ctx: Ctx, filter: ListRuns): Promise<Page<RunRow>> {
  const from = filter.from === undefined ? null : wallToInstant(`${filter.from}T00:00`, ctx.actor.zone);
  const rows = await reader(ctx).checklistRun.findMany({
    where: {
      AND: [
        await visibleRuns(ctx),
        inState(filter.state, ctx.now),
        filter.teamId ? { teamId: filter.teamId } : {},
        filter.serviceId ? { serviceId: filter.serviceId } : {},
        filter.templateId ? { templateId: filter.templateId } : {},
        filter.mine === "true" ? await mineWhere(ctx) : {},
        from ? { opensAt: { gte: from } } : {},
        olderThan("opensAt", placeOf(LIST, filter.cursor)),
      ],
    },
    orderBy: [{ opensAt: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
    include: RUN,
  });
  const around = await aroundOf(ctx, rows);
  return pageOf(
    LIST,
    rows,
    filter.limit,
    (row) => ({ at: row.opensAt, id: row.id }),
    (row) => presentRun(ctx, row, around),
  );
}

export interface PersonRuns {
  due: RunRow[];
  late: RunRow[];
  missed: RunRow[];
  finishedToday: RunRow[];
}

const TODAY_MAX = 50;
const byDue = (a: RunRow, b: RunRow) => (a.dueAt ?? "9999").localeCompare(b.dueAt ?? "9999");

/** What is this person's now, soonest due first, and what they finished since their local midnight; 50 of each at most. */
export async function runsForPerson(ctx: Ctx): Promise<PersonRuns> {
  const midnight = wallToInstant(`${localDay(ctx)}T00:00`, ctx.actor.zone);
  const visible = await visibleRuns(ctx);
  const mine = await mineWhere(ctx);
  const [open, finished] = await together(ctx, [
    () =>
      reader(ctx).checklistRun.findMany({
        where: { AND: [inState("open", ctx.now), visible, mine] },
        orderBy: [{ opensAt: "desc" }, { id: "desc" }],
        take: 3 * TODAY_MAX,
        include: RUN,
      }),
    () =>
      reader(ctx).checklistRun.findMany({
        where: {
          AND: [
            { state: "completed", completedAt: { gte: midnight } },
            { OR: [{ completedById: ctx.actor.userId }, { ownerId: ctx.actor.userId }] },
            visible,
          ],
        },
        orderBy: [{ completedAt: "desc" }, { id: "desc" }],
        take: TODAY_MAX,
        include: RUN,
      }),
  ]);
  const around = await aroundOf(ctx, [...open, ...finished]);
  const rows = open.map((row) => presentRun(ctx, row, around));
  const inOrder = (state: RunRow["state"]) =>
    rows
      .filter((row) => row.state === state)
      .sort(byDue)
      .slice(0, TODAY_MAX);
  return {
    due: inOrder("open"),
    late: inOrder("late"),
    missed: inOrder("missed"),
    finishedToday: finished.map((row) => presentRun(ctx, row, around)),
  };
}

const localDay = (ctx: Ctx) => new Intl.DateTimeFormat("en-CA", { timeZone: ctx.actor.zone }).format(ctx.now);

/** How many open runs are this person's: the number beside "Checklists" in the frame. */
export async function countRunsForPerson(ctx: Ctx): Promise<number> {
  return reader(ctx).checklistRun.count({
    where: { AND: [inState("open", ctx.now), await visibleRuns(ctx), await mineWhere(ctx)] },
  });
}
