import { pool } from "#lib/platform/db.ts";

/** Children first; each statement removes only what belongs to the demo. */
const STATEMENTS = [
  `DELETE FROM kpi_samples WHERE source_id = 'demo' OR source_id IN (SELECT id::text FROM checklist_runs WHERE is_demo)`,
  `DELETE FROM notifications WHERE user_id IN (SELECT id FROM users WHERE is_demo)`,
  `DELETE FROM escalations WHERE subject_id IN (SELECT id FROM incidents WHERE is_demo)`,
  `DELETE FROM action_items WHERE is_demo OR team_id IN (SELECT id FROM teams WHERE is_demo)`,
  `DELETE FROM postmortems WHERE is_demo OR team_id IN (SELECT id FROM teams WHERE is_demo)`,
  `DELETE FROM incidents WHERE is_demo OR team_id IN (SELECT id FROM teams WHERE is_demo)`,
  `DELETE FROM item_changes WHERE run_id IN (SELECT id FROM checklist_runs WHERE is_demo OR team_id IN (SELECT id FROM teams WHERE is_demo))`,
  `DELETE FROM checklist_templates WHERE is_demo OR team_id IN (SELECT id FROM teams WHERE is_demo)`,
  `DELETE FROM escalation_policies WHERE team_id IN (SELECT id FROM teams WHERE is_demo)`,
  `DELETE FROM handoffs WHERE id IN (SELECT h.handoff_id FROM handoff_shifts h JOIN schedules s ON s.id = h.schedule_id WHERE s.is_demo)`,
  `DELETE FROM cover_requests WHERE schedule_id IN (SELECT id FROM schedules WHERE is_demo)`,
  `DELETE FROM schedules WHERE is_demo OR team_id IN (SELECT id FROM teams WHERE is_demo)`,
  `DELETE FROM runbooks WHERE is_demo OR team_id IN (SELECT id FROM teams WHERE is_demo)`,
  `DELETE FROM services WHERE is_demo OR team_id IN (SELECT id FROM teams WHERE is_demo)`,
  `DELETE FROM teams WHERE is_demo`,
  `DELETE FROM api_tokens WHERE user_id IN (SELECT id FROM users WHERE is_demo)`,
  `DELETE FROM users WHERE is_demo`,
];

/** Removes everything the demo made, in one transaction; what people made themselves stays. */
export async function wipeDemo(): Promise<number> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL statement_timeout = 0");
    await client.query("SET LOCAL evenkeel.maintenance = 'on'");
    let gone = 0;
    for (const statement of STATEMENTS) gone += (await client.query(statement)).rowCount ?? 0;
    await client.query("COMMIT");
    return gone;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
