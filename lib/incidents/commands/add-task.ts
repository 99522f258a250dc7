import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { incidentEvent } from "../events.ts";
import { canWork } from "../policy.ts";
import { readTask } from "../queries/tasks.ts";
import type { AddTask, TaskDto } from "../schema/tasks.ts";
import { audienceOf, getIncidentForUpdate } from "./internal.ts";
import { giveTask, requireOwner } from "./own-task.ts";

/** So many on one incident: more is a plan, not a response. */
const MOST = 200;
/** Behind the steps of every procedure. */
const BY_HAND = 1000;

/** Adds something to do, perhaps for somebody. */
export async function addTask(ctx: Ctx, input: AddTask & { id: string }): Promise<TaskDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    await requireOwner(tx, input.ownerId);
    const count = await tx.incidentTask.count({ where: { incidentId: incident.id } });
    if (count >= MOST) throw conflict(`An incident has at most ${MOST} tasks.`);
    const id = uuidv7();
    const ownerId = input.ownerId ?? null;
    await tx.incidentTask.create({
      data: {
        id,
        incidentId: incident.id,
        text: input.text,
        ordinal: BY_HAND,
        ownerId,
        byId: ctx.actor.userId,
        at: ctx.now,
      },
      select: { id: true },
    });
    if (ownerId) await giveTask(tx, ctx, incident, { id, text: input.text, ownerId, version: 1 });
    await recordAudit(tx, ctx, {
      action: "incident.add-task",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { taskId: id, ownerId },
    });
    const audience = await audienceOf(tx, incident);
    await emit(tx, ctx, incidentEvent("task-changed", { ...incident, audience }));
    return readTask(within(ctx, tx), id);
  });
}
