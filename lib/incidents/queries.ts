import { teamsHeldBy } from "#lib/oncall/queries.ts";
import { type Actor, type Ctx, isAdmin } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { Prisma } from "#prisma";
import { CLOCK_NAMES, type Clocks } from "./model/clocks.ts";
import { nextStatus } from "./model/life.ts";
import { readClocks } from "./model/stored-clocks.ts";
import {
  canCancel,
  canChangeSeverity,
  canEscalate,
  canMoveTo,
  canReopenIncident,
  canWork,
  type IncidentFacts,
} from "./policy.ts";
import { NOBODY, namedFor, type OneRow, readRow } from "./queries/row.ts";
import type { Abilities, ClockDto, IncidentDto } from "./schema/incidents.ts";
import type { LinkDto } from "./schema/links.ts";
import type { RoleDto } from "./schema/people.ts";
import type { EntryDto } from "./schema/timeline.ts";

/**
 * What of the incidents an actor may list: of open teams and their own, but private ones only where they are named.
 * An administrator reaches a private one by its address alone, which is recorded.
 */
export function visibleWhere(actor: Actor): Prisma.IncidentWhereInput {
  if (actor.kind === "system") return {};
  const mine = { people: { some: { userId: actor.userId ?? NOBODY } } };
  if (isAdmin(actor)) return { OR: [{ isPrivate: false }, mine] };
  const teams = [...actor.teams.keys()];
  return { OR: [{ isPrivate: false, team: { OR: [{ visibility: "open" }, { id: { in: teams } }] } }, mine] };
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** The clocks that exist, in their order. */
export function presentClocks(clocks: Clocks): ClockDto[] {
  return CLOCK_NAMES.flatMap((name) => {
    const clock = clocks[name];
    if (!clock) return [];
    const { startedAt, dueAt, endedAt, breachedAt } = clock;
    return [
      {
        name,
        startedAt: startedAt.toISOString(),
        dueAt: dueAt.toISOString(),
        endedAt: iso(endedAt),
        breachedAt: iso(breachedAt),
        from: clock.from ?? null,
      },
    ];
  });
}

function abilitiesOf(actor: Actor, facts: IncidentFacts): Abilities {
  const yes = (decision: unknown) => decision === true;
  const rank = ["P0", "P1", "P2", "P3", "P4"].indexOf(facts.severity);
  const lower = (["P0", "P1", "P2", "P3", "P4"] as const)[rank + 1];
  const raise = (["P0", "P1", "P2", "P3", "P4"] as const)[rank - 1];
  return {
    acknowledge: yes(canMoveTo(actor, facts, "acknowledged")),
    investigate: yes(canMoveTo(actor, facts, "investigating")),
    mitigate: yes(canMoveTo(actor, facts, "mitigated")),
    resolve: yes(canMoveTo(actor, facts, "resolved")),
    close: yes(canMoveTo(actor, facts, "closed")),
    reopen: yes(canReopenIncident(actor, facts)),
    cancel: yes(canCancel(actor, facts)),
    note: yes(canWork(actor, facts)),
    escalate: yes(canEscalate(actor, facts)),
    raise: raise !== undefined && yes(canChangeSeverity(actor, facts, raise)),
    lower: lower !== undefined && yes(canChangeSeverity(actor, facts, lower)),
    assign: yes(canWork(actor, facts)),
    edit: yes(canWork(actor, facts)),
    merge: yes(canCancel(actor, facts)),
  };
}

const ref = (id: string | null, name: string | null) => (id ? { id, name: name ?? "former member" } : null);

/** Whether the asker holds the pager of its team; asked only where that decides anything. */
async function withPager(ctx: Ctx, facts: IncidentFacts): Promise<IncidentFacts> {
  if (!ctx.actor.userId || canWork(ctx.actor, facts) === true) return facts;
  const held = await teamsHeldBy(ctx, ctx.actor.userId);
  return { ...facts, holdsPager: held.includes(facts.teamId) };
}

/** The incident as the API shows it, whoever asks: rights are asked before. */
async function present(ctx: Ctx, row: OneRow): Promise<IncidentDto> {
  const clocks = readClocks(row.clocks);
  const because = namedFor(ctx, row);
  const facts = await withPager(ctx, {
    teamId: row.team_id,
    status: row.status,
    severity: row.severity,
    commanderId: row.commander_id,
    // Having declared it is no part in it.
    involved: because !== undefined && because !== "declared",
    holdsPager: false,
  });
  const due = (clock: { dueAt: Date } | null) => iso(clock?.dueAt ?? null);
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    summary: row.summary,
    severity: row.severity,
    status: row.status,
    type: row.type as IncidentDto["type"],
    source: row.source,
    private: row.is_private,
    teamId: row.team_id,
    serviceId: row.service_id,
    team: { id: row.team_id, name: row.team_name },
    service: ref(row.service_id, row.service_name),
    commander: ref(row.commander_id, row.commander_name),
    assignee: ref(row.assignee_id, row.assignee_name),
    declaredBy: ref(row.declared_by_id, row.declared_by_name),
    acknowledgedBy: ref(row.acknowledged_by_id, row.acknowledged_by_name),
    openedAt: row.opened_at.toISOString(),
    acknowledgedAt: iso(row.acknowledged_at),
    investigatingAt: iso(row.investigating_at),
    mitigatedAt: iso(row.mitigated_at),
    resolvedAt: iso(row.resolved_at),
    closedAt: iso(row.closed_at),
    cancelledAt: iso(row.cancelled_at),
    watchUntil: row.status === "mitigated" ? iso(row.watch_until) : null,
    acknowledgeBy: due(clocks.acknowledge),
    respondBy: due(clocks.respond),
    updateBy: due(clocks.update),
    clocks: presentClocks(clocks),
    mergedInto: row.merged_into_id ? { id: row.merged_into_id, number: row.merged_number ?? 0 } : null,
    report: {
      happened: row.report_happened ?? "",
      cause: row.report_cause ?? "",
      resolution: row.report_resolution ?? "",
    },
    impact: row.impact,
    dedupKey: row.dedup_key,
    externalUrl: row.external_url,
    nextStatus: nextStatus(row.status),
    version: row.version,
    abilities: abilitiesOf(ctx.actor, facts),
  };
}

/** After a command that has proven the right to see it. */
export async function presentIncident(ctx: Ctx, id: string): Promise<IncidentDto> {
  const row = await readRow(ctx, id);
  if (!row) throw notFound("incident");
  return present(ctx, row);
}

/** Whether an administrator looks into a private incident they are not part of: the page records that. */
export interface IncidentRead {
  incident: IncidentDto;
  asAdmin: boolean;
}

/** @throws not_found when it is not there or not theirs to see */
export async function readIncident(ctx: Ctx, id: string): Promise<IncidentRead> {
  const row = await readRow(ctx, id);
  const { actor } = ctx;
  if (!row) throw notFound("incident");
  const seesTeam = row.visibility === "open" || actor.teams.has(row.team_id) || isAdmin(actor);
  const named = namedFor(ctx, row) !== undefined;
  const sees = named || (row.is_private ? isAdmin(actor) : seesTeam);
  if (!sees) throw notFound("incident");
  return {
    incident: await present(ctx, row),
    asAdmin: row.is_private && !named && actor.kind !== "system",
  };
}

type EntryRow = Prisma.TimelineEntryGetPayload<{ include: { star: true } }>;

async function presentEntries(ctx: Ctx, rows: EntryRow[]): Promise<EntryDto[]> {
  const ids = [...new Set(rows.flatMap((row) => row.actorId ?? []))];
  const people = await reader(ctx).user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  const name = new Map(people.map((person) => [person.id, person.name]));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    text: row.text,
    data: row.data as Record<string, unknown>,
    actor: row.actorId ? { id: row.actorId, name: name.get(row.actorId) ?? "former member" } : null,
    occurredAt: row.occurredAt.toISOString(),
    at: row.at.toISOString(),
    starred: row.star !== null,
  }));
}

/** The timeline, oldest first; the right to see the incident was proven before. */
export async function readTimeline(ctx: Ctx, incidentId: string, limit = 1000): Promise<EntryDto[]> {
  const rows = await reader(ctx).timelineEntry.findMany({
    where: { incidentId },
    orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
    take: limit,
    include: { star: true },
  });
  return presentEntries(ctx, rows.reverse());
}

/** One entry, after a command that wrote it. */
export async function readEntry(ctx: Ctx, id: string): Promise<EntryDto> {
  const row = await reader(ctx).timelineEntry.findUnique({ where: { id }, include: { star: true } });
  const [entry] = row ? await presentEntries(ctx, [row]) : [];
  if (!entry) throw notFound("entry");
  return entry;
}

/** Roles with their history, the present holders last. */
export async function readRoles(ctx: Ctx, incidentId: string): Promise<RoleDto[]> {
  const rows = await reader(ctx).incidentRole.findMany({ where: { incidentId }, orderBy: { from: "asc" } });
  const people = await reader(ctx).user.findMany({
    where: { id: { in: rows.map((row) => row.userId) } },
    select: { id: true, name: true },
  });
  const name = new Map(people.map((person) => [person.id, person.name]));
  return rows.map((row) => ({
    role: row.role as RoleDto["role"],
    user: { id: row.userId, name: name.get(row.userId) ?? "former member" },
    from: row.from.toISOString(),
    until: iso(row.until),
  }));
}

export async function readLinks(ctx: Ctx, incidentId: string): Promise<LinkDto[]> {
  const rows = await reader(ctx).incidentLink.findMany({ where: { incidentId }, orderBy: { at: "asc" } });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    label: row.label,
    url: row.url,
    at: row.at.toISOString(),
  }));
}
