import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, isAdmin } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";
import type { NowDto, OnCallDto } from "../schema/on-call.ts";
import { type Fallback, fallbackOf } from "./fallback.ts";
import { type HeldRow, heldAt, lapsed, waits } from "./pager.ts";

const person = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null);

function pendingOf(row: HeldRow, at: Date): OnCallDto["pendingHandoff"] {
  const over = lapsed(row, at);
  const to = person(row.scheduled_id, row.scheduled_name);
  if (!to || !row.shift_id || !row.from_at || !(waits(row, at) || over)) return null;
  return {
    shiftId: row.shift_id,
    from: over ? null : person(row.holder_id, row.holder_name),
    to,
    since: row.from_at.toISOString(),
    graceEndsAt: row.takes_at?.toISOString() ?? null,
    lapsed: over,
  };
}

/** One schedule at an instant, as the API says it. */
export function presentOnCall(row: HeldRow, at: Date, fallback: readonly Fallback[]): OnCallDto {
  const holder = person(row.holder_id, row.holder_name);
  const scheduled = person(row.scheduled_id, row.scheduled_name);
  const last = fallback.map((one) => ({
    user: { id: one.userId, name: one.name },
    because: one.because,
  }));
  const held = holder ? { user: holder, because: waits(row, at) ? "pending" : "scheduled" } : null;
  return {
    at: at.toISOString(),
    holder: (held as OnCallDto["holder"]) ?? last[0] ?? null,
    scheduled:
      scheduled && row.from_at && row.to_at
        ? {
            user: scheduled,
            from: row.from_at.toISOString(),
            to: row.to_at.toISOString(),
            source: row.source ?? "",
          }
        : null,
    pendingHandoff: pendingOf(row, at),
    fallback: held ? [] : last,
    next: row.next_at ? { user: person(row.next_id, row.next_name), at: row.next_at.toISOString() } : null,
  };
}

/** Who is on call by each of these schedules at an instant, by schedule id. */
export async function onCallOf(
  ctx: Ctx,
  scheduleIds: readonly string[],
  at: Date,
): Promise<Map<string, OnCallDto>> {
  if (scheduleIds.length === 0) return new Map();
  const rows = await heldAt(ctx, at, Prisma.sql`s.id = ANY(${[...scheduleIds]}::uuid[])`);
  const bare = rows.filter((row) => row.holder_id === null).map((row) => row.team_id);
  const fallback = await fallbackOf(ctx, [...new Set(bare)]);
  return new Map(
    rows.map((row) => [row.schedule_id, presentOnCall(row, at, fallback.get(row.team_id) ?? [])]),
  );
}

/** The teams the actor may see, beside the schedule `s`: the sentence of `visibleTeams` for a statement of its own. */
function seenSql(ctx: Ctx): Prisma.Sql {
  if (ctx.actor.kind === "system" || isAdmin(ctx.actor)) return Prisma.sql`true`;
  return Prisma.sql`EXISTS (SELECT 1 FROM teams t WHERE t.id = s.team_id
    AND (t.visibility = 'open' OR t.id = ANY(${[...ctx.actor.teams.keys()]}::uuid[])))`;
}

/** One schedule at an instant in one statement: the question that machines ask most. Null: not there, or not seen. */
export async function onCallIfSeen(ctx: Ctx, id: string, at: Date): Promise<OnCallDto | null> {
  const [row] = await heldAt(ctx, at, Prisma.sql`s.id = ${id}::uuid AND ${seenSql(ctx)}`);
  if (!row) return null;
  const fallback = row.holder_id === null ? await fallbackOf(ctx, [row.team_id]) : null;
  return presentOnCall(row, at, fallback?.get(row.team_id) ?? []);
}

/** Who is on call now by every schedule one may see (S-052), the lines of a team together. */
export async function onCallNow(ctx: Ctx): Promise<NowDto[]> {
  const schedules = await reader(ctx).schedule.findMany({
    where: { archivedAt: null, teamId: { in: await seenTeamIds(ctx) } },
    select: { id: true, name: true, ordinal: true, teamId: true },
  });
  const teams = await teamNames(ctx, schedules);
  const now = await onCallOf(
    ctx,
    schedules.map((one) => one.id),
    ctx.now,
  );
  return schedules
    .flatMap((one) => {
      const onCall = now.get(one.id);
      const team = { id: one.teamId, name: teams.get(one.teamId) ?? "another team" };
      return onCall ? [{ schedule: { id: one.id, name: one.name }, team, ordinal: one.ordinal, onCall }] : [];
    })
    .sort((a, b) => a.team.name.localeCompare(b.team.name) || a.ordinal - b.ordinal);
}

export async function seenTeamIds(ctx: Ctx): Promise<string[]> {
  const rows = await reader(ctx).team.findMany({ where: visibleTeams(ctx.actor), select: { id: true } });
  return rows.map((row) => row.id);
}

export async function teamNames(
  ctx: Ctx,
  of: ReadonlyArray<{ teamId: string }>,
): Promise<Map<string, string>> {
  const rows = await reader(ctx).team.findMany({
    where: { id: { in: of.map((one) => one.teamId) } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}
