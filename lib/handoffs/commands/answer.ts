import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { handoffEvent } from "../events.ts";
import { canAnswer } from "../policy.ts";
import type { AnswerItem, HandoffDto } from "../schema.ts";
import { getHandoffForUpdate, presentHandoff } from "./internal.ts";

/** Answers a question the incoming person asked, also after the acceptance. @throws not_found, forbidden, invalid, conflict */
export async function answerItem(ctx: Ctx, input: AnswerItem & { id: string }): Promise<HandoffDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience, teamIds } = await getHandoffForUpdate(tx, ctx, input.id);
    permit(canAnswer(ctx.actor, row));
    const item = row.items.find((one) => one.id === input.item);
    if (!item) throw invalidField("item", "This handoff has no such item.");
    if (!item.queriedAt)
      throw conflict("Nobody has asked about this.", await presentHandoff(tx, ctx, row.id));
    await tx.handoffItem.update({
      where: { id: item.id },
      data: { answer: input.text, answeredAt: ctx.now },
    });
    const after = await tx.handoff.update({
      where: { id: row.id },
      data: { version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "handoff.answer",
      subject: { kind: "handoff", id: row.id },
      teamId: teamIds[0] ?? null,
      detail: { item: item.id, text: input.text },
    });
    await notifyPeople(tx, ctx, [row.toUserId], {
      kind: "handoff.answer",
      urgency: "normal",
      title: `${ctx.actor.name} answered about the handoff`,
      body: input.text.slice(0, 300),
      url: `/on-call/handoffs/${row.id}`,
      subject: { kind: "handoff", id: row.id },
    });
    await emit(tx, ctx, handoffEvent("answered", after, audience));
    return presentHandoff(tx, ctx, row.id);
  });
}
