import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { invalidField, notFound, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { Prisma } from "#prisma";
import { readingRecorded } from "../events.ts";
import { answerProblem, judgeItem, readingValue } from "../model/judging.ts";
import {
  type AnswerValue,
  answerableItems,
  type ChecklistItem,
  type ItemAnswer,
  type Verdict,
} from "../model.ts";
import { type Figures, figuresInForce, presentItem } from "../queries/items.ts";
import type { JudgedBy } from "../schema/items.ts";
import { asJson, type LockedRun } from "./internal.ts";

export interface GivenAnswer {
  value: AnswerValue | null;
  /** Absent: what was noted before stays. */
  note?: string | undefined;
  notApplicable?: boolean | undefined;
  reason?: string | undefined;
  at?: string | undefined;
  version?: number | undefined;
}

/** An answer as its row holds it. */
export interface StoredAnswer {
  itemKey: string;
  value: AnswerValue | null;
  note: string;
  notApplicable: boolean;
  reason: string;
  verdict: Verdict | null;
  judgedBy: JudgedBy | null;
  byId: string | null;
  at: Date;
  deviceAt: Date | null;
  version: number;
}

export interface Recorded {
  item: ChecklistItem;
  before: StoredAnswer | null;
  after: StoredAnswer;
  changed: boolean;
  /** +1 when an open item was answered, −1 when an answer was taken back. */
  done: -1 | 0 | 1;
}

const isDone = (answer: StoredAnswer | null) =>
  answer !== null && (answer.notApplicable || answer.value !== null);

/** @throws not_found when the run's version has no such item, or it is a group */
function findItem(run: LockedRun, key: string): ChecklistItem {
  const item = answerableItems(run.definition.sections).find((one) => one.key === key);
  if (!item) throw notFound("item in this run");
  return item;
}

function requireAnswer(item: ChecklistItem, given: GivenAnswer, path: string): void {
  if (given.notApplicable) {
    if (given.value !== null)
      throw invalidField(`${path}value`, "An item that does not apply has no answer.");
    if (item.mayBeNa === false)
      throw invalidField(`${path}notApplicable`, "This item always applies. Answer it.");
    if (!given.reason) throw invalidField(`${path}reason`, "Say in a few words why it does not apply.");
    return;
  }
  const problem = given.value === null ? null : answerProblem(item, given.value);
  if (problem) throw invalidField(`${path}value`, problem);
}

function judgedBy(item: ChecklistItem, figures: Figures): JudgedBy | null {
  if (!item.measure) return null;
  const { metric: _metric, kpiKey: _kpi, ...measure } = item.measure;
  return { source: figures.source, label: figures.label, figures: measure };
}

export async function storedAnswer(tx: Tx, runId: string, itemKey: string): Promise<StoredAnswer | null> {
  const row = await tx.itemResult.findUnique({ where: { runId_itemKey: { runId, itemKey } } });
  return row as StoredAnswer | null;
}

const facts = (answer: StoredAnswer | null) =>
  answer && {
    value: answer.value,
    note: answer.note,
    notApplicable: answer.notApplicable,
    reason: answer.reason,
    verdict: answer.verdict,
  };

const same = (a: StoredAnswer, b: StoredAnswer) => JSON.stringify(facts(a)) === JSON.stringify(facts(b));

async function write(tx: Tx, run: LockedRun, after: StoredAnswer): Promise<void> {
  const { itemKey, value, judgedBy: judged, ...rest } = after;
  const data = {
    ...rest,
    value: value === null ? Prisma.DbNull : asJson(value),
    judgedBy: judged === null ? Prisma.DbNull : asJson(judged),
  };
  await tx.itemResult.upsert({
    where: { runId_itemKey: { runId: run.id, itemKey } },
    create: { runId: run.id, itemKey, ...data },
    update: data,
    select: { itemKey: true },
  });
}

async function tellReading(tx: Tx, ctx: Ctx, run: LockedRun, one: Omit<Recorded, "done">): Promise<void> {
  const { item, before, after } = one;
  if (!item.measure) return;
  const value = readingValue(after);
  if (value === (before ? readingValue(before) : null)) return;
  const { metric, kpiKey, unit } = item.measure;
  const reading = { itemKey: item.key, metric: metric ?? null, kpiKey: kpiKey ?? null, unit, value };
  await emit(tx, ctx, readingRecorded(run, { ...reading, at: after.at, byId: ctx.actor.userId }));
}

/**
 * Writes one answer of a locked run: judged by the figures in force, every change kept, the reading told to whoever
 * makes KPIs of it. The last write wins unless the caller names the version they saw.
 * @param path prefix of the fields in an error, for a list of answers
 * @throws not_found for the item · invalid at the field · stale with the item as it is
 */
export async function recordAnswer(
  tx: Tx,
  ctx: Ctx,
  run: LockedRun,
  key: string,
  given: GivenAnswer,
  amendment: string | null = null,
  path = "",
): Promise<Recorded> {
  const figures = await figuresInForce(tx, run, findItem(run, key));
  const { item } = figures;
  requireAnswer(item, given, path);
  const before = await storedAnswer(tx, run.id, key);
  if (given.version !== undefined && given.version !== (before?.version ?? 0)) {
    throw stale("item", before && (await presentItem(ctx, tx, run, item, before)));
  }
  const answer: ItemAnswer = { value: given.value, note: given.note ?? before?.note ?? "" };
  if (given.notApplicable) Object.assign(answer, { notApplicable: true, reason: given.reason });
  const verdict = judgeItem(item, answer);
  const after: StoredAnswer = {
    itemKey: key,
    value: answer.value,
    note: answer.note ?? "",
    notApplicable: answer.notApplicable ?? false,
    reason: answer.reason ?? "",
    verdict,
    judgedBy: verdict === null ? null : judgedBy(item, figures),
    byId: ctx.actor.userId,
    at: ctx.now,
    deviceAt: given.at === undefined ? null : new Date(given.at),
    version: (before?.version ?? 0) + 1,
  };
  if (before && same(before, after)) return { item, before, after: before, changed: false, done: 0 };
  await write(tx, run, after);
  await tx.itemChange.create({
    data: {
      runId: run.id,
      itemKey: key,
      before: before ? asJson(facts(before)) : Prisma.DbNull,
      after: asJson(facts(after)),
      amendment,
      byId: ctx.actor.userId,
      at: ctx.now,
    },
    select: { id: true },
  });
  const one = { item, before, after, changed: true };
  await tellReading(tx, ctx, run, one);
  return { ...one, done: (Number(isDone(after)) - Number(isDone(before))) as -1 | 0 | 1 };
}

/** What audit and history say of an answer. */
export const answerFacts = facts;
