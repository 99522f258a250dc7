import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { templateEdited } from "../events.ts";
import { layOutTemplate } from "../jobs/lay-out.ts";
import type { ChecklistDefinition } from "../model.ts";
import { canEditTemplate } from "../policy.ts";
import { readTemplate } from "../queries/templates.ts";
import type { EditTemplate, TemplateDto } from "../schema/templates.ts";
import {
  asJson,
  composeDefinition,
  getTemplateForUpdate,
  type LockedTemplate,
  requireAssignable,
  requireService,
} from "./internal.ts";

async function addVersion(
  tx: Tx,
  ctx: Ctx,
  before: LockedTemplate,
  input: EditTemplate,
  definition: ChecklistDefinition,
): Promise<number> {
  const number = before.currentVersion + 1;
  const rrule = input.rrule === undefined ? before.rrule : input.rrule;
  const time = input.time === undefined ? before.time : input.time;
  await tx.checklistVersion.create({
    data: {
      templateId: before.id,
      number,
      title: input.title ?? before.title,
      definition: asJson(definition),
      rrule,
      time: rrule === null ? null : (time ?? "09:00"),
      zone: input.zone ?? before.zone,
      trigger: input.trigger === undefined ? before.trigger : input.trigger,
      note: input.note ?? before.note,
      createdById: ctx.actor.userId,
      createdAt: ctx.now,
    },
    select: { id: true },
  });
  return number;
}

/**
 * Changes a template by adding a version: runs that are open keep theirs, the next occurrence has the new one. What
 * came round before this moment is laid out by the old rule first.
 * @throws stale with the current template · conflict when archived · invalid with a sentence a field
 */
export async function editTemplate(ctx: Ctx, id: string, input: EditTemplate): Promise<TemplateDto> {
  return inTransaction(ctx, async (tx) => {
    const inside = within(ctx, tx);
    const before = await getTemplateForUpdate(tx, ctx, id);
    if (ctx.actor.kind !== "system") permit(canEditTemplate(ctx.actor, before));
    if (before.version !== input.version) throw stale("checklist", await readTemplate(inside, id));
    if (before.state === "archived") throw conflict("This checklist is archived. Bring it back first.");
    if (input.serviceId) await requireService(tx, ctx, input.serviceId);
    const definition = composeDefinition(input, before.definition);
    if (input.assign !== undefined) await requireAssignable(tx, ctx, definition);
    await layOutTemplate(tx, ctx, before);
    const number = await addVersion(tx, ctx, before, input, definition);
    const after = {
      title: input.title ?? before.title,
      serviceId: input.serviceId === undefined ? before.serviceId : input.serviceId,
      currentVersion: number,
    };
    await tx.checklistTemplate.update({
      where: { id },
      data: {
        ...after,
        laidOutUntil: ctx.now,
        editedHere: true,
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.edit-template",
      subject: { kind: "checklist-template", id },
      teamId: before.teamId,
      before: { title: before.title, serviceId: before.serviceId, currentVersion: before.currentVersion },
      after,
    });
    await emit(tx, ctx, templateEdited({ id, version: before.version + 1 }, before));
    return readTemplate(inside, id);
  });
}
