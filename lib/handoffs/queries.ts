import { type Fallback, fallbackOf } from "#lib/oncall/queries/fallback.ts";
import { seenTeamIds } from "#lib/oncall/queries/on-call.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import type { Handoff, HandoffItem, HandoffShift, Prisma } from "#prisma";
import { type ItemKind, PENDING, STEPS, silent, ticksOf } from "./model.ts";
import { canAccept, canAnswer, canPrepare, canQuery, canRefuse } from "./policy.ts";
import type { HandoffDto, HandoffItemDto, ListHandoffs } from "./schema.ts";

export type HandoffRow = Handoff & { shifts: HandoffShift[]; items: HandoffItem[] };
export const WHOLE = {
  shifts: true,
  items: { orderBy: [{ ordinal: "asc" as const }, { id: "asc" as const }] },
};

const URLS: Record<ItemKind, (id: string) => string> = {
  incident: (id) => `/incidents/${id}`,
  duty: (id) => `/incidents/${id}`,
  run: (id) => `/checklists/runs/${id}`,
  action: (id) => `/actions?action=${id}`,
  runbook: (id) => `/runbooks/${id}`,
};

const iso = (at: Date | null) => at?.toISOString() ?? null;

const presentItem = (row: HandoffItem): HandoffItemDto => ({
  id: row.id,
  kind: row.kind as ItemKind,
  title: row.title,
  url: row.subjectId ? URLS[row.kind as ItemKind](row.subjectId) : null,
  facts: row.facts as HandoffItemDto["facts"],
  goes: row.goes as "over" | "keep",
  note: row.note,
  query: row.queriedAt ? { text: row.query, at: row.queriedAt.toISOString() } : null,
  answer: row.answeredAt ? { text: row.answer, at: row.answeredAt.toISOString() } : null,
});

interface Around {
  people: Map<string, string>;
  schedules: Map<string, HandoffDto["schedules"][number]>;
  /** Of each shift, when it ends. */
  ends: Map<string, Date>;
  leads: Map<string, Fallback[]>;
  dashboards: Map<string, HandoffDto["dashboards"]>;
}

/** The links of the teams' services: what is looked at in step two (S-060). */
async function dashboardsOf(ctx: Ctx, teamIds: readonly string[]): Promise<Around["dashboards"]> {
  const rows = await reader(ctx).service.findMany({
    where: { teamId: { in: [...teamIds] }, archivedAt: null },
    select: { teamId: true, name: true, links: true },
    orderBy: { name: "asc" },
    take: 100,
  });
  const found = new Map<string, HandoffDto["dashboards"]>();
  for (const row of rows) {
    const links = Array.isArray(row.links) ? (row.links as Array<{ title: string; url: string }>) : [];
    const own = links.map((link) => ({ title: `${row.name}: ${link.title}`, url: link.url }));
    found.set(row.teamId, [...(found.get(row.teamId) ?? []), ...own]);
  }
  return found;
}

async function aroundOf(ctx: Ctx, rows: readonly HandoffRow[]): Promise<Around> {
  const people = await reader(ctx).user.findMany({
    where: { id: { in: rows.flatMap((row) => [row.toUserId, ...(row.fromUserId ? [row.fromUserId] : [])]) } },
    select: { id: true, name: true },
  });
  const schedules = await reader(ctx).schedule.findMany({
    where: { id: { in: rows.flatMap((row) => row.shifts.map((shift) => shift.scheduleId)) } },
    select: { id: true, name: true, team: { select: { id: true, name: true } } },
  });
  const shifts = await reader(ctx).shift.findMany({
    where: { id: { in: rows.flatMap((row) => row.shifts.map((shift) => shift.shiftId)) } },
    select: { id: true, toAt: true },
  });
  const teamIds = [...new Set(schedules.map((one) => one.team.id))];
  return {
    people: new Map(people.map((person) => [person.id, person.name])),
    schedules: new Map(schedules.map((one) => [one.id, one])),
    ends: new Map(shifts.map((shift) => [shift.id, shift.toAt])),
    leads: await fallbackOf(ctx, teamIds),
    dashboards: await dashboardsOf(ctx, teamIds),
  };
}

function abilitiesOf(ctx: Ctx, row: HandoffRow): HandoffDto["abilities"] {
  const { actor } = ctx;
  const prepare = canPrepare(actor, row) === true;
  return {
    prepare,
    submit: prepare && row.submittedAt === null,
    accept: canAccept(actor, row) === true,
    query: canQuery(actor, row) === true,
    answer: canAnswer(actor, row) === true,
    refuse: canRefuse(actor, row) === true,
  };
}

function present(ctx: Ctx, row: HandoffRow, around: Around): HandoffDto {
  const named = (id: string) => ({ id, name: around.people.get(id) ?? "somebody who has left" });
  const schedules = row.shifts.flatMap((shift) => around.schedules.get(shift.scheduleId) ?? []);
  const teams = [...new Set(schedules.map((one) => one.team.id))];
  const ends = row.shifts.flatMap((shift) => around.ends.get(shift.shiftId) ?? []);
  const ticks = ticksOf(row.steps);
  const leads = new Map(
    teams
      .flatMap((id) => around.leads.get(id) ?? [])
      .map((one) => [one.userId, { id: one.userId, name: one.name }]),
  );
  return {
    id: row.id,
    from: row.fromUserId ? named(row.fromUserId) : null,
    to: named(row.toUserId),
    at: row.atTime.toISOString(),
    graceEndsAt: row.graceEndsAt.toISOString(),
    until: ends.length > 0 ? new Date(Math.max(...ends.map(Number))).toISOString() : null,
    state: row.state as HandoffDto["state"],
    schedules,
    briefing: row.briefing,
    steps: STEPS.map((step) => ({ ...step, at: ticks[step.key] ?? null })),
    items: row.items.map(presentItem),
    unlisted: row.unlisted,
    submittedAt: iso(row.submittedAt),
    acceptedAt: iso(row.acceptedAt),
    // A confirmation of what nobody handed over has no time to run out.
    late: row.fromUserId !== null && row.acceptedAt !== null && row.acceptedAt > row.graceEndsAt,
    refused: row.refusedAt ? { at: row.refusedAt.toISOString(), reason: row.refuseReason } : null,
    lapsedAt: iso(row.lapsedAt),
    silent: row.lapsedAt ? silent(row) : null,
    leads: [...leads.values()].filter((lead) => lead.id !== row.toUserId),
    dashboards: teams.flatMap((id) => around.dashboards.get(id) ?? []),
    version: row.version,
    abilities: abilitiesOf(ctx, row),
  };
}

/** Handoffs one may see: one's own, and those whose schedules all belong to teams one sees. */
export async function visibleHandoffs(ctx: Ctx): Promise<Prisma.HandoffWhereInput> {
  const me = ctx.actor.userId;
  const hidden = await reader(ctx).schedule.findMany({
    where: { teamId: { notIn: await seenTeamIds(ctx) } },
    select: { id: true },
  });
  // An empty condition inside OR would be dropped, and hide everything that is not one's own.
  if (hidden.length === 0) return {};
  const seen = { shifts: { none: { scheduleId: { in: hidden.map((one) => one.id) } } } };
  return { OR: [...(me ? [{ fromUserId: me }, { toUserId: me }] : []), seen] };
}

/** One handoff. @throws not_found */
export async function getHandoff(ctx: Ctx, id: string): Promise<HandoffDto> {
  const row = await reader(ctx).handoff.findFirst({
    where: { AND: [{ id }, await visibleHandoffs(ctx)] },
    include: WHOLE,
  });
  if (!row) throw notFound("handoff");
  return present(ctx, row, await aroundOf(ctx, [row]));
}

async function ofTeam(ctx: Ctx, teamId: string | undefined): Promise<Prisma.HandoffWhereInput> {
  if (!teamId) return {};
  const rows = await reader(ctx).schedule.findMany({ where: { teamId }, select: { id: true } });
  return { shifts: { some: { scheduleId: { in: rows.map((row) => row.id) } } } };
}

/** Handoffs, the newest change first; also those of long ago. @throws bad_cursor */
export async function listHandoffs(ctx: Ctx, filter: ListHandoffs): Promise<Page<HandoffDto>> {
  const place = placeOf("handoffs", filter.cursor);
  const me = ctx.actor.userId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await reader(ctx).handoff.findMany({
    where: {
      AND: [
        await visibleHandoffs(ctx),
        await ofTeam(ctx, filter.teamId),
        filter.only === "mine" ? { OR: [{ fromUserId: me }, { toUserId: me }] } : {},
        filter.only === "waiting" ? { state: { in: [...PENDING] } } : { state: { not: "void" } },
        olderThan("atTime", place),
      ],
    },
    orderBy: [{ atTime: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
    include: WHOLE,
  });
  const page = pageOf(
    "handoffs",
    rows,
    filter.limit,
    (row) => ({ at: row.atTime, id: row.id }),
    (row) => row,
  );
  const around = await aroundOf(ctx, page.items);
  return { ...page, items: page.items.map((row) => present(ctx, row, around)) };
}

/** What waits for this person: to sign as the outgoing, or to accept; the soonest first. */
export async function myHandoffs(ctx: Ctx): Promise<HandoffDto[]> {
  const me = ctx.actor.userId;
  if (!me) return [];
  const rows = await reader(ctx).handoff.findMany({
    where: {
      state: { in: [...PENDING] },
      OR: [{ toUserId: me }, { fromUserId: me, submittedAt: null }],
    },
    orderBy: { atTime: "asc" },
    take: 20,
    include: WHOLE,
  });
  const around = await aroundOf(ctx, rows);
  return rows.map((row) => present(ctx, row, around));
}
