import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { readingValue } from "../model/judging.ts";
import { answerableItems, type ChecklistDefinition, itemType } from "../model.ts";
import type { Reading } from "../schema/runs.ts";
import { answerOf } from "./items.ts";

/** How many earlier runs a reading is compared with. */
export const EARLIER_RUNS = 10;

/** Readings of up to ten earlier runs of the same template, oldest first, by item key. */
export async function readingsBefore(
  ctx: Ctx,
  run: { id: string; templateId: string; opensAt: Date },
  definition: ChecklistDefinition,
): Promise<Record<string, Reading[]>> {
  const keys = answerableItems(definition.sections)
    .filter((item) => item.measure || itemType(item) === "number" || itemType(item) === "numberVsExpected")
    .map((item) => item.key);
  if (keys.length === 0) return {};
  const earlier = await reader(ctx).checklistRun.findMany({
    where: {
      templateId: run.templateId,
      id: { not: run.id },
      opensAt: { lte: run.opensAt },
      state: { in: ["open", "completed"] },
    },
    orderBy: [{ opensAt: "desc" }, { id: "desc" }],
    take: EARLIER_RUNS,
    select: { id: true, opensAt: true },
  });
  const results = await reader(ctx).itemResult.findMany({
    where: { runId: { in: earlier.map((one) => one.id) }, itemKey: { in: keys } },
  });
  const history: Record<string, Reading[]> = {};
  for (const one of earlier.reverse()) {
    for (const row of results.filter((result) => result.runId === one.id)) {
      const value = readingValue(answerOf(row));
      if (value === null) continue;
      history[row.itemKey] ??= [];
      history[row.itemKey]?.push({
        runId: one.id,
        at: one.opensAt.toISOString(),
        value,
        verdict: row.verdict,
      });
    }
  }
  return history;
}

/** The median of the readings: what history expects (S-005). Null without any. */
export function expectedOf(readings: readonly Reading[]): number | null {
  const values = readings.map((one) => one.value).sort((a, b) => a - b);
  const middle = values[Math.floor(values.length / 2)];
  if (middle === undefined) return null;
  const below = values[values.length / 2 - 1];
  return values.length % 2 === 0 && below !== undefined ? Math.round((below + middle) / 2) : middle;
}
