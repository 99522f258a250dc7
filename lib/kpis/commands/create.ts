import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { kpiChanged } from "../events.ts";
import { canEditKpi } from "../policy.ts";
import type { CreateKpi, KpiDto } from "../schema/definitions.ts";
import { presentAfter, targetFrom } from "./internal.ts";

/** "API response time (p95)" → "api-response-time-p95". */
function keyFrom(name: string): string {
  const key = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80)
    .replace(/-+$/, "");
  return key || "kpi";
}

const NO_TARGET = { target: null, targetMax: null, comparator: null };

/** A KPI of one's own (S-075): its values come by hand, from readings of its metric, or by API. @throws forbidden, invalid */
export async function createKpi(ctx: Ctx, input: CreateKpi): Promise<KpiDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canEditKpi(ctx.actor));
    const key = input.key ?? keyFrom(input.name);
    if (await tx.kpiDefinition.findUnique({ where: { key }, select: { key: true } })) {
      throw invalidField(input.key ? "key" : "name", `There is a KPI with the key ${key} already.`);
    }
    const { target, targetMax, comparator, metric, ...rest } = input;
    const row = await tx.kpiDefinition.create({
      data: {
        ...rest,
        key,
        metric: metric ?? null,
        source: metric ? "readings" : "manual",
        ...targetFrom({ target, targetMax, comparator }, NO_TARGET),
        editedHere: true,
        ordinal: 1000,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "kpi.create",
      subject: { kind: "kpi", id: key },
      detail: { name: row.name, unit: row.unit, aggregation: row.aggregation },
    });
    await emit(tx, ctx, kpiChanged(row));
    return presentAfter(tx, ctx, key);
  });
}
