import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import type { Schedule, ScheduleOverride } from "#prisma";
import type { CalendarStretch, ReadCalendar } from "../model/calendar.ts";
import { type Candidate, matchPerson } from "../model/match.ts";
import { candidatesWhere } from "../queries/candidates.ts";
import type { ImportCalendar, ImportDto } from "../schema/imports.ts";

/** So much of a long import is told. */
const TOLD = 500;

export interface ImportPlan {
  dto: ImportDto;
  make: { userId: string; from: Date; to: Date; summary: string; who: string }[];
  /** Names that mean nobody, and about which nothing was said. */
  unknown: string[];
}

type Meant = { user: Candidate | null; leftOut: boolean };

/** Whom each name means: what was said of it, else what can be told from it. */
function meanings(names: Iterable<string>, people: readonly Candidate[], said: ImportCalendar["people"]) {
  const byId = new Map(people.map((one) => [one.id, one]));
  const found = new Map<string, Meant>();
  for (const who of new Set(names)) {
    const given = Object.hasOwn(said, who) ? said[who] : undefined;
    const user =
      given === undefined ? matchPerson(who, people) : given === null ? null : (byId.get(given) ?? null);
    found.set(who, { user, leftOut: given === null });
  }
  return found;
}

interface Taken {
  from: Date;
  to: Date;
  name: string;
  inCalendar: boolean;
}

/** Goes through by time: what lies over something before it, or over an override, is told and not made. */
function placed(stretches: readonly (CalendarStretch & { user: Candidate })[], overrides: readonly Taken[]) {
  const make: ImportPlan["make"] = [];
  const overlaps: ImportDto["overlaps"] = [];
  let last: Taken | null = null;
  let at = 0;
  for (const one of stretches) {
    while (at < overrides.length && (overrides[at]?.to ?? one.from) <= one.from) at += 1;
    const there = overrides[at];
    const rival: Taken | null =
      there && there.from < one.to ? there : last && last.to > one.from ? last : null;
    const span = { from: one.from.toISOString(), to: one.to.toISOString() };
    if (rival) {
      const { from, to, name, inCalendar } = rival;
      overlaps.push({
        ...span,
        who: one.who,
        with: { from: from.toISOString(), to: to.toISOString(), name, inCalendar },
      });
      continue;
    }
    make.push({ userId: one.user.id, from: one.from, to: one.to, summary: one.summary, who: one.who });
    last = { from: one.from, to: one.to, name: one.user.name, inCalendar: true };
  }
  return { make, overlaps };
}

async function overridesAhead(tx: Tx, ctx: Ctx, scheduleId: string): Promise<Taken[]> {
  const rows: ScheduleOverride[] = await tx.scheduleOverride.findMany({
    where: { scheduleId, cancelledAt: null, toAt: { gt: ctx.now } },
    orderBy: { fromAt: "asc" },
  });
  const ids = rows.flatMap((row) => (row.userId ? [row.userId] : []));
  const users = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(users.map((one) => [one.id, one.name]));
  return rows.map((row) => ({
    from: row.fromAt,
    to: row.toAt,
    name: row.userId ? (names.get(row.userId) ?? "somebody who has left") : "nobody",
    inCalendar: false,
  }));
}

/** What an import would make of a calendar, in a schedule whose row is locked. Nothing is written. */
export async function planImport(
  tx: Tx,
  ctx: Ctx,
  schedule: Schedule,
  read: ReadCalendar,
  input: ImportCalendar,
): Promise<ImportPlan> {
  const people = await tx.user.findMany({
    where: candidatesWhere(schedule.teamId),
    select: { id: true, name: true, email: true },
    orderBy: { name: "asc" },
  });
  const meant = meanings(
    read.stretches.map((one) => one.who),
    people,
    input.people,
  );
  const known = read.stretches.flatMap((one) => {
    const user = meant.get(one.who)?.user;
    return user ? [{ ...one, user }] : [];
  });
  const { make, overlaps } = placed(known, await overridesAhead(tx, ctx, schedule.id));
  const names = new Map(people.map((one) => [one.id, one.name]));
  const counts = new Map<string, number>();
  for (const { who } of read.stretches) counts.set(who, (counts.get(who) ?? 0) + 1);
  const named = [...meant].map(([who, { user, leftOut }]) => ({
    who,
    user: user ? { id: user.id, name: user.name } : null,
    leftOut,
    count: counts.get(who) ?? 0,
  }));
  return {
    make,
    unknown: named.filter((one) => one.user === null && !one.leftOut).map((one) => one.who),
    dto: {
      dryRun: input.dryRun,
      count: make.length,
      made: make.slice(0, TOLD).map((one) => ({
        from: one.from.toISOString(),
        to: one.to.toISOString(),
        user: { id: one.userId, name: names.get(one.userId) ?? "" },
        who: one.who,
      })),
      people: named.slice(0, TOLD),
      overlaps: overlaps.slice(0, TOLD),
      problems: read.problems.slice(0, TOLD),
      past: read.past,
      nobody: read.nobody,
    },
  };
}
