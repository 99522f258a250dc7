import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { handoffEvent } from "../events.ts";
import { missingSteps, ticksOf } from "../model.ts";
import { canPrepare } from "../policy.ts";
import type { HandoffDto } from "../schema.ts";
import { getHandoffForUpdate, presentHandoff, refreshItems } from "./internal.ts";

/**
 * The outgoing signature: all five steps are done (S-058), and the list is what it is at this moment. Twice is once.
 * @throws not_found, forbidden, conflict with what is missing
 */
export async function submitHandoff(ctx: Ctx, input: { id: string }): Promise<HandoffDto> {
  return inTransaction(ctx, async (tx) => {
    const locked = await getHandoffForUpdate(tx, ctx, input.id);
    const { row, audience, teamIds } = locked;
    permit(canPrepare(ctx.actor, row));
    if (row.submittedAt) return presentHandoff(tx, ctx, row.id);
    const missing = missingSteps(ticksOf(row.steps));
    if (missing.length > 0)
      throw conflict(`Still to do: ${missing.join("; ")}.`, await presentHandoff(tx, ctx, row.id));
    await refreshItems(tx, ctx, locked);
    const after = await tx.handoff.update({
      where: { id: row.id },
      data: {
        submittedAt: ctx.now,
        state: row.state === "draft" ? "submitted" : row.state,
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "handoff.submit",
      subject: { kind: "handoff", id: row.id },
      teamId: teamIds[0] ?? null,
      before: row,
      after,
    });
    await notifyPeople(tx, ctx, [row.toUserId], {
      kind: "handoff.submitted",
      urgency: "high",
      title: `${ctx.actor.name} hands over to you: review and accept`,
      body: row.briefing.slice(0, 300),
      url: `/on-call/handoffs/${row.id}`,
      subject: { kind: "handoff", id: row.id },
      dedupKey: `handoff-submitted:${row.id}`,
    });
    await emit(tx, ctx, handoffEvent("submitted", after, audience));
    return presentHandoff(tx, ctx, row.id);
  });
}
