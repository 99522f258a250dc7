import type { Ctx } from "#lib/platform/context.ts";
import { reader, readRows } from "#lib/platform/db.ts";
import { Prisma, type Schedule, type ScheduleOverride, type Shift } from "#prisma";
import { layOut } from "../model/layout.ts";
import type { MyShiftDto } from "../schema/on-call.ts";
import type { LaneDto, TimelineDto, TimelineQuery } from "../schema/timeline.ts";
import type { SpanQuery } from "../schema.ts";
import { namesOf } from "./names.ts";
import { onCallOf, seenTeamIds, teamNames } from "./on-call.ts";
import { absentAmong, peopleIn, planOf, planRows } from "./plan.ts";
import { namedIn, presentOverride, presentShift, scheduleAbilities, spanOf } from "./schedules.ts";

/** So many lanes are drawn at once; a team's are asked for by its id. */
export const MAX_LANES = 30;

/** The schedules to draw: the actor's own teams first, then by name. */
async function lanesToDraw(ctx: Ctx, teamId: string | undefined) {
  const seen = await seenTeamIds(ctx);
  const wanted = teamId ? seen.filter((id) => id === teamId) : seen;
  const own = [...ctx.actor.teams.keys()];
  return readRows<{ id: string; total: number }>(
    ctx,
    Prisma.sql`SELECT s.id::text, count(*) OVER ()::int AS total FROM schedules s JOIN teams t ON t.id = s.team_id
      WHERE s.archived_at IS NULL AND s.team_id = ANY(${wanted}::uuid[])
      ORDER BY s.team_id = ANY(${own}::uuid[]) DESC, t.name, s.ordinal, s.name LIMIT ${MAX_LANES}`,
  );
}

/** What each layer alone would say, of the rules that judge now. */
async function layersAlone(
  ctx: Ctx,
  schedule: { id: string; teamId: string },
  from: Date,
  to: Date,
): Promise<LaneDto["layers"]> {
  const rows = await planRows(ctx, schedule.id, ctx.now);
  const plan = planOf(rows);
  const [judging] = plan.versions;
  if (!judging) return [];
  const absent = await absentAmong(ctx, schedule.teamId, peopleIn(plan));
  const name = await namesOf(ctx, namedIn(rows));
  return judging.layers.map((layer) => ({
    name: layer.name,
    stretches: layOut(
      {
        versions: [{ ...judging, validFrom: from, layers: [layer] }],
        temporaries: [],
        overrides: [],
      },
      from,
      to,
      absent,
    ).flatMap((one) =>
      one.userId === null
        ? []
        : [{ user: name(one.userId), from: one.from.toISOString(), to: one.to.toISOString() }],
    ),
  }));
}

const inSpan = (ids: readonly string[], from: Date, to: Date) => ({
  scheduleId: { in: [...ids] },
  fromAt: { lt: to },
  toAt: { gt: from },
});

function by<T extends { scheduleId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.scheduleId, [...(groups.get(row.scheduleId) ?? []), row]);
  return groups;
}

/**
 * The picture of who is on call in a span: the shifts of each schedule, facts behind now and a forecast ahead.
 * @throws invalid for a span longer than 400 days
 */
export async function timeline(ctx: Ctx, query: TimelineQuery): Promise<TimelineDto> {
  const { from, to } = spanOf(query);
  const found = await lanesToDraw(ctx, query.teamId);
  const ids = found.map((one) => one.id);
  const schedules = await reader(ctx).schedule.findMany({ where: { id: { in: ids } } });
  const shifts: Shift[] = await reader(ctx).shift.findMany({
    where: inSpan(ids, from, to),
    orderBy: { fromAt: "asc" },
  });
  const overrides: ScheduleOverride[] = await reader(ctx).scheduleOverride.findMany({
    where: { ...inSpan(ids, from, to), cancelledAt: null },
    orderBy: { fromAt: "asc" },
  });
  const name = await namesOf(ctx, [
    ...shifts.map((one) => one.userId),
    ...overrides.flatMap((one) => [one.userId, one.createdById]),
  ]);
  const teams = await teamNames(ctx, schedules);
  const onCall = await onCallOf(ctx, ids, ctx.now);
  const alone = schedules.find((one) => one.id === query.detail) ?? null;
  const layers = alone ? await layersAlone(ctx, alone, from, to) : [];
  const shiftsBy = by(shifts);
  const overridesBy = by(overrides);
  const byId = new Map(schedules.map((one) => [one.id, one]));
  const lanes = ids.flatMap((id): LaneDto[] => {
    const schedule = byId.get(id);
    const now = onCall.get(id);
    if (!schedule || !now) return [];
    return [
      {
        schedule: {
          id,
          name: schedule.name,
          team: { id: schedule.teamId, name: teams.get(schedule.teamId) ?? "another team" },
          zone: schedule.zone,
          ordinal: schedule.ordinal,
        },
        shifts: (shiftsBy.get(id) ?? []).map((one) => presentShift(one, name)),
        layers: id === alone?.id ? layers : [],
        overrides: (overridesBy.get(id) ?? []).map((one) => presentOverride(one, name)),
        onCall: now,
        abilities: scheduleAbilities(ctx, schedule),
      },
    ];
  });
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    now: ctx.now.toISOString(),
    lanes,
    more: Math.max(0, (found[0]?.total ?? 0) - ids.length),
  };
}

/** What a shift of one's own is shown with of its schedule. */
export const OWN_SCHEDULE = {
  id: true,
  name: true,
  teamId: true,
  noticeFirstMinutes: true,
  noticeLastMinutes: true,
} as const;
type OwnRow = Shift & { schedule: Pick<Schedule, keyof typeof OWN_SCHEDULE> };

/** Shifts of one person, with where each is. */
export async function presentOwn(ctx: Ctx, rows: readonly OwnRow[], userId: string): Promise<MyShiftDto[]> {
  const teams = await teamNames(
    ctx,
    rows.map((row) => row.schedule),
  );
  const name = await namesOf(ctx, [userId]);
  return rows.map(({ schedule, ...row }) => ({
    ...presentShift(row, name),
    schedule: { id: schedule.id, name: schedule.name },
    team: { id: schedule.teamId, name: teams.get(schedule.teamId) ?? "another team" },
    noticeFirstMinutes: schedule.noticeFirstMinutes,
    noticeLastMinutes: schedule.noticeLastMinutes,
  }));
}

/** The shifts of the person who asks, in a span, the earliest first. */
export async function myShifts(ctx: Ctx, query: SpanQuery): Promise<MyShiftDto[]> {
  const { from, to } = spanOf(query);
  const { userId } = ctx.actor;
  if (!userId) return [];
  const rows = await reader(ctx).shift.findMany({
    where: { userId, fromAt: { lt: to }, toAt: { gt: from }, schedule: { archivedAt: null } },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: 500,
    include: { schedule: { select: OWN_SCHEDULE } },
  });
  return presentOwn(ctx, rows, userId);
}
