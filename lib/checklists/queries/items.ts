import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { thresholdFor } from "#lib/services/queries.ts";
import type { Gap } from "../model/completion.ts";
import { needsNote } from "../model/judging.ts";
import { breachSummary, breachTitle } from "../model/words.ts";
import {
  type AnswerValue,
  answerableItems,
  type ChecklistDefinition,
  type ChecklistItem,
  type ItemAnswer,
  type Measure,
  type Verdict,
} from "../model.ts";
import type { IncidentDraft, ItemDto, JudgedBy } from "../schema/items.ts";
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
  /** `template`, or the sources of the figures that are not its own: `service`, `profile supabase`. */
  source: string;
  label: string;
  /** Which figures are not the template's own, each with where it comes from in words. */
  words: Record<string, string>;
}

const FIGURE_NAMES = ["target", "warn", "critical"] as const;

function sourceWords(source: string): string {
  if (source === "service") return "Set for this service";
  return source.startsWith("profile ")
    ? `Preset of the profile ${source.slice(8)}`
    : "Set for this installation";
}

/**
 * The figures one item is judged by: what the service has set comes before the template's own; its profile and the
 * installation's settings fill what the template leaves open. Without a service the template's stand alone.
 */
export async function figuresInForce(tx: Tx, run: RunOfItems, item: ChecklistItem): Promise<Figures> {
  const own = {
    item,
    source: "template",
    label: `Version ${run.versionNumber} of this checklist`,
    words: {},
  };
  const { measure } = item;
  if (!measure?.metric || run.serviceId === null || measure.comparator === "trend") return own;
  const used = await thresholdFor(tx, run.serviceId, measure.metric, measure.aggregation ?? "");
  if (used.unit !== "" && used.unit !== measure.unit) return own;
  const merged: Measure = { ...measure };
  const sources = new Set<string>();
  const words: Record<string, string> = {};
  for (const name of FIGURE_NAMES) {
    const [value, source] = [used[name], used.sources[name]];
    if (value === null || source === null || source === "default") continue;
    const noTarget =
      name === "target" && (measure.comparator === undefined || measure.comparator === "between");
    if (noTarget || (source !== "service" && measure[name] !== undefined) || measure[name] === value)
      continue;
    merged[name] = value;
    sources.add(source);
    words[name] = sourceWords(source);
  }
  if (sources.size === 0) return own;
  const named = [...sources];
  return {
    item: { ...item, measure: merged },
    source: named.join(", "),
    label: named.map(sourceWords).join("; "),
    words,
  };
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

/** What keeps a run from being signed, by the verdicts its answers were given when they were given. */
export async function completionGapsOf(tx: Tx, run: RunOfItems): Promise<{ key: string; gap: Gap }[]> {
  const rows = await tx.itemResult.findMany({ where: { runId: run.id } });
  const found = new Map(rows.map((row) => [row.itemKey, row]));
  const gapOf = (item: ChecklistItem): Gap | null => {
    const row = found.get(item.key);
    const verdict = (row?.verdict ?? null) as Verdict | null;
    if (!row || verdict === null) return item.required === false ? null : "unanswered";
    if (verdict === "na") return row.reason.trim() === "" ? "reason" : null;
    return needsNote(verdict) && row.note.trim() === "" ? "note" : null;
  };
  return answerableItems(run.definition.sections).flatMap((item) => {
    const gap = gapOf(item);
    return gap === null ? [] : [{ key: item.key, gap }];
  });
}
