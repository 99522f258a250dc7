import { actionsOf } from "#lib/actions/queries.ts";
import { visibleWhere } from "#lib/incidents/queries.ts";
import { type PagerHolder, pagerHolder, teamsHeldBy } from "#lib/oncall/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import { wallToInstant } from "#lib/platform/time.ts";
import type { Prisma } from "#prisma";
import {
  awaitsSignOff,
  cadenceOf,
  type RunPeople,
  runBelongsTo,
  runState,
  type StoredRunState,
} from "./model/run.ts";
import { answerableItems, type ChecklistDefinition, itemType } from "./model.ts";
import {
  canAmendRun,
  canChangeRun,
  canHandOverRun,
  canSignOffRun,
  canTakeRun,
  type RunFacts,
} from "./policy.ts";
import { figuresInForce, presentAnswer, type RunOfItems } from "./queries/items.ts";
import { expectedOf, readingsBefore } from "./queries/readings.ts";
import {
  ability,
  iso,
  personNames,
  ref,
  type SeenTeam,
  seenTeams,
  serviceNames,
  visibleRuns,
} from "./queries/scope.ts";
import { assignedWords } from "./queries/templates.ts";
import type { LinkedIncident, ListRuns, RunDto, RunRow } from "./schema/runs.ts";

const INCLUDE = {
  version_: { select: { number: true, title: true, definition: true, rrule: true, note: true } },
} satisfies Prisma.ChecklistRunInclude;
type Row = Prisma.ChecklistRunGetPayload<{ include: typeof INCLUDE }>;

const definitionOf = (row: Row) => row.version_.definition as unknown as ChecklistDefinition;

function factsOf(row: Row): RunFacts {
  return {
    ...row,
    state: row.state as StoredRunState,
    assignKind: row.assignKind as RunPeople["assignKind"],
    signOff: definitionOf(row).signOff ?? false,
  };
}

interface Around {
  teams: Map<string, SeenTeam>;
  services: Map<string, string>;
  people: Map<string, string>;
  /** Who holds the pager of a team, or of a service of it: by `pagerKey`. */
  holders: Map<string, PagerHolder | null>;
}

const pagerKey = (row: { teamId: string; serviceId: string | null }) =>
  `${row.teamId}:${row.serviceId ?? ""}`;

/** Everything rows name, looked up once for all of them. */
async function aroundOf(ctx: Ctx, rows: Row[]): Promise<Around> {
  const withPager = rows
    .filter((row) => row.ownerId === null && row.assignKind === "pager")
    .map((row) => [pagerKey(row), row] as const);
  const ids = rows.flatMap((row) => [
    row.ownerId,
    row.completedById,
    row.signedOffById,
    row.assignKind === "person" ? row.assignId : null,
  ]);
  const [teams, services, people, holders] = await together(ctx, [
    () => namedTeams(ctx, rows),
    () =>
      serviceNames(
        ctx,
        rows.map((row) => row.serviceId),
      ),
    () => personNames(ctx, ids),
    () =>
      together(
        ctx,
        [...new Map(withPager)].map(
          ([key, row]) =>
            async () =>
              [key, await pagerHolder(ctx, row.teamId, row.serviceId)] as const,
        ),
      ),
  ]);
  return { teams, services, people, holders: new Map(holders) };
}

/** The teams of the rows: those the actor sees, and those of runs given to them across a closed team's wall. */
async function namedTeams(ctx: Ctx, rows: Row[]): Promise<Map<string, SeenTeam>> {
  const teams = await seenTeams(ctx);
  const missing = rows.map((row) => row.teamId).filter((id) => !teams.has(id));
  if (missing.length === 0) return teams;
  const more = await reader(ctx).team.findMany({
    where: { id: { in: missing } },
    select: { id: true, name: true, zone: true, needsApproval: true },
  });
  return new Map([...teams, ...more.map((team) => [team.id, team] as const)]);
}

const BECAUSE = {
  scheduled: "is on call",
  keeps: "has the pager until the handoff is accepted",
  incoming: "takes over the pager",
  lead: "leads the team; nobody is on call",
  deputy: "is the team's deputy; nobody is on call and it has no lead now",
  admin: "administers; nobody is on call, and the team has no lead and no deputy",
};

function belongsTo(row: Row, around: Around): RunRow["belongsTo"] {
  const holder = around.holders.get(pagerKey(row)) ?? null;
  const to = runBelongsTo(factsOf(row), holder?.userId ?? null);
  if (to.kind === "nobody") return { kind: "nobody", id: null, name: "Nobody", because: null };
  if (to.kind === "team")
    return { kind: "team", id: to.id, name: around.teams.get(to.id)?.name ?? "The team", because: null };
  const byPager = row.ownerId === null && row.assignKind === "pager" && holder;
  if (byPager) return { kind: "person", id: to.id, name: holder.name, because: BECAUSE[holder.because] };
  return { kind: "person", id: to.id, name: around.people.get(to.id) ?? "Former member", because: null };
}

function present(ctx: Ctx, row: Row, around: Around): RunRow {
  const definition = definitionOf(row);
  const facts = factsOf(row);
  const team = { id: row.teamId, name: around.teams.get(row.teamId)?.name ?? "" };
  const whose = belongsTo(row, around);
  const me = ctx.actor.userId;
  return {
    id: row.id,
    number: row.number,
    title: row.version_.title,
    templateId: row.templateId,
    templateVersion: row.version_.number,
    team,
    service:
      row.serviceId === null ? null : { id: row.serviceId, name: around.services.get(row.serviceId) ?? "" },
    state: runState({ ...row, state: facts.state }, ctx.now),
    startedBy: row.startedBy,
    cadence: cadenceOf(row.version_.rrule),
    opensAt: row.opensAt.toISOString(),
    dueAt: iso(row.dueAt),
    missedAt: iso(row.missedAt),
    owner: ref(around.people, row.ownerId),
    ownedAt: iso(row.ownedAt),
    assigned: assignedWords({ kind: row.assignKind, id: row.assignId }, team.name, around),
    belongsTo: whose,
    mine:
      me !== null &&
      (whose.kind === "person" ? whose.id === me : whose.id !== null && ctx.actor.teams.has(whose.id)),
    itemsTotal: row.itemsTotal,
    itemsDone: row.itemsDone,
    estimateMinutes: definition.estimateMinutes ?? null,
    signOff: facts.signOff,
    awaitsSignOff: awaitsSignOff(facts),
    completedAt: iso(row.completedAt),
    completedBy: ref(around.people, row.completedById),
    signedOffAt: iso(row.signedOffAt),
    signedOffBy: ref(around.people, row.signedOffById),
    skippedReason: row.skippedReason,
    version: row.version,
  };
}

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
    include: INCLUDE,
  });
  const around = await aroundOf(ctx, rows);
  return pageOf(
    LIST,
    rows,
    filter.limit,
    (row) => ({ at: row.opensAt, id: row.id }),
    (row) => present(ctx, row, around),
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
        include: INCLUDE,
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
        include: INCLUDE,
      }),
  ]);
  const around = await aroundOf(ctx, [...open, ...finished]);
  const rows = open.map((row) => present(ctx, row, around));
  const inOrder = (state: RunRow["state"]) =>
    rows
      .filter((row) => row.state === state)
      .sort(byDue)
      .slice(0, TODAY_MAX);
  return {
    due: inOrder("open"),
    late: inOrder("late"),
    missed: inOrder("missed"),
    finishedToday: finished.map((row) => present(ctx, row, around)),
  };
}

const localDay = (ctx: Ctx) => new Intl.DateTimeFormat("en-CA", { timeZone: ctx.actor.zone }).format(ctx.now);

/** How many open runs are this person's: the number beside "Checklists" in the frame. */
export async function countRunsForPerson(ctx: Ctx): Promise<number> {
  return reader(ctx).checklistRun.count({
    where: { AND: [inState("open", ctx.now), await visibleRuns(ctx), await mineWhere(ctx)] },
  });
}

const INCIDENT = {
  id: true,
  number: true,
  title: true,
  severity: true,
  status: true,
  openedAt: true,
} satisfies Prisma.IncidentSelect;
type IncidentFound = Prisma.IncidentGetPayload<{ select: typeof INCIDENT }>;

const presentIncident = (found: IncidentFound, itemKey: string | null): LinkedIncident => ({
  ...found,
  severity: found.severity as LinkedIncident["severity"],
  openedAt: found.openedAt.toISOString(),
  itemKey,
});

/** Incidents tied to this run, and open ones on the same service that a breach may belong to. */
async function incidentsAround(ctx: Ctx, row: Row) {
  const tied = await reader(ctx).incidentLink.findMany({
    where: { kind: "checklist-item", subjectId: row.id, incident: visibleWhere(ctx.actor) },
    orderBy: { at: "asc" },
    take: 100,
    select: { part: true, incident: { select: INCIDENT } },
  });
  const open = await reader(ctx).incident.findMany({
    where: {
      AND: [
        visibleWhere(ctx.actor),
        { status: { in: ["open", "acknowledged", "investigating", "mitigated"] } },
        row.serviceId === null ? { teamId: row.teamId } : { serviceId: row.serviceId },
      ],
    },
    orderBy: [{ severity: "asc" }, { openedAt: "desc" }],
    take: 3,
    select: INCIDENT,
  });
  return {
    incidents: tied.map((link) => presentIncident(link.incident, link.part || null)),
    openIncidents: open.map((found) => presentIncident(found, null)),
  };
}

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
    include: { ...INCLUDE, results: true },
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
    ...present(ctx, row, around),
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
