import type { BandIncident, ShellData } from "#components/shell/shell-data.ts";
import { openAlarms } from "#lib/incidents/queries/list.ts";
import type { IncidentRow } from "#lib/incidents/schema.ts";
import { countUnread } from "#lib/notifications/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { pool, together } from "#lib/platform/db.ts";

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

/** What is mine and open, in one question. */
async function countMine(ctx: Ctx): Promise<Counts> {
  const { rows } = await pool().query<Counts>(
    `SELECT
      (SELECT count(*)::int FROM incidents i WHERE i.status NOT IN ('resolved', 'closed', 'cancelled', 'merged') AND (i.assignee_id = $1 OR i.commander_id = $1
        OR EXISTS (SELECT 1 FROM incident_roles r WHERE r.incident_id = i.id AND r.user_id = $1 AND r.until IS NULL))) AS incidents,
      (SELECT count(*)::int FROM checklist_runs r WHERE r.state = 'open' AND r.opens_at <= app_now() AND (r.owner_id = $1
        OR (r.owner_id IS NULL AND ((r.assign_kind = 'person' AND r.assign_id = $1)
          OR (r.assign_kind = 'team' AND r.assign_id IN (SELECT m.team_id FROM memberships m WHERE m.user_id = $1 AND m.kind <> 'reader'))
          OR (r.assign_kind = 'pager' AND r.team_id IN (SELECT m.team_id FROM memberships m WHERE m.user_id = $1 AND m.kind IN ('lead', 'deputy'))))))) AS checklists,
      (SELECT count(*)::int FROM postmortems p WHERE p.owner_id = $1 AND p.state <> 'published') AS postmortems,
      (SELECT min(t.name) FROM memberships m JOIN teams t ON t.id = m.team_id WHERE m.user_id = $1 AND m.kind <> 'reader') AS team,
      (SELECT max(cycle_at) FROM escalation_engines) AS engine`,
    [ctx.actor.userId],
  );
  return rows[0] ?? { incidents: 0, checklists: 0, postmortems: 0, team: null, engine: null };
}

/** Everything the frame of a signed-in page shows. */
export async function shellData(ctx: Ctx): Promise<ShellData> {
  const [alarms, unread, mine] = await together(ctx, [
    () => openAlarms(ctx),
    () => countUnread(ctx),
    () => countMine(ctx),
  ]);
  const role = ROLE[ctx.actor.role ?? "viewer"] ?? "";
  const { team, engine, ...counts } = mine;
  return {
    me: { id: ctx.actor.userId ?? "", name: ctx.actor.name, subtitle: team ? `${role}, ${team}` : role },
    counts,
    band: alarms.map(bandOf),
    unread,
    nowIso: ctx.now.toISOString(),
    engineAt: engine?.toISOString() ?? null,
    zone: ctx.actor.zone,
  };
}
