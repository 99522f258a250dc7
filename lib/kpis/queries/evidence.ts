import type { Ctx } from "#lib/platform/context.ts";
import { together } from "#lib/platform/db.ts";
import { formatDate } from "#lib/platform/format.ts";
import { downtimeBudgetSeconds, judge } from "../model/judgement.ts";
import type { EvidenceDto, EvidenceQuery } from "../schema/evidence.ts";
import { incidentEvidence } from "./evidence-incidents.ts";
import { actionEvidence, routineEvidence } from "./evidence-routine.ts";
import { sampleEvidence } from "./evidence-samples.ts";
import { NOTHING } from "./period.ts";
import { isIncidentKpi, isRoutineKpi, seriesFor } from "./series.ts";
import { type Question, questionOf, toTarget } from "./trend.ts";

/** What each source says about the rows behind a number. */
export type Proof = Pick<
  EvidenceDto,
  "counted" | "leftOut" | "facts" | "waiting" | "waitingCount" | "rowsTitle" | "rows"
>;

function proofFor(ctx: Ctx, question: Question): Promise<Proof> {
  const { key } = question.kpi;
  if (question.kpi.source === "computed") {
    if (isIncidentKpi(key)) return incidentEvidence(ctx, key, question);
    if (key === "actions-on-time") return actionEvidence(ctx, question);
    if (isRoutineKpi(key)) return routineEvidence(ctx, key, question);
  }
  return sampleEvidence(ctx, question);
}

const CALLED: Record<string, string> = {
  avg: "mean",
  "max-per-user-per-day": "largest sum of one user's day",
  "count-by-class": "sum by class",
  last: "newest",
};

/** What of the table a computed KPI is made of. */
const MADE_OF: Record<string, string> = {
  mtta: "median(first acknowledgement − opening)",
  mttr: "median(last resolution − opening − time it stood resolved)",
  "incidents-by-severity": "count(incidents) by severity",
  "respond-in-time": "ended in time ÷ (ended + overdue)",
  "checklist-completion": "completed ÷ fell due",
  "checklist-on-time": "completed by due time ÷ fell due",
  "checklist-missed": "count(missed)",
  "postmortems-on-time": "published by due time ÷ fell due",
  "actions-on-time": "done by due day ÷ fell due",
  "handoffs-in-time": "accepted in the grace time ÷ grace times that ended",
};

/** "p95(api-response-p95), 25 Oct 2026 to 23 Nov 2026": what is computed over what. */
function expressionOf({ kpi, frame, service }: Question, readings: boolean): string {
  const called = readings ? "median of p95 readings" : (CALLED[kpi.aggregation] ?? kpi.aggregation);
  const from = formatDate(frame.period.from.toISOString(), frame.zone);
  const last = new Date(frame.period.to.getTime() - 1).toISOString();
  const of = service ? ` of ${service.name}` : "";
  const made = MADE_OF[kpi.key] ?? `${called}(${kpi.metric ?? kpi.key})`;
  return `${made}${of},\n${from} to ${formatDate(last, frame.zone)}`;
}

/** What an uptime target leaves of downtime in the period, and how much of it is used (S-070, C-24). */
function downtimeFacts({ kpi, frame, judgedBy }: Question, value: number | null): EvidenceDto["facts"] {
  if (kpi.metric !== "uptime_pct" || judgedBy.target === null) return [];
  const seconds = (label: string, uptime: number | null) => ({
    label,
    value: uptime === null ? null : downtimeBudgetSeconds(uptime, frame.period),
    unit: "seconds",
  });
  return [seconds("Downtime the target leaves", judgedBy.target), seconds("Downtime so far", value)];
}

/**
 * The rows behind a number: how it is computed, by which figure it is judged and where that comes from, what was
 * counted, what was left out and why. With `asOf` as it was known then.
 * @throws not_found, invalid
 */
export async function getEvidence(ctx: Ctx, key: string, query: EvidenceQuery): Promise<EvidenceDto> {
  const question = await questionOf(ctx, key, query);
  const { kpi, frame, service, sight, judgedBy } = question;
  const [all, proof] = await together(ctx, [
    () => seriesFor(ctx, [kpi], frame, sight, service),
    () => proofFor(ctx, question),
  ]);
  const series = all.get(kpi.key);
  const { value } = series?.total ?? NOTHING;
  const readings = series?.readings ?? null;
  const budget = downtimeFacts(question, value);
  const worst = readings ? [{ label: "Worst reading", value: readings.worst, unit: kpi.unit }] : [];
  return {
    key: kpi.key,
    name: kpi.name,
    unit: kpi.unit,
    period: { from: frame.period.from.toISOString(), to: frame.period.to.toISOString() },
    asOf: frame.asOf.toISOString(),
    service: service ? { id: service.id, name: service.name } : null,
    value,
    status: judge(toTarget(judgedBy), value, kpi.unit),
    judgedBy,
    expression: expressionOf(question, readings !== null),
    formula: kpi.formula,
    ...proof,
    facts: [...worst, ...budget, ...proof.facts],
  };
}
