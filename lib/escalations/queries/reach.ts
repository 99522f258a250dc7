import { pagerHolders, pagerHoldersOfSchedule } from "#lib/oncall/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { type ServiceHours, serviceHoursProblem } from "#lib/platform/time.ts";
import { holds, holdsFor, type Moment } from "../model/conditions.ts";
import { type EscalationFacts, isUrgent, type Level, type Severity, type Target } from "../model.ts";

/** A person a level calls, and why them. */
export interface Reached {
  userId: string;
  name: string;
  /** scheduled, keeps, incoming, lead, deputy, admin, person, role, owner */
  because: string;
  zone: string;
}

interface Found {
  userId: string;
  because: string;
}

async function leadsOf(ctx: Ctx, teamId: string, kinds: readonly string[]): Promise<Found[]> {
  const rows = await reader(ctx).membership.findMany({
    where: { teamId, kind: { in: [...kinds] }, user: { deactivatedAt: null }, team: { archivedAt: null } },
    select: { userId: true, kind: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map((row) => ({ userId: row.userId, because: row.kind }));
}

async function adminsOf(ctx: Ctx): Promise<Found[]> {
  const rows = await reader(ctx).user.findMany({
    where: { role: "admin", deactivatedAt: null },
    select: { id: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map((row) => ({ userId: row.id, because: "admin" }));
}

/** What a level is asked for. */
export interface Asked {
  teamId: string;
  ownerId: string | null;
  /** Of the subject; a service may have a pager of its own. */
  serviceId?: string | null;
  /** A P0 or P1 rings both while a handoff waits. Absent: urgent. */
  severity?: Severity;
}

const isPressing = (asked: Asked) => asked.severity === undefined || isUrgent(asked.severity);

async function holdersOf(ctx: Ctx, teamId: string, asked: Asked): Promise<Found[]> {
  const team = await reader(ctx).team.findFirst({
    where: { id: teamId, archivedAt: null },
    select: { id: true },
  });
  if (!team) return [];
  const serviceId = teamId === asked.teamId ? (asked.serviceId ?? null) : null;
  return pagerHolders(ctx, teamId, { serviceId, urgent: isPressing(asked) });
}

/** The team's lead, or its deputy while it has none. */
async function leadOf(ctx: Ctx, teamId: string): Promise<Found[]> {
  const leads = await leadsOf(ctx, teamId, ["lead"]);
  return leads.length > 0 ? leads : leadsOf(ctx, teamId, ["deputy"]);
}

async function roleOf(ctx: Ctx, teamId: string, roleKey: string): Promise<Found[]> {
  const rows = await reader(ctx).dutyAssignment.findMany({
    where: { teamId, roleKey, user: { deactivatedAt: null } },
    select: { userId: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map((row) => ({ userId: row.userId, because: "role" }));
}

/** The owner: the assignee, else whoever holds the pager, else the lead (the pager falls back to them by itself). */
async function ownerOf(ctx: Ctx, asked: Asked): Promise<Found[]> {
  const assigned = asked.ownerId ? await personOf(ctx, asked.ownerId) : [];
  return assigned.length > 0 ? assigned : holdersOf(ctx, asked.teamId, asked);
}

async function personOf(ctx: Ctx, id: string): Promise<Found[]> {
  const user = await reader(ctx).user.findFirst({ where: { id, deactivatedAt: null }, select: { id: true } });
  return user ? [{ userId: user.id, because: "person" }] : [];
}

/** Whom one target means now; nobody where it leads nowhere. A channel is no person. */
async function foundBy(ctx: Ctx, target: Target, asked: Asked): Promise<Found[]> {
  const { teamId } = asked;
  switch (target.kind) {
    case "schedule":
      return target.id
        ? pagerHoldersOfSchedule(ctx, target.id, { urgent: isPressing(asked) })
        : holdersOf(ctx, teamId, asked);
    case "user":
      return target.id ? personOf(ctx, target.id) : [];
    case "lead":
      return leadOf(ctx, target.id ?? teamId);
    case "role":
      return target.id ? roleOf(ctx, teamId, target.id) : [];
    case "team":
      return holdersOf(ctx, target.id ?? teamId, asked);
    case "admins":
      return adminsOf(ctx);
    case "owner":
      return ownerOf(ctx, asked);
    case "channel":
      return [];
  }
}

async function named(ctx: Ctx, found: Found[]): Promise<Reached[]> {
  if (found.length === 0) return [];
  const people = await reader(ctx).user.findMany({
    where: { id: { in: found.map((one) => one.userId) }, deactivatedAt: null },
    select: { id: true, name: true, zone: true },
  });
  const byId = new Map(people.map((person) => [person.id, person]));
  const first = new Map<string, Reached>();
  for (const one of found) {
    const person = byId.get(one.userId);
    if (person && !first.has(one.userId))
      first.set(one.userId, {
        userId: one.userId,
        because: one.because,
        name: person.name,
        zone: person.zone,
      });
  }
  return [...first.values()];
}

/** The people of a level, whatever its conditions say; each once. */
export async function peopleOf(ctx: Ctx, level: Level, asked: Asked): Promise<Reached[]> {
  const found: Found[] = [];
  // One after the other: inside a transaction there is one connection.
  for (const target of level.targets) found.push(...(await foundBy(ctx, target, asked)));
  return named(ctx, found);
}

/** What the conditions of a subject's path are judged by now. */
export async function momentOf(
  ctx: Ctx,
  facts: Pick<EscalationFacts, "severity" | "serviceId" | "impact">,
  teamId: string,
  now: Date,
): Promise<Moment> {
  const team = await reader(ctx).team.findUnique({ where: { id: teamId }, select: { zone: true } });
  const service = facts.serviceId
    ? await reader(ctx).service.findUnique({ where: { id: facts.serviceId }, select: { serviceHours: true } })
    : null;
  const hours = (service?.serviceHours ?? null) as ServiceHours | null;
  const usable = hours && serviceHoursProblem(hours) === null ? hours : null;
  return {
    now,
    severity: facts.severity,
    zone: team?.zone ?? "UTC",
    hours: usable,
    impact: facts.impact ?? {},
  };
}

/** Whom a level calls at this moment: nobody while one of its conditions does not hold. */
export async function reachedNow(
  ctx: Ctx,
  level: Level,
  path: { teamId: string },
  facts: EscalationFacts,
  now: Date,
): Promise<Reached[]> {
  if (level.conditions.length > 0) {
    const moment = await momentOf(ctx, facts, path.teamId, now);
    if (!level.conditions.every((condition) => holds(condition, moment))) return [];
  }
  const people = await peopleOf(ctx, level, {
    teamId: path.teamId,
    ownerId: facts.ownerId,
    serviceId: facts.serviceId,
    severity: facts.severity,
  });
  return people.filter((person) =>
    level.conditions.every((condition) => holdsFor(condition, now, person.zone)),
  );
}

/** Who is called when no level of a round reached anybody: lead, deputy and administrators. */
export async function lastResort(ctx: Ctx, teamId: string): Promise<Reached[]> {
  const leads = await leadsOf(ctx, teamId, ["lead", "deputy"]);
  return named(ctx, [...leads, ...(await adminsOf(ctx))]);
}
