import { type PagerHolder, pagerHolder } from "#lib/oncall/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import type { Prisma } from "#prisma";
import {
  awaitsSignOff,
  cadenceOf,
  type RunPeople,
  runBelongsTo,
  runState,
  type StoredRunState,
} from "../model/run.ts";
import type { ChecklistDefinition } from "../model.ts";
import type { RunFacts } from "../policy.ts";
import type { RunRow } from "../schema/runs.ts";
import { iso, personNames, ref, type SeenTeam, seenTeams, serviceNames } from "./scope.ts";
import { assignedWords } from "./templates.ts";

/** What is read of a run with its row. */
export const RUN = {
  version_: { select: { number: true, title: true, definition: true, rrule: true, note: true } },
} satisfies Prisma.ChecklistRunInclude;
export type RunFound = Prisma.ChecklistRunGetPayload<{ include: typeof RUN }>;

/** What the run's version of its checklist asks. */
export const definitionOf = (row: RunFound) => row.version_.definition as unknown as ChecklistDefinition;

/** What the policy judges a run by. */
export function factsOf(row: RunFound): RunFacts {
  return {
    ...row,
    state: row.state as StoredRunState,
    assignKind: row.assignKind as RunPeople["assignKind"],
    signOff: definitionOf(row).signOff ?? false,
  };
}

export interface Around {
  teams: Map<string, SeenTeam>;
  services: Map<string, string>;
  people: Map<string, string>;
  /** Who holds the pager of a team, or of a service of it: by `pagerKey`. */
  holders: Map<string, PagerHolder | null>;
}

const pagerKey = (row: { teamId: string; serviceId: string | null }) =>
  `${row.teamId}:${row.serviceId ?? ""}`;

/** Everything rows name, looked up once for all of them. */
export async function aroundOf(ctx: Ctx, rows: RunFound[]): Promise<Around> {
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
async function namedTeams(ctx: Ctx, rows: RunFound[]): Promise<Map<string, SeenTeam>> {
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

function belongsTo(row: RunFound, around: Around): RunRow["belongsTo"] {
  const holder = around.holders.get(pagerKey(row)) ?? null;
  const to = runBelongsTo(factsOf(row), holder?.userId ?? null);
  if (to.kind === "nobody") return { kind: "nobody", id: null, name: "Nobody", because: null };
  if (to.kind === "team")
    return { kind: "team", id: to.id, name: around.teams.get(to.id)?.name ?? "The team", because: null };
  const byPager = row.ownerId === null && row.assignKind === "pager" && holder;
  if (byPager) return { kind: "person", id: to.id, name: holder.name, because: BECAUSE[holder.because] };
  return { kind: "person", id: to.id, name: around.people.get(to.id) ?? "Former member", because: null };
}

/** A run as it stands in a list. */
export function presentRun(ctx: Ctx, row: RunFound, around: Around): RunRow {
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
