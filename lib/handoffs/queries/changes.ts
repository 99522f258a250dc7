import { needsFullHandoff } from "#lib/oncall/model/pager.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { readRows } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";

/** A shift that begins with another person than the one before, and is handed over by the five steps. */
export interface Change {
  scheduleId: string;
  shiftId: string;
  /** Null: nobody hands over (a gap before, the first shift, somebody who has left). */
  fromUserId: string | null;
  toUserId: string;
  at: Date;
  graceEndsAt: Date;
}

interface Row {
  schedule_id: string;
  shift_id: string;
  from_user_id: string | null;
  to_user_id: string;
  from_at: Date;
  to_at: Date;
  takes_at: Date | null;
  before_from: Date | null;
  before_to: Date | null;
  before_source: string | null;
}

/**
 * The changes between two instants that have no contract yet and are not accepted, the soonest first.
 * @param where narrows it, for example to one schedule
 */
export async function changesBetween(
  ctx: Ctx,
  from: Date,
  to: Date,
  where: Prisma.Sql = Prisma.sql`true`,
): Promise<Change[]> {
  const rows = await readRows<Row>(
    ctx,
    Prisma.sql`
    SELECT s.schedule_id::text, s.id::text AS shift_id, pu.id::text AS from_user_id, u.id::text AS to_user_id,
      s.from_at, s.to_at, s.takes_at, p.from_at AS before_from, p.to_at AS before_to,
      p.source AS before_source
    FROM shifts s
    JOIN schedules c ON c.id = s.schedule_id AND c.archived_at IS NULL
    JOIN users u ON u.id = s.user_id AND u.deactivated_at IS NULL
    LEFT JOIN shifts p ON p.schedule_id = s.schedule_id AND p.to_at = s.from_at
    LEFT JOIN users pu ON pu.id = p.user_id AND pu.deactivated_at IS NULL
    WHERE s.from_at > ${from} AND s.from_at <= ${to} AND s.accepted_at IS NULL AND s.to_at > ${ctx.now}
      AND p.user_id IS DISTINCT FROM s.user_id
      AND NOT EXISTS (SELECT 1 FROM handoff_shifts h JOIN handoffs o ON o.id = h.handoff_id
        WHERE h.shift_id = s.id AND o.state <> 'void')
      AND ${where}
    ORDER BY s.from_at, s.id LIMIT 500`,
  );
  return rows.flatMap((row): Change[] => {
    const before =
      row.from_user_id && row.before_from && row.before_to
        ? { from: row.before_from, to: row.before_to, source: row.before_source ?? "" }
        : null;
    if (!needsFullHandoff({ from: row.from_at, to: row.to_at }, before)) return [];
    return [
      {
        scheduleId: row.schedule_id,
        shiftId: row.shift_id,
        fromUserId: row.from_user_id,
        toUserId: row.to_user_id,
        at: row.from_at,
        graceEndsAt: row.takes_at ?? row.from_at,
      },
    ];
  });
}
