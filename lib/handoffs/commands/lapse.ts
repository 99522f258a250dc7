import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { fallbackOf } from "#lib/oncall/queries/fallback.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { handoffEvent } from "../events.ts";
import { PENDING, silent } from "../model.ts";
import { canFollow } from "../policy.ts";
import { getHandoffForUpdate } from "./internal.ts";

/**
 * Writes down that the grace time ended without an acceptance, once, and rings who has the pager now, and the lead. The
 * pager has moved by itself: that needs nobody.
 * @returns whether it was so
 */
export async function lapseHandoff(ctx: Ctx, id: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    permit(canFollow(ctx.actor));
    const { row, audience, teamIds } = await getHandoffForUpdate(tx, ctx, id);
    const waits = (PENDING as readonly string[]).includes(row.state);
    // Where nobody hands over the pager was there at once: it waits for a confirmation, not for an acceptance.
    if (!waits || row.fromUserId === null || row.lapsedAt || row.graceEndsAt > ctx.now) return false;
    const after = await tx.handoff.update({
      where: { id: row.id },
      data: { lapsedAt: row.graceEndsAt, version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "handoff.lapse",
      subject: { kind: "handoff", id: row.id },
      teamId: teamIds[0] ?? null,
      before: row,
      after,
      detail: { silent: silent(row) },
    });
    const told = { url: `/on-call/handoffs/${row.id}`, subject: { kind: "handoff", id: row.id } };
    await notifyPeople(tx, ctx, [row.toUserId], {
      ...told,
      kind: "handoff.lapsed",
      urgency: "critical",
      title: "You have the pager: the handoff was not accepted in time",
      body: "Pages ring you now. Accept the handoff, so that your lead is no longer rung too.",
      dedupKey: `handoff-lapsed:${row.id}`,
    });
    const leads = [...(await fallbackOf(within(ctx, tx), teamIds)).values()].flat();
    const others = [...leads.map((lead) => lead.userId), row.fromUserId];
    await notifyPeople(
      tx,
      ctx,
      others.filter((userId) => userId !== row.toUserId),
      {
        ...told,
        kind: "handoff.lapsed",
        urgency: "high",
        title: "A handoff was not accepted in time",
        body: silent(row) === "both" ? "Neither of the two has signed." : "The incoming person was silent.",
        dedupKey: `handoff-lapsed:${row.id}`,
      },
    );
    await emit(tx, ctx, handoffEvent("lapsed", after, audience));
    return true;
  });
}
