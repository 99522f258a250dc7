import type { Ctx } from "#lib/platform/context.ts";
import { readRows } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";

/** What one schedule says at an instant: who is scheduled, who holds the pager, who comes next. */
export interface HeldRow {
  schedule_id: string;
  schedule_name: string;
  team_id: string;
  ordinal: number;
  /** Who holds the pager; null: nobody, or somebody who has left. */
  holder_id: string | null;
  holder_name: string | null;
  shift_id: string | null;
  scheduled_id: string | null;
  scheduled_name: string | null;
  from_at: Date | null;
  to_at: Date | null;
  takes_at: Date | null;
  accepted_at: Date | null;
  source: string | null;
  grace_minutes: number;
  next_at: Date | null;
  next_id: string | null;
  next_name: string | null;
}

/**
 * Whoever has left the portal or the schedule's team holds nothing, also before the shifts are laid out anew: a closed
 * team's pages must not reach them. An administrator may act in every team.
 * @param user alias of the users row; `s` is the schedule
 */
export const canHold = (user: "hu" | "cu" | "nu" | "u"): Prisma.Sql => {
  const alias = Prisma.raw(user);
  return Prisma.sql`${alias}.deactivated_at IS NULL AND ${alias}.role <> 'viewer' AND (${alias}.role = 'admin' OR EXISTS (
      SELECT 1 FROM memberships m WHERE m.team_id = s.team_id AND m.user_id = ${alias}.id AND m.kind <> 'reader'))`;
};

/**
 * Who is on call at an instant, for all schedules a condition names, in one statement. The holder is the person of the
 * newest shift whose time of taking has come: nothing depends on a worker that lives.
 */
export function heldAt(ctx: Ctx, at: Date, where: Prisma.Sql): Promise<HeldRow[]> {
  return readRows<HeldRow>(
    ctx,
    Prisma.sql`
    SELECT s.id::text AS schedule_id, s.name AS schedule_name, s.team_id::text, s.ordinal, s.grace_minutes,
      hu.id::text AS holder_id, hu.name AS holder_name,
      c.id::text AS shift_id, cu.id::text AS scheduled_id, cu.name AS scheduled_name,
      c.from_at, c.to_at, c.takes_at, c.accepted_at, c.source,
      n.from_at AS next_at, nu.id::text AS next_id, nu.name AS next_name
    FROM schedules s
    LEFT JOIN LATERAL (
      SELECT user_id FROM shifts WHERE schedule_id = s.id AND from_at <= ${at} AND takes_at <= ${at}
      ORDER BY from_at DESC LIMIT 1) h ON true
    LEFT JOIN LATERAL (
      SELECT id, user_id, from_at, to_at, takes_at, accepted_at, source FROM shifts
      WHERE schedule_id = s.id AND from_at <= ${at} ORDER BY from_at DESC LIMIT 1) c ON c.to_at > ${at}
    LEFT JOIN LATERAL (
      SELECT user_id, from_at FROM shifts WHERE schedule_id = s.id AND from_at > ${at}
        AND user_id IS DISTINCT FROM c.user_id
      ORDER BY from_at LIMIT 1) n ON true
    LEFT JOIN users hu ON hu.id = h.user_id AND ${canHold("hu")}
    LEFT JOIN users cu ON cu.id = c.user_id AND ${canHold("cu")}
    LEFT JOIN users nu ON nu.id = n.user_id AND ${canHold("nu")}
    WHERE ${where}
    ORDER BY s.team_id, s.ordinal, s.name`,
  );
}

/** Somebody else still holds the pager of the shift that runs. */
export const waits = (row: HeldRow, at: Date): boolean =>
  row.shift_id !== null && row.scheduled_id !== null && (row.takes_at === null || row.takes_at > at);

/** The clock moved the pager: nobody accepted it. */
export const lapsed = (row: HeldRow, at: Date): boolean =>
  row.shift_id !== null &&
  row.scheduled_id !== null &&
  row.accepted_at === null &&
  row.takes_at !== null &&
  row.from_at !== null &&
  row.takes_at > row.from_at &&
  row.takes_at <= at;

/** Who holds the pager of one schedule at an instant, by the shifts alone; null: nobody. */
export async function holderBefore(ctx: Ctx, scheduleId: string, at: Date): Promise<string | null> {
  const [row] = await readRows<{ user_id: string | null }>(
    ctx,
    Prisma.sql`SELECT user_id::text FROM shifts WHERE schedule_id = ${scheduleId}::uuid
      AND from_at <= ${at} AND takes_at <= ${at} ORDER BY from_at DESC LIMIT 1`,
  );
  return row?.user_id ?? null;
}
