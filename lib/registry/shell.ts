import type { BandIncident, ShellData, ShellOnCall } from "#components/shell/shell-data.ts";
import { openAlarms } from "#lib/incidents/queries/list.ts";
import type { IncidentRow } from "#lib/incidents/schema/list.ts";
import { countUnread } from "#lib/notifications/queries.ts";
import { onCallOf } from "#lib/oncall/queries/on-call.ts";
import { teamsHeldBy } from "#lib/oncall/queries.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { pool, reader, together } from "#lib/platform/db.ts";

const STATUS: Partial<Record<IncidentRow["status"], string>> = {
  open: "Open, not acknowledged",
  acknowledged: "Acknowledged",
  investigating: "Investigating",
  mitigated: "Mitigated",
};
const CLOCK: Record<string, string> = { acknowledge: "Acknowledge", respond: "Respond", update: "Update" };
const ROLE: Record<string, string> = {
  viewer: "Viewer",
  responder: "Responder",
  manager: "Manager",
  admin: "Administrator",
};

function bandOf(row: IncidentRow): BandIncident {
  return {
    id: row.id,
    number: `INC-${row.number}`,
    title: row.title,
    severity: row.severity,
    status: STATUS[row.status] ?? row.status,
    lead: row.owner?.name ?? null,
    openedAt: row.openedAt,
    href: `/incidents/${row.id}`,
    clock: row.clock ? { label: CLOCK[row.clock.name] ?? row.clock.name, dueAt: row.clock.dueAt } : null,
  };
}

interface Counts {
  incidents: number;
  checklists: number;
  postmortems: number;
  team: string | null;
  engine: Date | null;
}

/** What is mine and open, in one question of each page: by statuses that an index knows, however many have ended. */
export const MINE = `SELECT
  (SELECT count(*)::int FROM incidents i WHERE i.status IN ('open', 'acknowledged', 'investigating', 'mitigated') AND (i.assignee_id = $1 OR i.commander_id = $1
    OR EXISTS (SELECT 1 FROM incident_roles r WHERE r.incident_id = i.id AND r.user_id = $1 AND r.until IS NULL))) AS incidents,
  (SELECT count(*)::int FROM checklist_runs r WHERE r.state = 'open' AND r.opens_at <= app_now() AND (r.owner_id = $1
    OR (r.owner_id IS NULL AND ((r.assign_kind = 'person' AND r.assign_id = $1)
      OR (r.assign_kind = 'team' AND r.assign_id IN (SELECT m.team_id FROM memberships m WHERE m.user_id = $1 AND m.kind <> 'reader'))
      OR (r.assign_kind = 'pager' AND r.team_id = ANY($2::uuid[])))))) AS checklists,
  (SELECT count(*)::int FROM postmortems p WHERE p.owner_id = $1 AND p.state <> 'published') AS postmortems,
  (SELECT min(t.name) FROM memberships m JOIN teams t ON t.id = m.team_id WHERE m.user_id = $1 AND m.kind <> 'reader') AS team,
  (SELECT max(cycle_at) FROM escalation_engines) AS engine`;

async function countMine(ctx: Ctx): Promise<Counts> {
  // What goes with the pager counts for whoever holds it now, as on the pages themselves.
  const held = ctx.actor.userId ? await teamsHeldBy(ctx, ctx.actor.userId) : [];
  const { rows } = await pool().query<Counts>(MINE, [ctx.actor.userId, held]);
  return rows[0] ?? { incidents: 0, checklists: 0, postmortems: 0, team: null, engine: null };
}

/** So many lines of on-call are asked for; the top line names two and counts the rest. */
const LINES = 12;

/** Who has the pager of the first lines of one's own teams, or of those one may see when one is in none (S-052). */
async function linesNow(ctx: Ctx): Promise<ShellOnCall[]> {
  const own = [...ctx.actor.teams.keys()];
  const schedules = await reader(ctx).schedule.findMany({
    where: {
      archivedAt: null,
      ...(own.length > 0 ? { teamId: { in: own } } : {}),
      team: { AND: [{ archivedAt: null }, visibleTeams(ctx.actor)] },
    },
    orderBy: [{ teamId: "asc" }, { ordinal: "asc" }, { id: "asc" }],
    distinct: ["teamId"],
    take: LINES,
    select: { id: true, team: { select: { name: true } } },
  });
  const ids = schedules.map((one) => one.id);
  const now = await onCallOf(ctx, ids, ctx.now);
  return schedules
    .flatMap(({ id, team }): ShellOnCall[] => {
      const onCall = now.get(id);
      if (!onCall) return [];
      const pending = onCall.pendingHandoff;
      const changes = [pending?.lapsed ? null : pending?.graceEndsAt, onCall.next?.at].filter(
        (at) => typeof at === "string",
      );
      return [
        {
          scheduleId: id,
          person: onCall.holder?.user ?? null,
          team: team.name,
          pending: pending !== null,
          changesAt: changes.sort()[0] ?? null,
        },
      ];
    })
    .sort((a, b) => Number(b.pending) - Number(a.pending) || a.team.localeCompare(b.team));
}

/** Everything the frame of a signed-in page shows. */
export async function shellData(ctx: Ctx): Promise<ShellData> {
  const [alarms, unread, mine, onCall] = await together(ctx, [
    () => openAlarms(ctx),
    () => countUnread(ctx),
    () => countMine(ctx),
    () => linesNow(ctx),
  ]);
  const role = ROLE[ctx.actor.role ?? "viewer"] ?? "";
  const { team, engine, ...counts } = mine;
  return {
    me: { id: ctx.actor.userId ?? "", name: ctx.actor.name, subtitle: team ? `${role}, ${team}` : role },
    counts,
    band: alarms.map(bandOf),
    onCall,
    unread,
    nowIso: ctx.now.toISOString(),
    engineAt: engine?.toISOString() ?? null,
    zone: ctx.actor.zone,
  };
}
