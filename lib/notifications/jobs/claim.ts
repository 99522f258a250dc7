import { randomUUID } from "node:crypto";
import { pool } from "#lib/platform/db.ts";
import { BUNDLE_SECONDS, LEASE_SECONDS, type Urgency } from "../model.ts";

/** A dispatch that this process may send, until its lease ends. */
export interface Claimed {
  id: string;
  bundle: string;
  lane: string;
  kind: string;
  notification_id: string | null;
  user_id: string | null;
  contact_id: string | null;
  gateway_id: string | null;
  channel_id: string | null;
  urgency: Urgency;
  severity: string | null;
  escalation_id: string | null;
  content: Record<string, unknown> | null;
  attempts: number;
  /** How much later than planned it is claimed, in seconds. */
  late_seconds: number;
  created_at: Date;
  lease_token: string;
}

/** Dispatches that leave as one message, the first of them leading. */
export type Bundle = [Claimed, ...Claimed[]];

/** Claims are short and take turns, so that no two of them each see a "first" page of the same minute. */
const TURN = 7_317_040_201;
/** Messages of one bundle. */
const MOST = 60;

const WAITS = `((d.state = 'pending' AND d.next_at <= app_now()) OR (d.state = 'sending' AND d.lease_until <= app_now()))`;

/*
 * due      what waits, or was being sent by somebody whose lease has run out
 * free     of these, what the minute does not hold back: any P0, and whatever goes to an address that was told
 *          nothing of its kind (pages apart from the rest) within the minute
 * leaders  one per bundle: a P0 is a bundle of its own, the rest goes together per address
 * chosen   as many bundles per lane as this process has room for, pages first
 */
const CLAIM = `
WITH due AS (
  SELECT d.id, d.lane, d.target, d.urgency, d.severity, d.created_at, d.severity IS NOT DISTINCT FROM 'P0' AS p0,
    CASE WHEN d.severity = 'P0' THEN d.id::text WHEN d.urgency = 'critical' THEN d.target || ':page' ELSE d.target || ':rest' END AS bundle
  FROM dispatches d WHERE ${WAITS} AND d.lane <> ALL ($1::text[])
), free AS (
  SELECT due.*, row_number() OVER (PARTITION BY bundle ORDER BY created_at, id) AS place FROM due
  WHERE p0 OR NOT EXISTS (
    SELECT 1 FROM dispatches o WHERE o.target = due.target AND (o.urgency = 'critical') = (due.urgency = 'critical')
      AND ((o.state = 'sending' AND o.lease_until > app_now()) OR o.sent_at > app_now() - make_interval(secs => $3)))
), leaders AS (
  SELECT free.*, row_number() OVER (PARTITION BY lane ORDER BY p0 DESC,
    CASE urgency WHEN 'critical' THEN 0 WHEN 'high' THEN 1 ELSE 2 END, created_at, id) AS turn
  FROM free WHERE place = 1
), chosen AS (
  SELECT bundle FROM leaders WHERE turn <= $4 - coalesce(($2::jsonb ->> lane)::int, 0)
), taken AS (
  SELECT d.id, free.bundle FROM dispatches d JOIN free ON free.id = d.id JOIN chosen ON chosen.bundle = free.bundle
  WHERE free.place <= ${MOST} AND ${WAITS}
  ORDER BY d.id FOR UPDATE OF d SKIP LOCKED
)
UPDATE dispatches d SET state = 'sending', attempts = d.attempts + 1, lease_token = $5::uuid,
  lease_until = app_now() + make_interval(secs => $6)
FROM taken WHERE d.id = taken.id
RETURNING d.id, taken.bundle, d.lane, d.kind, d.notification_id, d.user_id, d.contact_id, d.gateway_id, d.channel_id,
  d.urgency, d.severity, d.escalation_id, d.content, d.attempts, d.created_at, d.lease_token,
  extract(epoch FROM app_now() - d.due_at)::float8 AS late_seconds`;

/**
 * Takes what is due under a lease of at most 30 s.
 * @param used how many calls this process has open per lane
 * @param perLane how many it may have
 * @returns the bundles, each of them one message
 */
export async function claimDue(used: ReadonlyMap<string, number>, perLane: number): Promise<Bundle[]> {
  const full = [...used].filter(([, count]) => count >= perLane).map(([lane]) => lane);
  const open = JSON.stringify(Object.fromEntries(used));
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [TURN]);
    const values = [full, open, BUNDLE_SECONDS, perLane, randomUUID(), LEASE_SECONDS];
    const { rows } = await client.query<Claimed>(CLAIM, values);
    await client.query("COMMIT");
    return bundlesOf(rows);
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

function bundlesOf(rows: Claimed[]): Bundle[] {
  const bundles = new Map<string, Bundle>();
  const inOrder = rows.sort(
    (a, b) => a.created_at.getTime() - b.created_at.getTime() || (a.id < b.id ? -1 : 1),
  );
  for (const row of inOrder) {
    const bundle = bundles.get(row.bundle);
    if (bundle) bundle.push(row);
    else bundles.set(row.bundle, [row]);
  }
  return [...bundles.values()];
}
