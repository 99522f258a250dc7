import { type Ctx, isAdmin } from "#lib/platform/context.ts";
import { pool } from "#lib/platform/db.ts";
import { keptZones, zoneWords } from "./zones.ts";

export interface DetailedHealth {
  status: "ok" | "failing";
  parts: Record<string, { status: "ok" | "failing"; detail: string }>;
}

interface Figures {
  now: Date;
  cycle_age: number | null;
  oldest_event: number | null;
  unsealed: number | null;
  migration: string | null;
  failed_mail: number;
  unsent: number | null;
  unreached: number;
  engine_age: number | null;
  overdue: number;
  running: number;
  lacking: number;
  auditor_age: number | null;
  worker_up: number | null;
  auditor_left: number | null;
  heartbeat: string | null;
}

/** The parts of the portal, each with a figure (S-234): for administrators and tokens. */
export async function detailedHealth(ctx: Ctx): Promise<DetailedHealth> {
  const before = Date.now();
  const { rows } = await pool().query<Figures>(`SELECT app_now() AS now,
    (SELECT extract(epoch FROM app_now() - max(cycle_at))::float FROM worker_heartbeats) AS cycle_age,
    (SELECT extract(epoch FROM app_now() - min(at))::float FROM outbox_events WHERE processed_at IS NULL) AS oldest_event,
    (SELECT extract(epoch FROM app_now() - min(e.at))::float FROM audit_entries e
      WHERE e.at > app_now() - interval '1 day' AND NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.audit_id = e.id)) AS unsealed,
    (SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1) AS migration,
    (SELECT count(*)::int FROM deliveries WHERE outcome = 'failed' AND channel = 'mail' AND dispatch_id IS NULL
      AND at > app_now() - interval '1 hour') AS failed_mail,
    (SELECT extract(epoch FROM app_now() - min(next_at))::float FROM dispatches WHERE state = 'pending' AND next_at <= app_now()) AS unsent,
    (SELECT count(*)::int FROM outbox_events WHERE name = 'notification.unreached' AND at > app_now() - interval '1 hour') AS unreached,
    (SELECT extract(epoch FROM app_now() - max(cycle_at))::float FROM escalation_engines) AS engine_age,
    (SELECT count(*)::int FROM escalations WHERE ended_at IS NULL AND next_at < app_now() - interval '30 seconds') AS overdue,
    (SELECT count(*)::int FROM escalations WHERE ended_at IS NULL) AS running,
    (SELECT extract(epoch FROM app_now() - min(started_at))::float FROM worker_heartbeats) AS worker_up,
    (SELECT count(*)::int FROM escalation_policies WHERE state = 'active' AND archived_at IS NULL AND lacks IS NOT NULL) AS lacking,
    last.age AS auditor_age, last.unrepaired AS auditor_left, last.heartbeat
    FROM (SELECT 1) one LEFT JOIN (SELECT extract(epoch FROM app_now() - at)::float AS age, heartbeat,
      (SELECT count(*)::int FROM jsonb_array_elements(findings) f WHERE NOT (f->>'repaired')::boolean AND f->>'rule' <> 'policy-lacks') AS unrepaired
      FROM escalation_auditor_runs ORDER BY at DESC LIMIT 1) last ON true`);
  const took = Date.now() - before;
  const zones = await keptZones();
  const row = rows[0];
  const skew = row ? Math.abs(row.now.getTime() - Date.now()) / 1000 : 0;
  const part = (good: boolean, detail: string) => ({
    status: good ? ("ok" as const) : ("failing" as const),
    detail,
  });
  const age = (seconds: number | null | undefined, none: string) =>
    seconds == null ? none : `${Math.round(seconds)} s`;
  const parts = {
    database: part(took < 1000, `answered in ${took} ms`),
    worker: part(
      row?.cycle_age != null && row.cycle_age < 30,
      `last cycle ${age(row?.cycle_age, "never")} ago`,
    ),
    events: part(
      (row?.oldest_event ?? 0) < 60,
      `oldest unprocessed event: ${age(row?.oldest_event, "none")}`,
    ),
    audit: part((row?.unsealed ?? 0) < 60, `oldest unsealed entry: ${age(row?.unsealed, "none")}`),
    mail: part(
      (row?.failed_mail ?? 0) === 0,
      `${row?.failed_mail ?? 0} failed account mails in the last hour`,
    ),
    notifications: part(
      // A storm waits for its minute; what waits longer is stuck.
      (row?.unsent ?? 0) < 120 && (row?.unreached ?? 0) === 0,
      `oldest unsent: ${age(row?.unsent, "none")}, ${row?.unreached ?? 0} messages reached nobody in the last hour`,
    ),
    escalations: part(
      row?.engine_age != null && row.engine_age < 30 && row.overdue === 0,
      `last cycle ${age(row?.engine_age, "never")} ago, ${row?.running ?? 0} running, ${row?.overdue ?? 0} overdue`,
    ),
    auditor: part(
      // It comes round each minute; a worker that has just started has not had its turn yet.
      Math.min(row?.auditor_age ?? Number.POSITIVE_INFINITY, row?.worker_up ?? Number.POSITIVE_INFINITY) <
        150 && (row?.auditor_left ?? 0) === 0,
      `last run ${age(row?.auditor_age, "never")} ago, ${row?.auditor_left ?? 0} findings left, heartbeat ${row?.heartbeat ?? "never"}`,
    ),
    policies: part((row?.lacking ?? 0) === 0, `${row?.lacking ?? 0} escalation policies lack their people`),
    // The same local time would mean two instants.
    zones: part((zones?.differences.length ?? 0) === 0, zoneWords(zones, isAdmin(ctx.actor))),
    clock: part(skew < 5, `differs from the database's by ${skew.toFixed(1)} s`),
    migration: part(Boolean(row?.migration), row?.migration ?? "none applied"),
  };
  const failing = Object.values(parts).some((one) => one.status === "failing");
  return { status: failing ? "failing" : "ok", parts };
}
