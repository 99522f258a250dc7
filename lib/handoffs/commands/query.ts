import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { handoffEvent } from "../events.ts";
import { canQuery } from "../policy.ts";
import type { HandoffRow } from "../queries.ts";
import type { HandoffDto, QueryItem } from "../schema.ts";
import { getHandoffForUpdate, presentHandoff } from "./internal.ts";

/** Writes questions to items; asked anew, the old answer no longer stands. @throws invalid */
export async function askItems(
  tx: Tx,
  ctx: Ctx,
  row: HandoffRow,
  queries: readonly QueryItem[],
): Promise<void> {
  const known = new Set(row.items.map((item) => item.id));
  for (const [index, one] of queries.entries()) {
    if (!known.has(one.item)) throw invalidField(`queries.${index}.item`, "This handoff has no such item.");
    await tx.handoffItem.update({
      where: { id: one.item },
      data: { query: one.text, queriedAt: ctx.now, answer: "", answeredAt: null },
    });
  }
}

/** A question to one item. It does not stop the clock: the pager moves as it would. @throws not_found, forbidden, invalid */
export async function queryItem(ctx: Ctx, input: QueryItem & { id: string }): Promise<HandoffDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience, teamIds } = await getHandoffForUpdate(tx, ctx, input.id);
    permit(canQuery(ctx.actor, row));
    await askItems(tx, ctx, row, [{ item: input.item, text: input.text }]);
    const after = await tx.handoff.update({
      where: { id: row.id },
      data: { version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "handoff.query",
      subject: { kind: "handoff", id: row.id },
      teamId: teamIds[0] ?? null,
      detail: { item: input.item, text: input.text },
    });
    if (row.fromUserId)
      await notifyPeople(tx, ctx, [row.fromUserId], {
        kind: "handoff.query",
        urgency: "high",
        title: `${ctx.actor.name} asks about your handoff`,
        body: input.text.slice(0, 300),
        url: `/on-call/handoffs/${row.id}`,
        subject: { kind: "handoff", id: row.id },
      });
    await emit(tx, ctx, handoffEvent("queried", after, audience));
    return presentHandoff(tx, ctx, row.id);
  });
}
