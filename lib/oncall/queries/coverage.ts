import type { Ctx } from "#lib/platform/context.ts";
import { reader, readRows } from "#lib/platform/db.ts";
import { Prisma, type Shift } from "#prisma";
import { earlier, later } from "../model/instants.ts";
import { monthOf, monthSpan } from "../model/month.ts";
import type { CoverageDto, CoverageQuery, ScheduleLoadDto } from "../schema/coverage.ts";
import { pagesTo, peopleLoad, type Span, shiftLoads } from "./load.ts";
import { namesOf } from "./names.ts";
import { seenTeamIds, teamNames } from "./on-call.ts";
import { gapsBySchedule, hoursOf, serviceGaps } from "./service-gaps.ts";

/** So many schedules are shown at once; a team's are asked for by its id. */
const MOST_SCHEDULES = 30;
const MOST_SHIFTS = 40;

interface Row {
  id: string;
  name: string;
  teamId: string;
  total: number;
}

/** The schedules to tell of: the actor's own teams first, then by name. */
function schedulesOf(ctx: Ctx, teamIds: readonly string[]): Promise<Row[]> {
  const own = [...ctx.actor.teams.keys()];
  return readRows<Row>(
    ctx,
    Prisma.sql`SELECT s.id::text, s.name, s.team_id::text AS "teamId", count(*) OVER ()::int AS total
      FROM schedules s JOIN teams t ON t.id = s.team_id
      WHERE s.archived_at IS NULL AND s.team_id = ANY(${[...teamIds]}::uuid[])
      ORDER BY s.team_id = ANY(${own}::uuid[]) DESC, t.name, s.ordinal, s.name LIMIT ${MOST_SCHEDULES}`,
  );
}

/** From the beginning of the first to the end of the last, and at least the span: a shift is told of whole. */
const around = (shifts: readonly Shift[], span: Span): Span =>
  shifts.reduce(
    (whole, one) => ({ from: earlier(whole.from, one.fromAt), to: later(whole.to, one.toAt) }),
    span,
  );

async function loadOf(ctx: Ctx, rows: readonly Row[], span: Span): Promise<ScheduleLoadDto[]> {
  const ids = rows.map((row) => row.id);
  const shifts = await reader(ctx).shift.findMany({
    where: { scheduleId: { in: ids }, fromAt: { lt: span.to }, toAt: { gt: span.from } },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
  });
  const people = [...new Set(shifts.flatMap((one) => (one.userId ? [one.userId] : [])))];
  const zoned = await reader(ctx).user.findMany({
    where: { id: { in: people } },
    select: { id: true, zone: true },
  });
  const zones = new Map(zoned.map((one) => [one.id, one.zone]));
  const name = await namesOf(ctx, people);
  const teams = await teamNames(ctx, rows);
  const pages = await pagesTo(ctx, people, around(shifts, span));
  const gaps = await gapsBySchedule(ctx, ids, span);
  return rows.map((row) => {
    const facts = {
      shifts: shifts.filter((one) => one.scheduleId === row.id),
      pages: pages.filter((page) => page.teamId === row.teamId),
      zones,
      name,
      teamId: row.teamId,
    };
    const own = gaps.get(row.id) ?? [];
    return {
      schedule: { id: row.id, name: row.name },
      team: { id: row.teamId, name: teams.get(row.teamId) ?? "another team" },
      gaps: own.map((gap) => ({ from: gap.from.toISOString(), to: gap.to.toISOString() })),
      gapHours: hoursOf(own),
      people: peopleLoad(facts, span),
      shifts: shiftLoads(ctx, facts, MOST_SHIFTS),
    };
  });
}

/**
 * One month of on-call, of every schedule one may see or of one team: which services have nobody and when, how hours,
 * nights and weekends fall on people, and what pages came to them.
 */
export async function coverage(ctx: Ctx, query: CoverageQuery): Promise<CoverageDto> {
  const month = query.month ?? monthOf(ctx.now, ctx.actor.zone);
  const span = monthSpan(month, ctx.actor.zone);
  const seen = await seenTeamIds(ctx);
  const teamIds = query.teamId ? seen.filter((id) => id === query.teamId) : seen;
  const rows = await schedulesOf(ctx, teamIds);
  // A team without any schedule does not do on-call here: its services lack nothing that it wants.
  const withSchedules = [...new Set(rows.map((row) => row.teamId))];
  return {
    month,
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    services: await serviceGaps(ctx, withSchedules, span),
    schedules: await loadOf(ctx, rows, span),
    more: Math.max(0, (rows[0]?.total ?? 0) - rows.length),
  };
}
