import { listIncidents } from "#lib/incidents/queries/list.ts";
import { type Ctx, isAdmin } from "#lib/platform/context.ts";
import { pool, together } from "#lib/platform/db.ts";
import type { FoundDto } from "./schema.ts";

const EACH = 5;

/** Titles of what everybody may read, and of what belongs to a team the actor sees, found by literal text. */
const PLACES_SQL = `
  WITH teams_seen AS (
    SELECT t.id FROM teams t WHERE t.visibility = 'open' OR $3 OR EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = t.id AND m.user_id = $2)
  )
  (SELECT 'runbook' AS kind, id::text, title AS label, 'Runbooks' AS group, '/runbooks/' || id AS href, '' AS hint FROM runbooks
    WHERE title ILIKE $1 AND archived_at IS NULL AND (team_id IS NULL OR team_id IN (SELECT id FROM teams_seen)) ORDER BY title LIMIT ${EACH})
  UNION ALL (SELECT 'checklist', id::text, title, 'Checklists', '/checklists/templates/' || id, '' FROM checklist_templates
    WHERE title ILIKE $1 AND state <> 'archived' AND team_id IN (SELECT id FROM teams_seen) ORDER BY title LIMIT ${EACH})
  UNION ALL (SELECT 'service', id::text, name, 'Services', '/services/' || id, '' FROM services
    WHERE name ILIKE $1 AND archived_at IS NULL AND team_id IN (SELECT id FROM teams_seen) ORDER BY name LIMIT ${EACH})
  UNION ALL (SELECT 'kpi', key, name, 'KPIs', '/kpis?kpi=' || key, unit FROM kpi_definitions
    WHERE name ILIKE $1 AND archived_at IS NULL ORDER BY ordinal LIMIT ${EACH})
  UNION ALL (SELECT 'postmortem', id::text, title, 'Postmortems', '/postmortems/' || id, state FROM postmortems
    WHERE title ILIKE $1 AND NOT is_private AND team_id IN (SELECT id FROM teams_seen) ORDER BY created_at DESC LIMIT ${EACH})`;

/** "on call" and "pager" answer with who holds which pager, for the words that follow. */
const PAGER_SQL = `
  SELECT DISTINCT ON (t.id) t.id::text, t.name AS team, u.name AS person FROM teams t
    JOIN memberships m ON m.team_id = t.id AND m.kind IN ('lead', 'deputy') JOIN users u ON u.id = m.user_id AND u.deactivated_at IS NULL
  WHERE t.archived_at IS NULL AND (t.visibility = 'open' OR $3 OR EXISTS (SELECT 1 FROM memberships x WHERE x.team_id = t.id AND x.user_id = $2))
    AND (t.name ILIKE $1 OR EXISTS (SELECT 1 FROM services s WHERE s.team_id = t.id AND s.name ILIKE $1))
  ORDER BY t.id, CASE m.kind WHEN 'lead' THEN 0 ELSE 1 END, m.created_at LIMIT ${EACH}`;

const literal = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

async function pagers(ctx: Ctx, wanted: string): Promise<FoundDto[]> {
  const about = /(?:on.?call|pager)(?:\s+(?:for|of))?\s*(.*)$/i.exec(wanted)?.[1];
  if (about === undefined) return [];
  const { rows } = await pool().query<{ id: string; team: string; person: string }>(PAGER_SQL, [
    literal(about),
    ctx.actor.userId,
    isAdmin(ctx.actor),
  ]);
  return rows.map((row) => ({
    kind: "pager",
    id: row.id,
    label: `${row.person} holds the pager of ${row.team}`,
    group: "Who to ring",
    href: `/settings/teams/${row.id}`,
    hint: "lead",
    verb: null,
  }));
}

/** Everything whose name holds the words, under the asker's own rights; any string is a search (S-245). */
export async function searchEverything(ctx: Ctx, q: string): Promise<FoundDto[]> {
  const wanted = q.replaceAll("\u0000", "").toWellFormed().trim();
  if (wanted.length < 2) return [];
  const verb = /^(?:ack(?:nowledge)?)\s+(.+)$/i.exec(wanted)?.[1];
  const [incidents, places, people] = await together(ctx, [
    () => listIncidents(ctx, { limit: EACH, q: verb ?? wanted }),
    () => pool().query<FoundDto>(PLACES_SQL, [literal(wanted), ctx.actor.userId, isAdmin(ctx.actor)]),
    () => pagers(ctx, wanted),
  ]);
  const found: FoundDto[] = incidents.items.map((row) => ({
    kind: "incident",
    id: row.id,
    label:
      verb && row.status === "open"
        ? `Acknowledge INC-${row.number} ${row.title}`
        : `INC-${row.number} ${row.title}`,
    group: verb ? "Actions" : "Incidents",
    href: `/incidents/${row.id}`,
    hint: row.severity,
    verb: verb ? "acknowledge" : null,
  }));
  return [...people, ...found, ...places.rows.map((row) => ({ ...row, verb: null }))];
}
