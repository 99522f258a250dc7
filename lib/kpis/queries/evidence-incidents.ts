import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";
import { seesPrivateCounts } from "../policy.ts";
import type { Proof } from "./evidence.ts";
import { type IncidentKpi, incidentFacts } from "./incidents.ts";
import type { Question } from "./trend.ts";

interface Counts {
  counted: number;
  cancelled: number;
  merged: number;
  private: number;
  exercise: number;
  waiting: number;
  not_counted: number;
  declarer: number;
  median: number | null;
  p95: number | null;
  mean: number | null;
  in_time: number;
  late: number;
}

/** What of an incident the KPI measures, in its own column. */
const MEASURED: Record<IncidentKpi, Prisma.Sql> = {
  mtta: Prisma.sql`f.ack`,
  mttr: Prisma.sql`f.res`,
  "incidents-by-severity": Prisma.sql`1::float8`,
  "respond-in-time": Prisma.sql`CASE f.respond WHEN 'in-time' THEN 1::float8 WHEN 'late' THEN 0 END`,
};

const WAITS: Partial<Record<IncidentKpi, string>> = {
  mtta: "not yet acknowledged",
  mttr: "not yet resolved",
};

function facts(key: IncidentKpi, row: Counts): Proof["facts"] {
  const seconds = (label: string, value: number | null) => ({ label, value, unit: "seconds" });
  if (key === "respond-in-time") {
    return [
      { label: "Ended in time", value: row.in_time, unit: "count" },
      { label: "Ended late, or overdue", value: row.late, unit: "count" },
    ];
  }
  if (key === "incidents-by-severity") return [];
  const times = [seconds("Median", row.median), seconds("p95", row.p95), seconds("Mean", row.mean)];
  return key === "mtta"
    ? [...times, { label: "Acknowledged by the declarer", value: row.declarer, unit: "count" }]
    : times;
}

function leftOut(ctx: Ctx, key: IncidentKpi, row: Counts): Proof["leftOut"] {
  const all = [
    { reason: "cancelled", count: row.cancelled },
    { reason: "merged into another", count: row.merged },
    { reason: "exercises", count: row.exercise },
    // Of private ones even the number is told to managers and administrators only.
    { reason: "private", count: seesPrivateCounts(ctx.actor) ? row.private : 0 },
    {
      reason: key === "respond-in-time" ? "clock still running, or none" : (WAITS[key] ?? ""),
      count: row.not_counted,
    },
  ];
  return all.filter((one) => one.count > 0);
}

/** The incidents behind a number, counted straight from the table, with those that still wait beside it. */
export async function incidentEvidence(ctx: Ctx, key: IncidentKpi, question: Question): Promise<Proof> {
  const { frame, sight, service } = question;
  const source = incidentFacts(frame, sight, service, frame.period.from);
  const tx = reader(ctx);
  const value = MEASURED[key];
  const waits = key === "mtta" || key === "mttr";
  const order = key === "respond-in-time" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const [[row], waiting, rows] = await together(ctx, [
    () => tx.$queryRaw<Counts[]>`
      SELECT count(v) FILTER (WHERE reason IS NULL)::int AS counted,
        count(*) FILTER (WHERE reason IS NULL AND v IS NULL)::int AS not_counted,
        count(*) FILTER (WHERE reason = 'cancelled')::int AS cancelled,
        count(*) FILTER (WHERE reason = 'merged')::int AS merged,
        count(*) FILTER (WHERE reason = 'private')::int AS private,
        count(*) FILTER (WHERE reason = 'exercise')::int AS exercise,
        count(*) FILTER (WHERE reason IS NULL AND ack IS NOT NULL AND acknowledged_by_id = declared_by_id)::int AS declarer,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY v) FILTER (WHERE reason IS NULL) AS median,
        percentile_disc(0.95) WITHIN GROUP (ORDER BY v) FILTER (WHERE reason IS NULL) AS p95,
        avg(v) FILTER (WHERE reason IS NULL) AS mean,
        count(*) FILTER (WHERE reason IS NULL AND respond = 'in-time')::int AS in_time,
        count(*) FILTER (WHERE reason IS NULL AND respond = 'late')::int AS late
      FROM (SELECT f.*, ${value} AS v FROM (${source}) f) counted`,
    () =>
      waits
        ? tx.$queryRaw<Array<{ id: string; number: number; title: string; opened_at: Date }>>`
          SELECT f.id::text, f.number, f.title, f.opened_at FROM (${source}) f
          WHERE f.reason IS NULL AND ${value} IS NULL ORDER BY f.opened_at LIMIT 10`
        : [],
    () => tx.$queryRaw<
      Array<{ id: string; number: number; title: string; severity: string; opened_at: Date; v: number }>
    >`
      SELECT f.id::text, f.number, f.title, f.severity, f.opened_at, ${value} AS v FROM (${source}) f
      WHERE f.reason IS NULL AND ${value} IS NOT NULL ORDER BY v ${order}, f.opened_at DESC LIMIT 5`,
  ]);
  const now = frame.asOf.getTime();
  const titles = { mtta: "Slowest acknowledgements", mttr: "Slowest resolutions" } as const;
  return {
    counted: row?.counted ?? 0,
    leftOut: row ? leftOut(ctx, key, row) : [],
    facts: row ? facts(key, row) : [],
    waiting: waiting.map((one) => ({
      id: one.id,
      label: `INC-${one.number} ${one.title}`,
      url: `/incidents/${one.id}`,
      ageSeconds: Math.round((now - one.opened_at.getTime()) / 1000),
    })),
    waitingCount: waits ? (row?.not_counted ?? 0) : 0,
    rowsTitle: waits
      ? titles[key as "mtta"]
      : key === "respond-in-time"
        ? "Responded late first"
        : "Newest incidents",
    rows: rows.map((one) => ({
      id: one.id,
      at: one.opened_at.toISOString(),
      value: key === "mtta" || key === "mttr" ? one.v : null,
      label: `${one.severity} INC-${one.number} ${one.title}`,
      url: `/incidents/${one.id}`,
      note: key === "respond-in-time" ? (one.v === 1 ? "in time" : "late") : "",
    })),
  };
}
