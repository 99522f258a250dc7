import { recordAudit } from "#lib/audit/commands/record.ts";
import type { CarriedWorkSource } from "#lib/people/model.ts";
import { within } from "#lib/platform/context.ts";
import { emit } from "#lib/platform/events.ts";
import { postmortemEvent } from "../events.ts";
import { surroundings } from "../queries.ts";

/** The unpublished postmortems of somebody who leaves: listed, and given to another or to nobody. */
export const carriedPostmortems: CarriedWorkSource = {
  kinds: ["postmortem"],
  async list(_ctx, tx, userId) {
    const rows = await tx.postmortem.findMany({
      where: { ownerId: userId, state: { not: "published" } },
      orderBy: { createdAt: "desc" },
      take: 200,
      select: { id: true, title: true, teamId: true, isPrivate: true },
    });
    return rows.map((row) => ({
      kind: "postmortem",
      id: row.id,
      label: row.isPrivate ? "A private postmortem" : row.title,
      url: `/postmortems/${row.id}`,
      teamId: row.teamId,
    }));
  },
  async handOver(ctx, tx, userId, items, toUserId) {
    for (const item of items) {
      const row = await tx.postmortem.findFirst({ where: { id: item.id, ownerId: userId } });
      if (!row) continue;
      const after = await tx.postmortem.update({
        where: { id: row.id },
        data: { ownerId: toUserId, version: { increment: 1 }, updatedAt: ctx.now },
      });
      await recordAudit(tx, ctx, {
        action: "postmortem.hand-over",
        subject: { kind: "postmortem", id: row.id },
        teamId: row.teamId,
        before: row,
        after,
      });
      const { audience } = await surroundings(within(ctx, tx), row, undefined);
      await emit(tx, ctx, postmortemEvent("changed", after, audience));
    }
  },
};
