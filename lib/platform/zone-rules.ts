import { Prisma } from "#prisma";
import type { Ctx } from "./context.ts";
import { readRows } from "./db.ts";
import { clockChangesIn, offsetMinutes, validZone } from "./time.ts";

/** From this instant on a zone's clocks stand so many minutes from UTC. */
export interface OffsetStep {
  at: Date;
  offset: number;
}

/** A stretch in which runtime and database show different clocks; null: the zone is not known there at all. */
export interface ZoneDifference {
  zone: string;
  at: Date;
  /** When either changes its clocks next, or the period asked for ends. */
  until: Date;
  /** Minutes from UTC by the runtime's rules. */
  runtime: number | null;
  /** Minutes from UTC by PostgreSQL's rules. */
  database: number | null;
}

/** The offset at the beginning of a period, then each change in it, as the runtime knows them. */
export function runtimeSteps(zone: string, from: Date, to: Date): OffsetStep[] | null {
  if (!validZone(zone)) return null;
  const later = clockChangesIn(zone, new Date(from.getTime() + 1), to);
  return [{ at: from, offset: offsetMinutes(from, zone) }, ...later];
}

interface StepRow {
  zone: string;
  at: Date;
  offset_minutes: number;
}

/**
 * The same as PostgreSQL knows them, by zone; one that it does not know is left out. Looks at every hour, and where the
 * clocks differ at the two ends of one, at each of its minutes. Two changes within one hour would be missed.
 */
async function databaseSteps(
  ctx: Ctx,
  zones: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, OffsetStep[]>> {
  const rows = await readRows<StepRow>(
    ctx,
    Prisma.sql`
    WITH zones AS MATERIALIZED (
      SELECT zone FROM unnest(${[...zones]}::text[]) AS zone
      WHERE pg_input_is_valid('2001-01-01 00:00:00 ' || zone, 'timestamptz')
    ), hours AS (
      SELECT zone, at, least(at + interval '1 hour', ${to}::timestamptz) AS until,
        (at AT TIME ZONE zone) - (at AT TIME ZONE 'UTC') AS ahead
      FROM zones, generate_series(${from}::timestamptz, ${to}::timestamptz, interval '1 hour') AS at
    ), turning AS (
      SELECT zone, at, until, ahead FROM hours
      WHERE ahead <> (until AT TIME ZONE zone) - (until AT TIME ZONE 'UTC')
    ), steps AS (
      SELECT zone, ${from}::timestamptz AS at FROM zones
      UNION ALL
      SELECT zone, (SELECT min(minute) FROM generate_series(turning.at, until, interval '1 minute') AS minute
        WHERE (minute AT TIME ZONE zone) - (minute AT TIME ZONE 'UTC') <> ahead) FROM turning
    )
    SELECT zone, at, (extract(epoch FROM (at AT TIME ZONE zone) - (at AT TIME ZONE 'UTC')) / 60)::float8
      AS offset_minutes
    FROM steps WHERE at < ${to}::timestamptz ORDER BY zone, at`,
  );
  const steps = new Map<string, OffsetStep[]>();
  for (const row of rows) {
    const list = steps.get(row.zone) ?? [];
    list.push({ at: row.at, offset: row.offset_minutes });
    steps.set(row.zone, list);
  }
  return steps;
}

const HOUR_MS = 3_600_000;

const inForce = (steps: readonly OffsetStep[] | null, at: number): number | null =>
  steps?.findLast((step) => step.at.getTime() <= at)?.offset ?? null;

/** Where two accounts of one zone part, from change to change of either; null: not known to one of them. */
export function compareSteps(
  zone: string,
  runtime: readonly OffsetStep[] | null,
  database: readonly OffsetStep[] | null,
  to: Date,
): ZoneDifference[] {
  const all = new Set([...(runtime ?? []), ...(database ?? [])].map((step) => step.at.getTime()));
  const edges = [...all].sort((a, b) => a - b);
  // Of a zone that one does not know there is one thing to say, not one for each of the other's changes.
  const told = runtime === null || database === null ? edges.slice(0, 1) : edges;
  return told
    .map((at, index) => ({
      zone,
      at: new Date(at),
      until: new Date(told[index + 1] ?? to),
      runtime: inForce(runtime, at),
      database: inForce(database, at),
    }))
    .filter((one) => one.runtime !== one.database);
}

/**
 * Where the runtime and PostgreSQL know different rules for these zones, so that the same question would get two answers
 * (each carries its own copy of the zone data, and laws change every year). Whole minutes; empty: they agree.
 * One statement, some 20 ms per zone and 400 days.
 */
export async function zoneDifferences(
  ctx: Ctx,
  zones: readonly string[],
  from: Date,
  to: Date,
): Promise<ZoneDifference[]> {
  const named = [...new Set(zones)];
  // Both are looked at by the hour: a beginning between two hours would be a difference of its own.
  const hour = new Date(Math.floor(from.getTime() / HOUR_MS) * HOUR_MS);
  const database = await databaseSteps(ctx, named, hour, to);
  return named.flatMap((zone) =>
    compareSteps(zone, runtimeSteps(zone, hour, to), database.get(zone) ?? null, to),
  );
}
