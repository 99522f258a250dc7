import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { earlier, later } from "../model/instants.ts";
import type { ServiceGapsDto } from "../schema/coverage.ts";

const HOUR_MS = 3_600_000;
const MOST_GAPS = 2000;

interface Gap {
  from: Date;
  to: Date;
}

/** The stretches of nobody in a span, by schedule, cut to it; neighbours are one. */
export async function gapsBySchedule(
  ctx: Ctx,
  scheduleIds: readonly string[],
  span: { from: Date; to: Date },
): Promise<Map<string, Gap[]>> {
  const rows = await reader(ctx).shift.findMany({
    where: {
      scheduleId: { in: [...scheduleIds] },
      userId: null,
      fromAt: { lt: span.to },
      toAt: { gt: span.from },
    },
    orderBy: { fromAt: "asc" },
    select: { scheduleId: true, fromAt: true, toAt: true },
    take: MOST_GAPS,
  });
  const gaps = new Map<string, Gap[]>();
  for (const row of rows) {
    const own = gaps.get(row.scheduleId) ?? [];
    const part = { from: later(row.fromAt, span.from), to: earlier(row.toAt, span.to) };
    const last = own.at(-1);
    if (last && last.to.getTime() === part.from.getTime()) last.to = part.to;
    else own.push(part);
    gaps.set(row.scheduleId, own);
  }
  return gaps;
}

export const hoursOf = (gaps: readonly Gap[]): number =>
  Math.round(gaps.reduce((sum, gap) => sum + (gap.to.getTime() - gap.from.getTime()), 0) / (HOUR_MS / 100)) /
  100;

/**
 * Of each service of these teams: by which schedule its pager goes (its own, else the first line of its team), and when
 * nobody is scheduled there. The caller has checked that the teams may be seen. By team and name.
 */
export async function serviceGaps(
  ctx: Ctx,
  teamIds: readonly string[],
  span: { from: Date; to: Date },
): Promise<ServiceGapsDto[]> {
  const services = await reader(ctx).service.findMany({
    where: { teamId: { in: [...teamIds] }, archivedAt: null },
    select: { id: true, name: true, scheduleId: true, team: { select: { id: true, name: true } } },
    orderBy: [{ team: { name: "asc" } }, { name: "asc" }],
    take: 1000,
  });
  const named = services.flatMap((one) => (one.scheduleId ? [one.scheduleId] : []));
  const schedules = await reader(ctx).schedule.findMany({
    where: { archivedAt: null, OR: [{ teamId: { in: [...teamIds] } }, { id: { in: named } }] },
    select: { id: true, name: true, teamId: true },
    orderBy: [{ ordinal: "asc" }, { createdAt: "asc" }, { id: "asc" }],
  });
  const byId = new Map(schedules.map((one) => [one.id, one]));
  const firstLine = new Map([...schedules].reverse().map((one) => [one.teamId, one]));
  const gaps = await gapsBySchedule(ctx, [...byId.keys()], span);
  return services.map(({ id, name, scheduleId, team }) => {
    const schedule = (scheduleId ? byId.get(scheduleId) : undefined) ?? firstLine.get(team.id) ?? null;
    const own = schedule ? (gaps.get(schedule.id) ?? []) : [];
    return {
      service: { id, name },
      team,
      schedule: schedule ? { id: schedule.id, name: schedule.name } : null,
      gaps: own.map((gap) => ({ from: gap.from.toISOString(), to: gap.to.toISOString() })),
      gapHours: hoursOf(own),
    };
  });
}
