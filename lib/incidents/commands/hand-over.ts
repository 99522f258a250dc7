import { recordAudit } from "#lib/audit/commands/record.ts";
import type { CarriedWorkSource } from "#lib/people/model.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import type { Prisma } from "#prisma";
import { incidentEvent } from "../events.ts";
import { ACTIVE_STATUSES } from "../model.ts";
import { addEntry, audienceOf, giveRole } from "./internal.ts";

const carriedBy = (userId: string): Prisma.IncidentWhereInput => ({
  status: { in: [...ACTIVE_STATUSES, "resolved"] },
  OR: [{ assigneeId: userId }, { commanderId: userId }, { roles: { some: { userId, until: null } } }],
});

/** Ends every role this person holds on an incident; a successor takes them on. */
async function passRoles(
  tx: Tx,
  ctx: Ctx,
  incidentId: string,
  userId: string,
  toUserId: string | null,
): Promise<void> {
  const held = await tx.incidentRole.findMany({ where: { incidentId, userId, until: null } });
  await tx.incidentRole.updateMany({ where: { incidentId, userId, until: null }, data: { until: ctx.now } });
  for (const { role } of held) {
    if (toUserId) await giveRole(tx, ctx, incidentId, role, toUserId);
    await addEntry(tx, ctx, incidentId, { kind: "role", data: { role, userId: toUserId } });
  }
}

/** The open incidents of somebody who leaves: their roles go to another, or are open for whoever takes them. */
export const carriedIncidents: CarriedWorkSource = {
  kinds: ["incident"],
  async list(_ctx, tx, userId) {
    const rows = await tx.incident.findMany({
      where: carriedBy(userId),
      orderBy: [{ severity: "asc" }, { openedAt: "asc" }],
      take: 500,
      select: { id: true, number: true, title: true, isPrivate: true, teamId: true },
    });
    return rows.map((row) => ({
      kind: "incident",
      id: row.id,
      label: row.isPrivate ? `INC-${row.number}` : `INC-${row.number} ${row.title}`,
      url: `/incidents/${row.id}`,
      teamId: row.teamId,
    }));
  },
  async handOver(ctx, tx, userId, items, toUserId) {
    for (const item of items) {
      const row = await tx.incident.findFirst({ where: { AND: [{ id: item.id }, carriedBy(userId)] } });
      if (!row) continue;
      await passRoles(tx, ctx, row.id, userId, toUserId);
      const after = await tx.incident.update({
        where: { id: row.id },
        data: {
          ...(row.assigneeId === userId ? { assigneeId: toUserId } : {}),
          ...(row.commanderId === userId ? { commanderId: toUserId } : {}),
          version: { increment: 1 },
          updatedAt: ctx.now,
        },
      });
      const subject = { kind: "incident", id: row.id };
      await recordAudit(tx, ctx, {
        action: "incident.hand-over",
        subject,
        teamId: row.teamId,
        before: row,
        after,
      });
      await emit(tx, ctx, incidentEvent("role-changed", { ...after, audience: await audienceOf(tx, after) }));
    }
  },
};
