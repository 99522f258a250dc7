import type { PoolClient } from "pg";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Chance } from "./chance.ts";
import type { DemoReading } from "./checks.ts";
import type { Where } from "./incidents.ts";
import { insertRows } from "./rows.ts";

const HOUR = 3_600_000;

/** KPI → [middle, spread, hours between two pushes]; a slow swell makes the trend worth looking at. */
const PUSHED: Record<string, readonly [number, number, number]> = {
  "uptime-30d": [99.95, 0.08, 24],
  "page-load-p95": [2500, 500, 6],
  "api-response-p95": [430, 110, 4],
  "db-query-p95": [82, 22, 6],
  "error-rate": [0.6, 0.4, 6],
  "payment-success": [96.4, 1.8, 24],
  "email-delivery": [99, 0.7, 24],
};

/** Which KPI a reading of a metric counts for. */
const OF_METRIC: Record<string, string> = {
  uptime_pct: "uptime-30d",
  response_ms: "api-response-p95",
  db_connections_pct: "db-connections",
  unauthorized_attempts: "unauthorized-attempts",
};

/** Samples pushed by tools and taken from checks; three days without any, so that missing data can be seen as missing. */
export async function tellSamples(
  client: PoolClient,
  chance: Chance,
  places: Where[],
  readings: DemoReading[],
  from: Date,
  now: Date,
): Promise<number> {
  const known = new Set(
    (await client.query<{ key: string }>("SELECT key FROM kpi_definitions")).rows.map((row) => row.key),
  );
  const rows: Array<Record<string, unknown>> = [];
  const sample = (
    kpi: string,
    at: Date,
    value: number,
    place: { serviceId: string | null },
    rest: Record<string, unknown>,
  ) =>
    rows.push({
      id: uuidv7(at.getTime()),
      at,
      kpi_key: kpi,
      service_id: place.serviceId,
      value,
      note: "",
      is_void: false,
      recorded_at: at,
      part: "",
      ...rest,
    });
  const gapFrom = now.getTime() - 22 * 24 * HOUR;
  const gapTo = now.getTime() - 19 * 24 * HOUR;
  for (const place of places.slice(0, 4)) {
    for (const [kpi, [middle, spread, hours]] of Object.entries(PUSHED)) {
      if (!known.has(kpi)) continue;
      for (let at = from.getTime() + HOUR; at < now.getTime(); at += hours * HOUR) {
        if (at > gapFrom && at < gapTo) continue;
        const swell = Math.sin((at - from.getTime()) / (13 * 24 * HOUR)) * spread * 0.35;
        const value = Math.max(0, chance.around(middle + swell, spread));
        const capped = middle > 90 && middle < 100 ? Math.min(100, value) : value;
        sample(kpi, new Date(at), Number(capped.toFixed(2)), place, {
          source: "api",
          source_id: "demo",
          by_id: null,
        });
      }
    }
  }
  for (const reading of readings) {
    const kpi = OF_METRIC[reading.metric];
    if (kpi && known.has(kpi))
      sample(kpi, reading.at, reading.value, reading, {
        source: "reading",
        source_id: reading.runId,
        part: reading.itemKey,
        by_id: reading.byId,
      });
  }
  await insertRows(client, "kpi_samples", rows);
  return rows.length;
}
