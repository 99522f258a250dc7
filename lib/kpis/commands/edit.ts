import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { kpiChanged } from "../events.ts";
import { canEditKpi } from "../policy.ts";
import type { EditKpi, KpiDto } from "../schema/definitions.ts";
import { getKpiForUpdate, presentAfter, targetFrom } from "./internal.ts";

/** Of a computed KPI only target and window can be changed: what it means is the same everywhere. */
const FIXED = ["name", "direction", "formula", "sourceText", "archived"] as const;

/** Target, window and words of a KPI. @throws not_found, forbidden, stale, invalid, conflict */
export async function editKpi(ctx: Ctx, input: EditKpi & { key: string }): Promise<KpiDto> {
  return inTransaction(ctx, async (tx) => {
    const row = await getKpiForUpdate(tx, ctx, input.key, input.version);
    permit(canEditKpi(ctx.actor));
    if (row.source === "computed" && FIXED.some((field) => input[field] !== undefined)) {
      throw conflict(
        "Of a computed KPI only the target and the window can be changed.",
        await presentAfter(tx, ctx, row.key),
      );
    }
    const archivedAt = input.archived ? (row.archivedAt ?? ctx.now) : null;
    const after = await tx.kpiDefinition.update({
      where: { key: row.key },
      data: {
        ...targetFrom(input, row),
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.direction === undefined ? {} : { direction: input.direction }),
        ...(input.windowDays === undefined ? {} : { windowDays: input.windowDays }),
        ...(input.sourceText === undefined ? {} : { sourceText: input.sourceText }),
        ...(input.formula === undefined ? {} : { formula: input.formula }),
        ...(input.archived === undefined ? {} : { archivedAt }),
        editedHere: true,
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "kpi.edit",
      subject: { kind: "kpi", id: row.key },
      before: row,
      after,
    });
    await emit(tx, ctx, kpiChanged(after));
    return presentAfter(tx, ctx, row.key);
  });
}
