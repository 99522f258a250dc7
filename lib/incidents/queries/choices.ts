import { pagerHolders } from "#lib/oncall/queries.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, isMember } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { SEVERITIES, type Severity } from "../model.ts";
import { canTakeAtOnce } from "../policy.ts";
import type { PagerDto } from "../schema/declaring.ts";
import type { CallableDto } from "../schema/people.ts";
import type { Ref } from "../schema.ts";

export interface Places {
  /** Teams the actor sees, own ones first; `mayTake`: "I am on it" is theirs to say. */
  teams: Array<Ref & { mine: boolean; mayTake: boolean }>;
  services: Array<Ref & { teamId: string }>;
}

/** Where an incident may be declared, and what lists may be filtered by: every team and service the actor sees. */
export async function readPlaces(ctx: Ctx): Promise<Places> {
  const seen = { AND: [visibleTeams(ctx.actor), { archivedAt: null }] };
  const [teams, services] = await together(ctx, [
    () =>
      reader(ctx).team.findMany({ where: seen, orderBy: { name: "asc" }, select: { id: true, name: true } }),
    () =>
      reader(ctx).service.findMany({
        where: { archivedAt: null, team: seen },
        orderBy: { name: "asc" },
        select: { id: true, name: true, teamId: true },
      }),
  ]);
  const marked = teams.map((team) => ({
    ...team,
    mine: isMember(ctx.actor, team.id),
    mayTake: canTakeAtOnce(ctx.actor, team.id, false) === true,
  }));
  return { teams: marked.sort((a, b) => Number(b.mine) - Number(a.mine)), services };
}

/** Closed teams the actor does not see but may report an incident to: their names, and nothing else of them. */
export async function readReportable(ctx: Ctx): Promise<Ref[]> {
  return reader(ctx).team.findMany({
    where: {
      AND: [
        { visibility: "closed", acceptsReports: true, archivedAt: null },
        { NOT: visibleTeams(ctx.actor) },
      ],
    },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
}

/** What a severity means here, and its figures in seconds. */
export interface SeverityChoice {
  level: Severity;
  name: string;
  meaning: string;
  example: string;
  respondSeconds: number;
  updateSeconds: number | null;
  /** Opening one tells whoever holds the pager at once. */
  pages: boolean;
}

/** The five severities as this installation has them, worst first (S-029). */
export async function readSeverities(ctx: Ctx): Promise<SeverityChoice[]> {
  const rows = await reader(ctx).severityLevel.findMany({
    select: {
      level: true,
      name: true,
      meaning: true,
      example: true,
      respondSeconds: true,
      updateSeconds: true,
      pages: true,
    },
  });
  return SEVERITIES.flatMap((level) => {
    const row = rows.find((one) => one.level === level);
    return row ? [{ ...row, level }] : [];
  });
}

/**
 * Who is told at once when a P0 or P1 opens on this team, and how they can be rung.
 * @throws not_found for a team the actor does not see
 */
export async function readPager(ctx: Ctx, teamId: string): Promise<PagerDto[]> {
  const team = await reader(ctx).team.findFirst({
    where: { AND: [{ id: teamId, archivedAt: null }, visibleTeams(ctx.actor)] },
    select: { id: true },
  });
  if (!team) throw notFound("team");
  const holders = await pagerHolders(ctx, teamId, { urgent: true });
  const phones = await reader(ctx).user.findMany({
    where: { id: { in: holders.map((holder) => holder.userId) } },
    select: { id: true, phone: true },
  });
  const phone = new Map(phones.map((one) => [one.id, one.phone]));
  return holders.map(({ userId, name, because }) => ({
    id: userId,
    name,
    because,
    phone: phone.get(userId) ?? null,
  }));
}

const MOST = 500;

/** Whom one can give a role or call by hand: active people who do more than read, and the teams one sees. */
export async function readCallable(ctx: Ctx): Promise<CallableDto> {
  const team = { AND: [visibleTeams(ctx.actor), { archivedAt: null }] };
  const [people, teams] = await together(ctx, [
    () =>
      reader(ctx).user.findMany({
        where: { deactivatedAt: null, role: { not: "viewer" } },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: MOST,
        select: {
          id: true,
          name: true,
          memberships: {
            where: { team, kind: { not: "reader" } },
            select: { team: { select: { id: true, name: true } } },
          },
        },
      }),
    () =>
      reader(ctx).team.findMany({ where: team, orderBy: { name: "asc" }, select: { id: true, name: true } }),
  ]);
  return {
    people: people.map(({ id, name, memberships }) => ({
      id,
      name,
      teams: memberships.map((one) => one.team),
    })),
    teams,
  };
}
