import type { Ctx } from "#lib/platform/context.ts";
import { readRows } from "#lib/platform/db.ts";
import { Prisma, type Shift } from "#prisma";
import { fairness } from "../model/fairness.ts";
import { earlier, later } from "../model/instants.ts";
import { figuresOf, type PageSent, pagesIn } from "../model/load.ts";
import type { PlannedShift } from "../model.ts";
import { canReadSurvey } from "../policy.ts";
import type { PersonLoadDto, ShiftLoadDto, SurveyDto } from "../schema/coverage.ts";
import type { Named } from "./names.ts";

/** More than people bear; a bound against a mistake. */
const MOST_PAGES = 50_000;
const round = (hours: number) => Math.round(hours * 100) / 100;

export interface Span {
  from: Date;
  to: Date;
}

/** A page, and the team whose incident it was about. */
export interface TeamPage extends PageSent {
  teamId: string;
}

/**
 * The pages that reached these people in a span, whatever became of them. A schedule counts those of its own team:
 * another team may be closed, and a private incident is left out for every viewer alike.
 */
export async function pagesTo(ctx: Ctx, userIds: readonly string[], span: Span): Promise<TeamPage[]> {
  if (userIds.length === 0) return [];
  return readRows<TeamPage>(
    ctx,
    Prisma.sql`SELECT n.user_id::text AS "userId", n.at, i.id::text AS "incidentId", i.team_id::text AS "teamId"
      FROM notifications n JOIN incidents i
        ON i.id = CASE WHEN n.subject_kind = 'incident' THEN n.subject_id::uuid END AND NOT i.is_private
      WHERE n.user_id = ANY(${[...userIds]}::uuid[]) AND n.escalation_id IS NOT NULL AND n.subject_kind = 'incident'
        AND n.urgency = 'critical' AND n.at >= ${span.from} AND n.at < ${span.to}
      ORDER BY n.at LIMIT ${MOST_PAGES}`,
  );
}

/** What the load of a schedule is reckoned from. */
export interface LoadFacts {
  shifts: readonly Shift[];
  pages: readonly PageSent[];
  zones: ReadonlyMap<string, string>;
  name: (id: string) => Named;
  teamId: string;
}

const stretchOf = (shift: Shift, span: Span, userId: string) => ({
  userId,
  from: later(shift.fromAt, span.from),
  to: earlier(shift.toAt, span.to),
});

const planned = (row: Shift): PlannedShift => ({
  userId: row.userId,
  from: row.fromAt,
  to: row.toAt,
  source: row.source as PlannedShift["source"],
  origin: row.origin,
  rules: row.rules,
});

/** How a schedule's month falls on its people, those who carry most first. */
export function peopleLoad(facts: LoadFacts, span: Span): PersonLoadDto[] {
  const ids = new Set(facts.shifts.flatMap((one) => (one.userId ? [one.userId] : [])));
  const people = [...ids].map((id) => ({ id, zone: facts.zones.get(id) ?? "UTC" }));
  return fairness(facts.shifts.map(planned), people, span)
    .map((load) => {
      const own = facts.shifts.flatMap((one) =>
        one.userId === load.userId ? [stretchOf(one, span, load.userId)] : [],
      );
      return {
        user: facts.name(load.userId),
        shifts: load.shifts,
        hours: round(load.hours),
        nightHours: round(load.nights),
        weekendHours: round(load.weekends),
        outOfHours: round(load.outOfHours),
        ...figuresOf(pagesIn(facts.pages, own), facts.zones.get(load.userId) ?? "UTC"),
      };
    })
    .sort((a, b) => b.hours - a.hours || a.user.name.localeCompare(b.user.name));
}

/** Each shift that has begun, the newest first, whole: what came to its person in it, and how they say it was. */
export function shiftLoads(ctx: Ctx, facts: LoadFacts, most: number): ShiftLoadDto[] {
  return facts.shifts
    .filter((one) => one.fromAt <= ctx.now)
    .reverse()
    .flatMap((shift) => {
      const { userId } = shift;
      if (!userId) return [];
      const pages = pagesIn(facts.pages, [{ userId, from: shift.fromAt, to: shift.toAt }]);
      const mayRead = canReadSurvey(ctx.actor, { teamId: facts.teamId, userId }) === true;
      return [
        {
          id: shift.id,
          user: facts.name(userId),
          from: shift.fromAt.toISOString(),
          to: shift.toAt.toISOString(),
          ...figuresOf(pages, facts.zones.get(userId) ?? "UTC"),
          survey: mayRead ? ((shift.survey as SurveyDto | null) ?? null) : null,
        },
      ];
    })
    .slice(0, most);
}
