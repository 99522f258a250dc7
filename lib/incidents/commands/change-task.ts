import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { notFound, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { canWork } from "../policy.ts";
import { readTask } from "../queries/tasks.ts";
import type { ChangeTask, TaskDto } from "../schema/tasks.ts";
import { addEntry, audienceOf, getIncidentForUpdate } from "./internal.ts";
import { giveTask, requireOwner } from "./own-task.ts";

/** Says that a task is done or takes that back, gives it to somebody, or words it anew. @throws not_found, stale */
export async function changeTask(
  ctx: Ctx,
  input: ChangeTask & { id: string; taskId: string },
): Promise<TaskDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    const before = await tx.incidentTask.findFirst({
      where: { id: input.taskId, incidentId: incident.id },
    });
    if (!before) throw notFound("task");
    if (before.version !== input.version) throw stale("task", await readTask(within(ctx, tx), before.id));
    await requireOwner(tx, input.ownerId);
    const turns = input.done !== undefined && input.done !== (before.doneAt !== null);
    const after = await tx.incidentTask.update({
      where: { id: before.id },
      data: {
        ...(input.text === undefined ? {} : { text: input.text }),
        ...(input.ownerId === undefined ? {} : { ownerId: input.ownerId }),
        ...(turns
          ? { doneAt: input.done ? ctx.now : null, doneById: input.done ? ctx.actor.userId : null }
          : {}),
        version: { increment: 1 },
      },
    });
    if (turns)
      await addEntry(tx, ctx, incident.id, { kind: "task", text: after.text, data: { done: input.done } });
    const { ownerId, text, version } = after;
    if (ownerId && ownerId !== before.ownerId)
      await giveTask(tx, ctx, incident, { id: after.id, text, ownerId, version });
    await recordAudit(tx, ctx, {
      action: "incident.change-task",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      before,
      after,
    });
    const audience = await audienceOf(tx, incident);
    await emit(tx, ctx, incidentEvent("task-changed", { ...incident, audience }));
    return readTask(within(ctx, tx), after.id);
  });
}
