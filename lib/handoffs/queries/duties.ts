import { seenTeamIds } from "#lib/oncall/queries/on-call.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader, readRows } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { requiredSeverities } from "#lib/postmortems/queries.ts";
import { Prisma } from "#prisma";
import type { Need } from "../model.ts";

/** A shift that has ended keeps its list on the page of its person for so long, in days. */
const SHOWN_DAYS = 3;
const MOST = 50;

/** An incident that a shift resolved, with what is still to be written of it (S-055). */
export interface Duty {
  incidentId: string;
  number: number;
  title: string;
  severity: string;
  needs: Need[];
  postmortemId: string | null;
  /** When the postmortem is due. */
  dueAt: Date | null;
}

interface Row extends Omit<Duty, "needs"> {
  status: string;
  published: boolean;
  runbook: boolean;
}

function needsOf(row: Row, required: ReadonlySet<string>): Need[] {
  return [
    ...(row.status === "resolved" ? (["report"] as const) : []),
    ...(required.has(row.severity) && !row.published ? (["postmortem"] as const) : []),
    ...(row.runbook ? [] : (["runbook"] as const)),
  ];
}

/**
 * What the incidents that these teams resolved in a span still want: the report that closes them, the postmortem their
 * severity asks for, and a runbook: one is linked, and was changed or found right since the incident began. Private
 * incidents and exercises are left out. The worst first.
 */
export async function dutiesBetween(
  ctx: Ctx,
  teamIds: readonly string[],
  span: { from: Date; to: Date },
): Promise<Duty[]> {
  if (teamIds.length === 0) return [];
  const required = new Set(await requiredSeverities(ctx, null));
  const rows = await readRows<Row>(
    ctx,
    Prisma.sql`SELECT i.id::text AS "incidentId", i.number, i.title, i.severity, i.status,
        p.id::text AS "postmortemId", p.due_at AS "dueAt", p.published_at IS NOT NULL AS published,
        EXISTS (SELECT 1 FROM incident_links l JOIN runbooks b
            ON l.kind = 'runbook' AND b.id::text = l.subject_id AND b.archived_at IS NULL
          WHERE l.incident_id = i.id AND GREATEST(b.updated_at, b.reviewed_at) >= i.opened_at) AS runbook
      FROM incidents i LEFT JOIN postmortems p ON p.incident_id = i.id
      WHERE i.team_id = ANY(${[...teamIds]}::uuid[]) AND i.status IN ('resolved', 'closed')
        AND i.resolved_at >= ${span.from} AND i.resolved_at < ${span.to}
        AND NOT i.is_private AND NOT i.is_exercise
      ORDER BY i.severity, i.resolved_at, i.id LIMIT ${MOST * 4}`,
  );
  const open = rows.flatMap((row): Duty[] => {
    const { status: _status, published: _published, runbook: _runbook, ...duty } = row;
    const needs = needsOf(row, required);
    return needs.length > 0 ? [{ ...duty, needs }] : [];
  });
  return open.slice(0, MOST);
}

/** A shift of one's own, running or just over, with what it leaves to be written. */
export interface ShiftDuties {
  shiftId: string;
  schedule: string;
  team: string;
  from: string;
  to: string;
  duties: Duty[];
}

/** My running shifts and those that have just ended, each with what it still wants, the newest first (S-055). */
export async function myDuties(ctx: Ctx): Promise<ShiftDuties[]> {
  const { userId } = ctx.actor;
  if (!userId) return [];
  const seen = await seenTeamIds(ctx);
  const shifts = await reader(ctx).shift.findMany({
    where: {
      userId,
      fromAt: { lte: ctx.now },
      toAt: { gt: addMinutes(ctx.now, -SHOWN_DAYS * 1440) },
      schedule: { archivedAt: null, teamId: { in: seen } },
    },
    orderBy: [{ fromAt: "desc" }, { id: "desc" }],
    take: 10,
    include: { schedule: { select: { name: true, team: { select: { id: true, name: true } } } } },
  });
  const lists: ShiftDuties[] = [];
  for (const { id, schedule, fromAt, toAt } of shifts)
    lists.push({
      shiftId: id,
      schedule: schedule.name,
      team: schedule.team.name,
      from: fromAt.toISOString(),
      to: toAt.toISOString(),
      duties: await dutiesBetween(ctx, [schedule.team.id], { from: fromAt, to: toAt }),
    });
  return lists;
}
