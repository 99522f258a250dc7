import { recordAudit } from "#lib/audit/commands/record.ts";
import type { CarriedWorkSource } from "#lib/people/model.ts";
import { emit } from "#lib/platform/events.ts";
import { actionEvent } from "../events.ts";

/** The open actions of somebody who leaves: listed, and given to another or to nobody. */
export const carriedActions: CarriedWorkSource = {
  kinds: ["action"],
  async list(_ctx, tx, userId) {
    const rows = await tx.actionItem.findMany({
      where: { ownerId: userId, state: "open" },
      orderBy: [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "asc" }],
      take: 500,
      select: { id: true, title: true, teamId: true },
    });
    return rows.map((row) => ({
      kind: "action",
      id: row.id,
      label: row.title,
      url: `/actions?action=${row.id}`,
      teamId: row.teamId,
    }));
  },
  async handOver(ctx, tx, userId, items, toUserId) {
    for (const item of items) {
      const row = await tx.actionItem.findFirst({ where: { id: item.id, ownerId: userId, state: "open" } });
      if (!row) continue;
      const after = await tx.actionItem.update({
        where: { id: row.id },
        data: { ownerId: toUserId, version: { increment: 1 }, updatedAt: ctx.now },
      });
      await recordAudit(tx, ctx, {
        action: "action.hand-over",
        subject: { kind: "action-item", id: row.id },
        teamId: row.teamId,
        before: row,
        after,
      });
      const users = toUserId ? [toUserId] : [];
      await emit(tx, ctx, actionEvent("changed", after, { teams: [row.teamId], users }));
    }
  },
};
