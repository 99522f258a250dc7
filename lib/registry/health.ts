import type { Ctx } from "#lib/platform/context.ts";
import { pool } from "#lib/platform/db.ts";

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
    (SELECT count(*)::int FROM deliveries WHERE outcome = 'failed' AND at > app_now() - interval '1 hour') AS failed_mail`);
  const took = Date.now() - before;
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
    mail: part((row?.failed_mail ?? 0) === 0, `${row?.failed_mail ?? 0} failed deliveries in the last hour`),
    clock: part(skew < 5, `differs from the database's by ${skew.toFixed(1)} s`),
    migration: part(Boolean(row?.migration), row?.migration ?? "none applied"),
  };
  const failing = Object.values(parts).some((one) => one.status === "failing");
  void ctx;
  return { status: failing ? "failing" : "ok", parts };
}
