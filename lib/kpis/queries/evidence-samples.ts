import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";
import type { EvidenceRow } from "../schema/evidence.ts";
import type { Proof } from "./evidence.ts";
import { effectiveSql, sampleScopeSql, worstFirst } from "./samples.ts";
import type { Question } from "./trend.ts";

const CALLED: Record<string, string> = { person: "By hand", reading: "Checklist", api: "Pushed by API" };

interface CountRow {
  reason: string | null;
  count: number;
}

export interface SampleRow {
  id: string;
  at: Date;
  value: number;
  source: string;
  source_id: string | null;
  part: string;
  note: string;
  run: string | null;
}

/** Everything of the period, with why it does not count, if it does not. */
export function judgedSamples({ kpi, frame, sight, service }: Question): Prisma.Sql {
  const counts = effectiveSql(frame.asOf);
  const asOf = Prisma.sql`${frame.asOf.toISOString()}::timestamptz`;
  return Prisma.sql`SELECT s.*, CASE WHEN ${counts} THEN NULL
      WHEN s.is_void OR EXISTS (SELECT 1 FROM kpi_samples c
        WHERE c.corrects_id = s.id AND c.is_void AND c.recorded_at <= ${asOf}) THEN 'taken back'
      WHEN s.recorded_at > ${asOf} THEN 'recorded later' ELSE 'replaced by a correction' END AS reason
    FROM kpi_samples s
    WHERE s.kpi_key = ${kpi.key} AND s.at >= ${frame.period.from.toISOString()}::timestamptz
      AND s.at < ${frame.period.to.toISOString()}::timestamptz AND ${sampleScopeSql(sight, service)}
      AND NOT (s.is_void AND s.corrects_id IS NOT NULL)`;
}

export const sampleLabel = (row: Pick<SampleRow, "source" | "run">): string =>
  row.run ?? CALLED[row.source] ?? row.source;

const present = (row: SampleRow): EvidenceRow => ({
  id: row.id,
  at: row.at.toISOString(),
  value: row.value,
  label: sampleLabel(row),
  url: row.source === "reading" && row.source_id ? `/checklists/runs/${row.source_id}` : null,
  note: row.note,
});

/** The samples behind a number: counted, replaced, taken back, and readings kept apart from raw values. */
export async function sampleEvidence(ctx: Ctx, question: Question): Promise<Proof> {
  const { kpi } = question;
  const judged = judgedSamples(question);
  const tx = reader(ctx);
  const raw =
    kpi.aggregation === "p95"
      ? await tx.$queryRaw<Array<{ raw: boolean }>>`
          SELECT EXISTS (SELECT 1 FROM (${judged}) j WHERE j.reason IS NULL AND j.source = 'api') AS raw`
      : [];
  const apart = raw[0]?.raw === true;
  const reason = apart
    ? Prisma.sql`CASE WHEN j.reason IS NULL AND j.source <> 'api'
        THEN 'readings that are percentiles already, not mixed with raw values' ELSE j.reason END`
    : Prisma.sql`j.reason`;
  const order = worstFirst(kpi.direction) ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const [counts, rows] = await together(ctx, [
    () => tx.$queryRaw<CountRow[]>`
      SELECT ${reason} AS reason, count(*)::int AS count FROM (${judged}) j GROUP BY 1 ORDER BY 2 DESC`,
    () => tx.$queryRaw<SampleRow[]>`
      SELECT j.id::text, j.at, j.value, j.source, j.source_id, j.part, j.note, t.title AS run
      FROM (SELECT x.* FROM (${judged}) x WHERE x.reason IS NULL ${apart ? Prisma.sql`AND x.source = 'api'` : Prisma.empty}
        ORDER BY x.value ${order}, x.at DESC LIMIT 5) j
      LEFT JOIN checklist_runs r ON j.source = 'reading' AND r.id::text = j.source_id
      LEFT JOIN checklist_templates t ON t.id = r.template_id ORDER BY j.value ${order}, j.at DESC`,
  ]);
  return {
    counted: counts.find((row) => row.reason === null)?.count ?? 0,
    leftOut: counts.flatMap((row) => (row.reason === null ? [] : [{ reason: row.reason, count: row.count }])),
    facts: [],
    waiting: [],
    waitingCount: 0,
    rowsTitle: worstFirst(kpi.direction) ? "Highest counted values" : "Lowest counted values",
    rows: rows.map(present),
  };
}
