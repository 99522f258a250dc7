import { stringify } from "csv-stringify/sync";
import { type Ctx, isAdmin } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";
import { seesPrivateCounts } from "../policy.ts";
import type { EvidenceQuery } from "../schema/evidence.ts";
import type { OverviewQuery } from "../schema/overview.ts";
import type { TrendQuery } from "../schema/trend.ts";
import { judgedSamples, type SampleRow, sampleLabel } from "./evidence-samples.ts";
import { incidentFacts } from "./incidents.ts";
import { getOverview } from "./overview.ts";
import { actionFacts, type DueFact, dueFacts, type RoutineKpi } from "./routine.ts";
import { isIncidentKpi, isRoutineKpi } from "./series.ts";
import { getTrend, type Question, questionOf } from "./trend.ts";

type Cell = string | number | null;

/** Rows as CSV; text that a spreadsheet would run as a formula is made harmless. */
export const toCsv = (rows: Cell[][]): string => stringify(rows, { escape_formulas: true });

/** The cards as rows. */
export async function overviewCsv(ctx: Ctx, query: OverviewQuery): Promise<string> {
  const { cards } = await getOverview(ctx, query);
  const head = ["key", "name", "group", "value", "unit", "status", "target", "judged by", "change"];
  return toCsv([
    head,
    ...cards.map((card) => [
      card.key,
      card.name,
      card.group,
      card.value,
      card.unit,
      card.status,
      card.judgedBy.text,
      card.judgedBy.from,
      card.change,
    ]),
  ]);
}

/** The points of a trend as rows; missing data is an empty cell. */
export async function trendCsv(ctx: Ctx, key: string, query: TrendQuery): Promise<string> {
  const trend = await getTrend(ctx, key, query);
  const head = ["from", "to", `value (${trend.unit})`, "target", "count"];
  return toCsv([
    head,
    ...trend.points.map((point) => [point.at, point.to, point.value, point.target, point.count]),
  ]);
}

const PAGE = 5000;

interface IncidentRow {
  id: string;
  number: number;
  title: string;
  severity: string;
  opened_at: Date;
  ack: number | null;
  res: number | null;
  respond: string | null;
  reason: string | null;
}

const INCIDENT_HEAD = [
  "incident",
  "title",
  "severity",
  "opened",
  "seconds to acknowledge",
  "seconds to resolve",
  "respond",
  "left out because",
];

/** Private incidents stay private: their number alone, and only for those who may know how many there are. */
async function* incidentRows(ctx: Ctx, question: Question): AsyncGenerator<Cell[][]> {
  const { frame, sight, service } = question;
  const source = incidentFacts(frame, sight, service, frame.period.from);
  const hide = seesPrivateCounts(ctx.actor)
    ? Prisma.empty
    : Prisma.sql`AND f.reason IS DISTINCT FROM 'private'`;
  yield [INCIDENT_HEAD];
  let after: { at: string; id: string } | null = null;
  for (;;) {
    const place: Prisma.Sql = after
      ? Prisma.sql`AND (f.opened_at, f.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
      : Prisma.empty;
    const rows: IncidentRow[] = await reader(ctx).$queryRaw<IncidentRow[]>`
      SELECT f.id::text, f.number, f.title, f.severity, f.opened_at, f.ack, f.res, f.respond, f.reason
      FROM (${source}) f WHERE true ${hide} ${place} ORDER BY f.opened_at, f.id LIMIT ${PAGE}`;
    yield rows.map((row) => [
      row.reason === "private" ? "private" : `INC-${row.number}`,
      row.reason === "private" ? "" : row.title,
      row.severity,
      row.reason === "private" ? "" : row.opened_at.toISOString(),
      row.reason === "private" ? null : row.ack,
      row.reason === "private" ? null : row.res,
      row.reason === "private" ? "" : (row.respond ?? ""),
      row.reason ?? "",
    ]);
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = { at: last.opened_at.toISOString(), id: last.id };
  }
}

const DUE_HEAD = ["what", "due", "done", "met", "left out because"];
const dueCells = (fact: DueFact): Cell[] => [
  fact.reason === "private" ? "private" : fact.label,
  fact.due_at.toISOString(),
  fact.done_at?.toISOString() ?? null,
  fact.good ? "yes" : "no",
  fact.reason ?? "",
];

async function* dueRows(ctx: Ctx, key: RoutineKpi, question: Question): AsyncGenerator<Cell[][]> {
  const { frame, sight, service } = question;
  const told = (fact: DueFact) => fact.reason !== "private" || isAdmin(ctx.actor);
  yield [DUE_HEAD];
  if (key === "actions-on-time") {
    const facts = await actionFacts(ctx, frame, sight, service, frame.period.from);
    yield facts.filter(told).map(dueCells);
    return;
  }
  const source = dueFacts(key, frame, sight, service, frame.period.from);
  let after: { at: string; id: string } | null = null;
  for (;;) {
    const place: Prisma.Sql = after
      ? Prisma.sql`WHERE (f.due_at, f.id) > (${after.at}::timestamptz, ${after.id})`
      : Prisma.empty;
    const rows: DueFact[] = await reader(ctx).$queryRaw<DueFact[]>`
      SELECT * FROM (${source}) f ${place} ORDER BY f.due_at, f.id LIMIT ${PAGE}`;
    yield rows.filter(told).map(dueCells);
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = { at: last.due_at.toISOString(), id: last.id };
  }
}

const SAMPLE_HEAD = ["at", "value", "source", "part", "note", "left out because"];

async function* sampleRows(ctx: Ctx, question: Question): AsyncGenerator<Cell[][]> {
  const judged = judgedSamples(question);
  yield [SAMPLE_HEAD];
  let after: { at: string; id: string } | null = null;
  for (;;) {
    const place: Prisma.Sql = after
      ? Prisma.sql`WHERE (j.at, j.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
      : Prisma.empty;
    const rows: Array<SampleRow & { reason: string | null }> = await reader(ctx).$queryRaw<
      Array<SampleRow & { reason: string | null }>
    >`SELECT j.id::text, j.at, j.value, j.source, j.source_id, j.part, j.note, NULL AS run, j.reason
      FROM (${judged}) j ${place} ORDER BY j.at, j.id LIMIT ${PAGE}`;
    yield rows.map((row) => [
      row.at.toISOString(),
      row.value,
      sampleLabel(row),
      row.part,
      row.note,
      row.reason ?? "",
    ]);
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = { at: last.at.toISOString(), id: last.id };
  }
}

/**
 * The rows behind a number as they come, page by page: a million of them need no memory. The question is asked before
 * the first byte leaves, so that its errors still have a status.
 * @throws not_found, invalid
 */
export async function evidenceCsv(
  ctx: Ctx,
  key: string,
  query: EvidenceQuery,
): Promise<ReadableStream<Uint8Array>> {
  const question = await questionOf(ctx, key, query);
  const computed = question.kpi.source === "computed";
  const rows =
    computed && isIncidentKpi(key)
      ? incidentRows(ctx, question)
      : computed && isRoutineKpi(key)
        ? dueRows(ctx, key, question)
        : sampleRows(ctx, question);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await rows.next();
      if (next.done) controller.close();
      else if (next.value.length > 0) controller.enqueue(encoder.encode(toCsv(next.value)));
      else controller.enqueue(new Uint8Array());
    },
    async cancel() {
      await rows.return(undefined);
    },
  });
}
