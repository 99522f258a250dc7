import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { fallbackOf } from "#lib/oncall/queries/fallback.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { handoffEvent } from "../events.ts";
import { canRefuse } from "../policy.ts";
import type { HandoffDto, RefuseHandoff } from "../schema.ts";
import { getHandoffForUpdate, presentHandoff } from "./internal.ts";

/**
 * Refuses, with a reason that goes to the team's lead (else deputy, else administrators) at once. The clock goes on: the
 * outgoing person holds the pager until the grace time ends, and it can still be accepted.
 * @throws not_found, forbidden
 */
export async function refuseHandoff(ctx: Ctx, input: RefuseHandoff & { id: string }): Promise<HandoffDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience, teamIds } = await getHandoffForUpdate(tx, ctx, input.id);
    permit(canRefuse(ctx.actor, row));
    const after = await tx.handoff.update({
      where: { id: row.id },
      data: {
        state: "refused",
        refusedAt: ctx.now,
        refuseReason: input.reason,
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "handoff.refuse",
      subject: { kind: "handoff", id: row.id },
      teamId: teamIds[0] ?? null,
      before: row,
      after,
    });
    const leads = [...(await fallbackOf(within(ctx, tx), teamIds)).values()].flat();
    await notifyPeople(
      tx,
      ctx,
      leads.map((lead) => lead.userId),
      {
        kind: "handoff.refused",
        urgency: "critical",
        title: `${ctx.actor.name} refuses to take the pager`,
        body: input.reason.slice(0, 300),
        url: `/on-call/handoffs/${row.id}`,
        subject: { kind: "handoff", id: row.id },
      },
    );
    if (row.fromUserId)
      await notifyPeople(tx, ctx, [row.fromUserId], {
        kind: "handoff.refused",
        urgency: "high",
        title: `${ctx.actor.name} refuses your handoff: you still have the pager`,
        body: input.reason.slice(0, 300),
        url: `/on-call/handoffs/${row.id}`,
        subject: { kind: "handoff", id: row.id },
      });
    await emit(tx, ctx, handoffEvent("refused", after, audience));
    return presentHandoff(tx, ctx, row.id);
  });
}
