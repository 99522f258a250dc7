import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { endOfLocalDay } from "#lib/platform/time.ts";
import { runOpened } from "../events.ts";
import { cadenceOf, dueTimes } from "../model/run.ts";
import { canStartRun } from "../policy.ts";
import { readRun } from "../queries/run.ts";
import type { RunDto } from "../schema/runs.ts";
import { countItems, getTemplateForUpdate } from "./internal.ts";

/**
 * Starts a run now, whatever the rule says; it is the starter's own. A trigger (a deployment, a closed incident) names
 * itself and leaves the run with whom the template gives it to.
 * @throws not_found · forbidden · conflict for a checklist without items
 */
export async function startRun(
  ctx: Ctx,
  input: { templateId: string; trigger?: string | undefined },
): Promise<RunDto> {
  return inTransaction(ctx, async (tx) => {
    const template = await getTemplateForUpdate(tx, ctx, input.templateId);
    const { definition, teamId, serviceId } = template;
    const assignee = { assignKind: definition.assign.kind, assignId: definition.assign.id ?? null };
    if (ctx.actor.kind !== "system") permit(canStartRun(ctx.actor, { ...template, ...assignee }));
    const itemsTotal = countItems(definition);
    if (itemsTotal === 0) throw conflict("This checklist has no items yet. Add some first.");
    const due = dueTimes({
      opensAt: ctx.now,
      cadence: cadenceOf(template.rrule),
      endOfDay: endOfLocalDay(ctx.now, template.zone),
      dueAfterMinutes: definition.dueAfterMinutes,
      graceMinutes: definition.graceMinutes,
    });
    const id = uuidv7();
    const owner = input.trigger === undefined ? ctx.actor.userId : null;
    await tx.checklistRun.create({
      data: {
        id,
        templateId: template.id,
        versionId: template.versionId,
        teamId,
        serviceId,
        startedBy: input.trigger === undefined ? "person" : "trigger",
        opensAt: ctx.now,
        ...due,
        ...assignee,
        ownerId: owner,
        ownedAt: owner === null ? null : ctx.now,
        itemsTotal,
        isDemo: template.isDemo,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.start-run",
      subject: { kind: "checklist-run", id },
      teamId,
      detail: { title: template.title, ...(input.trigger === undefined ? {} : { trigger: input.trigger }) },
    });
    const others = [owner, assignee.assignKind === "person" ? assignee.assignId : null];
    await emit(
      tx,
      ctx,
      runOpened(
        { id, version: 1, templateId: template.id, serviceId },
        { teamId, visibility: template.visibility, others },
      ),
    );
    return readRun(within(ctx, tx), id);
  });
}
