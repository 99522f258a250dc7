import { recordAudit } from "#lib/audit/commands/record.ts";
import type { CarriedWorkSource } from "#lib/people/model.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import type { Prisma } from "#prisma";
import { incidentEvent } from "../events.ts";
import { ACTIVE_STATUSES } from "../model.ts";
import { audienceOf, getIncidentForUpdate } from "./internal.ts";
import { giveTask, requireOwner } from "./own-task.ts";

const carriedBy = (userId: string): Prisma.IncidentTaskWhereInput => ({
  ownerId: userId,
  doneAt: null,
  incident: { status: { in: [...ACTIVE_STATUSES, "resolved"] } },
});

/** Gives one task on, if its owner still has it to do. */
async function passTask(
  tx: Tx,
  ctx: Ctx,
  userId: string,
  taskId: string,
  toUserId: string | null,
): Promise<void> {
  const found = await tx.incidentTask.findFirst({ where: { AND: [{ id: taskId }, carriedBy(userId)] } });
  if (!found) return;
  const incident = await getIncidentForUpdate(tx, ctx, found.incidentId);
  const done = await tx.incidentTask.updateManyAndReturn({
    where: { id: taskId, version: found.version },
    data: { ownerId: toUserId, version: { increment: 1 } },
  });
  const [after] = done;
  if (!after) return passTask(tx, ctx, userId, taskId, toUserId);
  if (toUserId) await giveTask(tx, ctx, incident, { ...after, ownerId: toUserId });
  await recordAudit(tx, ctx, {
    action: "incident.hand-over-task",
    subject: { kind: "incident", id: incident.id },
    teamId: incident.teamId,
    before: found,
    after,
  });
  const audience = await audienceOf(tx, incident);
  await emit(tx, ctx, incidentEvent("task-changed", { ...incident, audience }));
}

/** What somebody who leaves still has to do on open incidents: it goes to another, or is for whoever takes it. */
export const carriedTasks: CarriedWorkSource = {
  kinds: ["incident-task"],
  async list(_ctx, tx, userId) {
    const rows = await tx.incidentTask.findMany({
      where: carriedBy(userId),
      orderBy: [{ incident: { severity: "asc" } }, { at: "asc" }, { id: "asc" }],
      take: 500,
      select: {
        id: true,
        text: true,
        incident: { select: { id: true, number: true, isPrivate: true, teamId: true } },
      },
    });
    return rows.map(({ id, text, incident }) => ({
      kind: "incident-task",
      id,
      label: `A task on INC-${incident.number}${incident.isPrivate ? "" : `: ${text}`}`,
      url: `/incidents/${incident.id}`,
      teamId: incident.teamId,
    }));
  },
  async handOver(ctx, tx, userId, items, toUserId) {
    await requireOwner(tx, toUserId, "replacements");
    for (const item of items) await passTask(tx, ctx, userId, item.id, toUserId);
  },
};
