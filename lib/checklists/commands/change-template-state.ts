import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { templateStateChanged } from "../events.ts";
import { layOutTemplate } from "../jobs/lay-out.ts";
import { canEditTemplate } from "../policy.ts";
import { readTemplate } from "../queries/templates.ts";
import type { TemplateDto } from "../schema/templates.ts";
import { getTemplateForUpdate } from "./internal.ts";

/**
 * Pauses, archives or brings back a template. What came round until now is laid out first; the time in which it was
 * paused or archived has no occurrences. Open runs stay and can be finished. Asking for the state it has is no error.
 */
export async function changeTemplateState(
  ctx: Ctx,
  id: string,
  state: "active" | "paused" | "archived",
): Promise<TemplateDto> {
  return inTransaction(ctx, async (tx) => {
    const before = await getTemplateForUpdate(tx, ctx, id);
    permit(canEditTemplate(ctx.actor, before));
    if (before.state === state) return readTemplate(within(ctx, tx), id);
    await layOutTemplate(tx, ctx, before);
    await tx.checklistTemplate.update({
      where: { id },
      data: { state, laidOutUntil: ctx.now, version: { increment: 1 }, updatedAt: ctx.now },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: `checklist.${state === "active" ? "resume" : state === "paused" ? "pause" : "archive"}-template`,
      subject: { kind: "checklist-template", id },
      teamId: before.teamId,
      before: { state: before.state },
      after: { state },
    });
    await emit(tx, ctx, templateStateChanged({ id, version: before.version + 1 }, before));
    return readTemplate(within(ctx, tx), id);
  });
}
