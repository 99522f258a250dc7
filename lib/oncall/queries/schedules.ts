import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { invalidField, notFound } from "#lib/platform/errors.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import type { Schedule, ScheduleOverride, ScheduleRules, Shift } from "#prisma";
import { canEditSchedule, canOverride, canTake } from "../policy.ts";
import type { OnCallDto, ShiftDto } from "../schema/on-call.ts";
import type { OverrideDto } from "../schema/overrides.ts";
import type { RulesDto } from "../schema/rules.ts";
import type { ListSchedules, ScheduleDto } from "../schema/schedules.ts";
import type { SpanQuery } from "../schema.ts";
import { candidatesWhere } from "./candidates.ts";
import { type Named, namesOf, orNobody } from "./names.ts";
import { onCallIfSeen, onCallOf, seenTeamIds, teamNames } from "./on-call.ts";
import { layersOf, type PlanRows, planRows } from "./plan.ts";

type Names = (id: string) => Named;

export function presentRules(row: ScheduleRules, name: Names): RulesDto {
  return {
    id: row.id,
    number: row.number,
    validFrom: row.validFrom.toISOString(),
    validTo: row.validTo?.toISOString() ?? null,
    zone: row.zone,
    layers: layersOf(row.layers).map((layer) => ({ ...layer, members: layer.members.map(name) })),
    reason: row.reason,
    by: orNobody(name)(row.createdById),
  };
}

export const presentOverride = (row: ScheduleOverride, name: Names): OverrideDto => ({
  id: row.id,
  user: orNobody(name)(row.userId),
  from: row.fromAt.toISOString(),
  to: row.toAt.toISOString(),
  kind: row.kind as OverrideDto["kind"],
  reason: row.reason,
  by: orNobody(name)(row.createdById),
  version: row.version,
});

export const presentShift = (row: Shift, name: Names): ShiftDto => ({
  id: row.id,
  scheduleId: row.scheduleId,
  user: orNobody(name)(row.userId),
  from: row.fromAt.toISOString(),
  to: row.toAt.toISOString(),
  source: row.source as ShiftDto["source"],
  origin: row.origin,
  takesAt: row.takesAt?.toISOString() ?? null,
  acceptedAt: row.acceptedAt?.toISOString() ?? null,
});

/** Everybody whom such rows name. */
export const namedIn = (rows: PlanRows): (string | null)[] => [
  ...[...rows.rules, ...rows.temporary].flatMap((rules) => [
    rules.createdById,
    ...layersOf(rules.layers).flatMap((layer) => layer.members),
  ]),
  ...rows.overrides.flatMap((one) => [one.userId, one.createdById]),
];

const verdict = (decision: true | { because: string }) =>
  decision === true ? true : { may: false as const, because: decision.because };

/** What the actor may do with a schedule of this team. */
export function scheduleAbilities(ctx: Ctx, schedule: { teamId: string; archivedAt: Date | null }) {
  const used = schedule.archivedAt === null;
  const only = (decision: true | { because: string }) =>
    used ? verdict(decision) : { may: false as const, because: "The schedule is archived." };
  return {
    edit: verdict(canEditSchedule(ctx.actor, schedule.teamId)),
    override: only(canOverride(ctx.actor, schedule.teamId)),
    take: only(canTake(ctx.actor, schedule.teamId)),
    swap: only(canTake(ctx.actor, schedule.teamId)),
  };
}

const nobodyYet = (at: Date): OnCallDto => ({
  at: at.toISOString(),
  holder: null,
  scheduled: null,
  pendingHandoff: null,
  fallback: [],
  next: null,
});

/** The people of a team who may be put on call. */
export async function candidatesOf(ctx: Ctx, teamId: string): Promise<Named[]> {
  return reader(ctx).user.findMany({
    where: candidatesWhere(teamId),
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
}

async function present(ctx: Ctx, row: Schedule, teamName: string): Promise<ScheduleDto> {
  const plan = await planRows(ctx, row.id, ctx.now);
  const name = await namesOf(ctx, namedIn(plan));
  const [judging, ...planned] = plan.rules;
  const begun = judging !== undefined && judging.validFrom <= ctx.now;
  const onCall = (await onCallOf(ctx, [row.id], ctx.now)).get(row.id);
  return {
    id: row.id,
    name: row.name,
    about: row.about,
    team: { id: row.teamId, name: teamName },
    zone: row.zone,
    ordinal: row.ordinal,
    needsApproval: row.needsApproval,
    graceMinutes: row.graceMinutes,
    channelId: row.channelId,
    noticeFirstMinutes: row.noticeFirstMinutes,
    noticeLastMinutes: row.noticeLastMinutes,
    startsAt: row.startsAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    version: row.version,
    rules: judging && begun ? presentRules(judging, name) : null,
    planned: (begun ? planned : plan.rules).map((rules) => presentRules(rules, name)),
    temporary: plan.temporary.map((rules) => presentRules(rules, name)),
    overrides: plan.overrides.map((one) => presentOverride(one, name)),
    onCall: onCall ?? nobodyYet(ctx.now),
    candidates: await candidatesOf(ctx, row.teamId),
    abilities: scheduleAbilities(ctx, row),
  };
}

/** The row with its team's name, if the actor may see it. @throws not_found */
export async function findSchedule(ctx: Ctx, id: string): Promise<{ row: Schedule; team: Named }> {
  const row = await reader(ctx).schedule.findUnique({ where: { id } });
  const team = row
    ? await reader(ctx).team.findFirst({
        where: { AND: [{ id: row.teamId }, visibleTeams(ctx.actor)] },
        select: { id: true, name: true },
      })
    : null;
  if (!row || !team) throw notFound("schedule");
  return { row, team };
}

/** One schedule, with what judges now and what is planned. @throws not_found */
export async function getSchedule(ctx: Ctx, id: string): Promise<ScheduleDto> {
  const { row, team } = await findSchedule(ctx, id);
  return present(ctx, row, team.name);
}

/** The schedules of the teams one may see, newest first. @throws bad_cursor */
export async function listSchedules(ctx: Ctx, filter: ListSchedules): Promise<Page<ScheduleDto>> {
  const place = placeOf("schedules", filter.cursor);
  const seen = await seenTeamIds(ctx);
  const rows = await reader(ctx).schedule.findMany({
    where: {
      teamId: { in: filter.teamId ? seen.filter((id) => id === filter.teamId) : seen },
      archivedAt: filter.archived === "true" ? { not: null } : null,
      ...olderThan("createdAt", place),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
  });
  const page = pageOf(
    "schedules",
    rows,
    filter.limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => row,
  );
  const teams = await teamNames(ctx, page.items);
  const items: ScheduleDto[] = [];
  for (const row of page.items) items.push(await present(ctx, row, teams.get(row.teamId) ?? "another team"));
  return { ...page, items };
}

/** The longest span one asks for at once, in days. */
export const MAX_SPAN_DAYS = 400;

/** @throws invalid */
export function spanOf(query: SpanQuery): { from: Date; to: Date } {
  const from = new Date(query.from);
  const to = new Date(query.to);
  if (to <= from) throw invalidField("to", "The end comes after the beginning.");
  if (to.getTime() - from.getTime() > MAX_SPAN_DAYS * 86_400_000)
    throw invalidField("to", `Ask for at most ${MAX_SPAN_DAYS} days at once.`);
  return { from, to };
}

/** The shifts of one schedule that touch a span, whole, in their order: facts behind now, a forecast ahead. */
export async function listShifts(ctx: Ctx, id: string, query: SpanQuery): Promise<{ items: ShiftDto[] }> {
  const { row } = await findSchedule(ctx, id);
  const { from, to } = spanOf(query);
  const rows = await reader(ctx).shift.findMany({
    where: { scheduleId: row.id, fromAt: { lt: to }, toAt: { gt: from } },
    orderBy: { fromAt: "asc" },
  });
  const name = await namesOf(
    ctx,
    rows.map((one) => one.userId),
  );
  return { items: rows.map((one) => presentShift(one, name)) };
}

/** Who is on call by one schedule at an instant: history behind now. @throws not_found */
export async function onCallAt(ctx: Ctx, id: string, at: string | undefined): Promise<OnCallDto> {
  const instant = at ? new Date(at) : ctx.now;
  const found = await onCallIfSeen(ctx, id, instant);
  if (!found) throw notFound("schedule");
  return found;
}
