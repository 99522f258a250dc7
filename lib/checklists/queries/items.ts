import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { breachSummary, breachTitle } from "../model/words.ts";
import {
  type AnswerValue,
  answerableItems,
  type ChecklistDefinition,
  type ChecklistItem,
  completionGaps,
  type Gap,
  type ItemAnswer,
  needsNote,
  type Verdict,
} from "../model.ts";
import type { IncidentDraft, ItemDto, JudgedBy } from "../schema.ts";
import { personNames, ref } from "./scope.ts";

/** What the answers of a run are judged and presented with. */
export interface RunOfItems {
  id: string;
  number: number;
  title: string;
  teamId: string;
  serviceId: string | null;
  versionNumber: number;
  definition: ChecklistDefinition;
}

/** An item with the figures in force for the run's service, and where those come from. */
export interface Figures {
  item: ChecklistItem;
  source: "template" | "service" | "profile";
  label: string;
}

/** The figures one item is judged by: those of the run's own version. */
export async function figuresInForce(
  _ctx: Ctx,
  _tx: Tx,
  run: RunOfItems,
  item: ChecklistItem,
): Promise<Figures> {
  return { item, source: "template", label: `version ${run.versionNumber} of this checklist` };
}

/** One stored answer, as its row holds it. */
export interface AnswerRow {
  itemKey: string;
  value: unknown;
  note: string;
  notApplicable: boolean;
  reason: string;
  verdict: string | null;
  judgedBy: unknown;
  byId: string | null;
  at: Date;
  deviceAt: Date | null;
  version: number;
}

export const answerOf = (row: AnswerRow): ItemAnswer => ({
  value: row.value as AnswerValue | null,
  note: row.note,
  notApplicable: row.notApplicable,
  reason: row.reason,
});

/** The incident a breaching answer offers: critical as P2, a warning as P3; people change it before it is opened. */
function draftOf(run: RunOfItems, item: ChecklistItem, row: AnswerRow): IncidentDraft | null {
  const verdict = row.verdict as Verdict | null;
  if (verdict === null || !needsNote(verdict)) return null;
  return {
    title: breachTitle(item, answerOf(row), verdict).slice(0, 200),
    severity: verdict === "critical" ? "P2" : "P3",
    serviceId: run.serviceId,
    teamId: run.teamId,
    summary: breachSummary(item, answerOf(row), `run ${run.number} of ${run.title}`).slice(0, 5000),
    source: "checklist",
    link: { kind: "checklist-item", subjectId: run.id, part: item.key },
  };
}

/** One answer as people read it. */
export function presentAnswer(
  run: RunOfItems,
  item: ChecklistItem,
  row: AnswerRow,
  names: ReadonlyMap<string, string>,
): ItemDto {
  return {
    key: row.itemKey,
    value: row.value as ItemDto["value"],
    note: row.note,
    notApplicable: row.notApplicable,
    reason: row.reason,
    verdict: row.verdict as ItemDto["verdict"],
    judgedBy: row.judgedBy as JudgedBy | null,
    by: ref(names, row.byId),
    at: row.at.toISOString(),
    deviceAt: row.deviceAt?.toISOString() ?? null,
    version: row.version,
    incident: draftOf(run, item, row),
  };
}

/** The same for a single row: the actor's own name needs no look-up. */
export async function presentItem(
  ctx: Ctx,
  tx: Tx,
  run: RunOfItems,
  item: ChecklistItem,
  row: AnswerRow,
): Promise<ItemDto> {
  const own = row.byId !== null && row.byId === ctx.actor.userId;
  const names = own
    ? new Map([[row.byId ?? "", ctx.actor.name]])
    : await personNames({ ...ctx, tx }, [row.byId]);
  return presentAnswer(run, item, row, names);
}

/** What keeps a run from being signed, by the verdicts its answers were given. */
export async function completionGapsOf(
  _ctx: Ctx,
  tx: Tx,
  run: RunOfItems,
): Promise<{ key: string; gap: Gap }[]> {
  const rows = await tx.itemResult.findMany({ where: { runId: run.id } });
  const answers = new Map(rows.map((row) => [row.itemKey, answerOf(row)]));
  const gaps = completionGaps(run.definition.sections, answers);
  const found = new Set(gaps.map((one) => one.key));
  // A verdict given by a service's own figures counts as it was given.
  for (const row of rows) {
    const bare = needsNote(row.verdict as Verdict | null) && row.note.trim() === "";
    if (bare && !found.has(row.itemKey)) gaps.push({ key: row.itemKey, gap: "note" });
  }
  const order = answerableItems(run.definition.sections).map((item) => item.key);
  return gaps.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}
