import type { Ctx } from "#lib/platform/context.ts";
import { reader, readRows } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { Prisma } from "#prisma";
import { MAX_GRACE_MINUTES } from "./model/pager.ts";
import { fallbackOf } from "./queries/fallback.ts";
import { canHold, type HeldRow, heldAt, lapsed, waits } from "./queries/pager.ts";

/** Who is rung, and why them. */
export interface PagerHolder {
  userId: string;
  name: string;
  /**
   * scheduled: holds it by the schedule; keeps: until the incoming person accepts; incoming: scheduled, the handoff
   * waits; lead, deputy, admin: nobody is on call, or nobody has accepted in time.
   */
  because: "scheduled" | "keeps" | "incoming" | "lead" | "deputy" | "admin";
}

interface Asked {
  /** A P0 or P1 (or anything else that must not wait): a pending handoff rings both. */
  urgent?: boolean;
}

function onSchedule(row: HeldRow, now: Date): PagerHolder[] {
  const pending = waits(row, now);
  const rung: PagerHolder[] = [];
  if (row.holder_id && row.holder_name !== null)
    rung.push({ userId: row.holder_id, name: row.holder_name, because: pending ? "keeps" : "scheduled" });
  if (pending && row.scheduled_id && row.scheduled_name !== null)
    rung.push({ userId: row.scheduled_id, name: row.scheduled_name, because: "incoming" });
  return rung;
}

/** Each person once, the first reason stands. */
const once = (people: PagerHolder[]): PagerHolder[] =>
  [...new Map([...people].reverse().map((person) => [person.userId, person])).values()].reverse();

/** Whom the pager of one schedule rings now; empty: nobody, and the team's fallback is meant. */
function rungBy(row: HeldRow, now: Date, urgent: boolean, fallback: PagerHolder[]): PagerHolder[] {
  const people = onSchedule(row, now);
  // Not urgent: one person has it; while a handoff waits that is who still holds it, or else who is scheduled.
  if (!urgent) return people.slice(0, 1);
  return lapsed(row, now) ? once([...people, ...fallback]) : people;
}

/** The schedule that is each team's pager: its first line. */
const FIRST_LINES = (teamIds: readonly string[]) => Prisma.sql`s.id IN (
  SELECT DISTINCT ON (team_id) id FROM schedules
  WHERE archived_at IS NULL AND team_id = ANY(${[...teamIds]}::uuid[])
  ORDER BY team_id, ordinal, created_at, id)`;

/**
 * Everybody whom the pager of these teams rings now, first the one to ask: who holds the first line (while a handoff
 * waits an urgent matter rings the incoming person too, and the lead once it was not accepted in time), else a team's
 * leads, else its deputy, else the administrators.
 * @returns by team id; an entry for each team asked for
 */
export async function pagerHoldersOf(
  ctx: Ctx,
  teamIds: readonly string[],
  asked: Asked = {},
): Promise<Map<string, PagerHolder[]>> {
  if (teamIds.length === 0) return new Map();
  const rows = await heldAt(ctx, ctx.now, FIRST_LINES(teamIds));
  const fallback = await fallbackOf(ctx, teamIds);
  const byTeam = new Map(rows.map((row) => [row.team_id, row]));
  return new Map(
    teamIds.map((teamId) => {
      const row = byTeam.get(teamId);
      const last = fallback.get(teamId) ?? [];
      const rung = row ? rungBy(row, ctx.now, asked.urgent === true, last) : [];
      return [teamId, rung.length > 0 ? rung : last];
    }),
  );
}

/** Everybody whom the pager of one schedule rings now; its team's fallback where nobody is on call. */
export async function pagerHoldersOfSchedule(
  ctx: Ctx,
  scheduleId: string,
  asked: Asked = {},
): Promise<PagerHolder[]> {
  const [row] = await heldAt(ctx, ctx.now, Prisma.sql`s.id = ${scheduleId}::uuid AND s.archived_at IS NULL`);
  if (!row) return [];
  const last = (await fallbackOf(ctx, [row.team_id])).get(row.team_id) ?? [];
  const rung = rungBy(row, ctx.now, asked.urgent === true, last);
  return rung.length > 0 ? rung : last;
}

/** The schedule a service names as its own, or null. */
async function ownSchedule(ctx: Ctx, serviceId: string | null | undefined): Promise<string | null> {
  if (!serviceId) return null;
  const service = await reader(ctx).service.findUnique({
    where: { id: serviceId },
    select: { scheduleId: true },
  });
  return service?.scheduleId ?? null;
}

/** Everybody whom the pager rings now for a team, or for a service of it that names a schedule of its own. */
export async function pagerHolders(
  ctx: Ctx,
  teamId: string,
  asked: Asked & { serviceId?: string | null } = {},
): Promise<PagerHolder[]> {
  const own = await ownSchedule(ctx, asked.serviceId);
  const rung = own ? await pagerHoldersOfSchedule(ctx, own, asked) : [];
  return rung.length > 0 ? rung : ((await pagerHoldersOf(ctx, [teamId], asked)).get(teamId) ?? []);
}

/** The one person who holds the pager of a team or service now, or null where there is nobody at all. */
export async function pagerHolder(
  ctx: Ctx,
  teamId: string,
  serviceId?: string | null,
): Promise<PagerHolder | null> {
  return (await pagerHolders(ctx, teamId, { serviceId: serviceId ?? null }))[0] ?? null;
}

/**
 * The teams whose pager this person holds now: what goes "with the pager" is theirs. A team's pager is its first line,
 * and the lines its services name; where nobody holds it, the leads do, else the deputy.
 */
export async function teamsHeldBy(ctx: Ctx, userId: string): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    ctx,
    Prisma.sql`
    WITH maybe AS (
      SELECT s.team_id FROM schedules s WHERE s.archived_at IS NULL AND s.id IN (
        SELECT schedule_id FROM shifts WHERE user_id = ${userId}::uuid AND from_at <= ${ctx.now}
          AND to_at > ${addMinutes(ctx.now, -MAX_GRACE_MINUTES)})
      UNION SELECT team_id FROM memberships WHERE user_id = ${userId}::uuid AND kind IN ('lead', 'deputy')),
    lines AS (
      SELECT s.id, s.team_id, row_number() OVER (PARTITION BY s.team_id ORDER BY s.ordinal, s.created_at, s.id) = 1 AS first
      FROM schedules s WHERE s.archived_at IS NULL AND s.team_id IN (SELECT team_id FROM maybe)),
    held AS (
      SELECT s.team_id, s.first, h.user_id FROM lines s
      CROSS JOIN LATERAL (
        SELECT user_id FROM shifts WHERE schedule_id = s.id AND from_at <= ${ctx.now} AND takes_at <= ${ctx.now}
        ORDER BY from_at DESC LIMIT 1) h
      JOIN users u ON u.id = h.user_id AND ${canHold("u")}
      WHERE s.first OR EXISTS (SELECT 1 FROM services v WHERE v.schedule_id = s.id))
    SELECT t.id::text FROM teams t WHERE t.archived_at IS NULL AND t.id IN (SELECT team_id FROM maybe) AND (
      EXISTS (SELECT 1 FROM held WHERE held.team_id = t.id AND held.user_id = ${userId}::uuid)
      OR (NOT EXISTS (SELECT 1 FROM held WHERE held.team_id = t.id AND held.first) AND (
        EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = t.id AND m.user_id = ${userId}::uuid AND m.kind = 'lead')
        OR (EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = t.id AND m.user_id = ${userId}::uuid AND m.kind = 'deputy')
          AND NOT EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id
            WHERE m.team_id = t.id AND m.kind = 'lead' AND u.deactivated_at IS NULL)))))`,
  );
  return rows.map((row) => row.id);
}
