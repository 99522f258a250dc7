import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { seesPrivateCounts } from "../policy.ts";
import type { Proof } from "./evidence.ts";
import { actionFacts, type DueFact, dueFacts, type RoutineKpi } from "./routine.ts";
import type { Question } from "./trend.ts";

const WORDS: Record<RoutineKpi, [good: string, bad: string, title: string]> = {
  "checklist-completion": ["Completed", "Not completed", "Not completed"],
  "checklist-on-time": ["Completed on time", "Late or not completed", "Late or not completed"],
  "checklist-missed": ["Completed before they were missed", "Missed", "Missed"],
  "postmortems-on-time": ["Published on time", "Late or not published", "Late or not published"],
  "actions-on-time": ["Done on time", "Late or open", "Late or open"],
  "handoffs-in-time": ["Accepted in time", "Late or not accepted", "Late or not accepted"],
};

const row = (fact: DueFact) => ({
  id: fact.id,
  at: fact.due_at.toISOString(),
  value: null,
  label: fact.label,
  url: fact.url,
  note: fact.done_at ? `done ${fact.done_at.toISOString()}` : "not done",
});

function proof(
  ctx: Ctx,
  key: RoutineKpi,
  counts: { good: number; bad: number; reasons: Map<string, number> },
  worst: DueFact[],
): Proof {
  const [good, bad, title] = WORDS[key];
  return {
    counted: counts.good + counts.bad,
    leftOut: [...counts.reasons]
      .filter(([reason]) => reason !== "private" || seesPrivateCounts(ctx.actor))
      .map(([reason, count]) => ({ reason, count })),
    facts: [
      { label: good, value: counts.good, unit: "count" },
      { label: bad, value: counts.bad, unit: "count" },
    ],
    waiting: [],
    waitingCount: 0,
    rowsTitle: title,
    rows: worst.map(row),
  };
}

/** The runs or postmortems behind a number: what fell due, what was met, what does not count. */
export async function routineEvidence(ctx: Ctx, key: RoutineKpi, question: Question): Promise<Proof> {
  const { frame, sight, service } = question;
  const source = dueFacts(key as "checklist-on-time", frame, sight, service, frame.period.from);
  const tx = reader(ctx);
  const [groups, worst] = await together(ctx, [
    () => tx.$queryRaw<Array<{ reason: string | null; good: boolean; count: number }>>`
      SELECT reason, good, count(*)::int AS count FROM (${source}) f GROUP BY reason, good`,
    () => tx.$queryRaw<DueFact[]>`
      SELECT * FROM (${source}) f WHERE reason IS NULL AND NOT good ORDER BY due_at DESC, id DESC LIMIT 5`,
  ]);
  const reasons = new Map<string, number>();
  for (const group of groups) {
    if (group.reason) reasons.set(group.reason, (reasons.get(group.reason) ?? 0) + group.count);
  }
  const of = (good: boolean) =>
    groups.find((group) => group.reason === null && group.good === good)?.count ?? 0;
  return proof(ctx, key, { good: of(true), bad: of(false), reasons }, worst);
}

/** The actions behind "done on time". */
export async function actionEvidence(ctx: Ctx, question: Question): Promise<Proof> {
  const { frame, sight, service } = question;
  const facts = await actionFacts(ctx, frame, sight, service, frame.period.from);
  const counted = facts.filter((fact) => fact.reason === null);
  const reasons = new Map<string, number>();
  for (const fact of facts) {
    if (fact.reason) reasons.set(fact.reason, (reasons.get(fact.reason) ?? 0) + 1);
  }
  const bad = counted.filter((fact) => !fact.good);
  const worst = [...bad].sort((a, b) => b.due_at.getTime() - a.due_at.getTime()).slice(0, 5);
  return proof(
    ctx,
    "actions-on-time",
    { good: counted.length - bad.length, bad: bad.length, reasons },
    worst,
  );
}
