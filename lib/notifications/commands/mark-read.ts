import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { inboxChanged } from "../events.ts";
import { canReadInbox } from "../policy.ts";

/** Marks one's own messages read: the named ones, or all. Others' ids change nothing. */
export async function markRead(
  ctx: Ctx,
  input: { ids?: string[] | undefined; all?: boolean | undefined },
): Promise<{ read: number }> {
  return inTransaction(ctx, async (tx) => {
    permit(canReadInbox(ctx.actor));
    const userId = personId(ctx);
    const which = input.all ? {} : { id: { in: input.ids ?? [] } };
    const done = await tx.notification.updateMany({
      where: { userId, readAt: null, ...which },
      data: { readAt: ctx.now },
    });
    if (done.count > 0) {
      await recordAudit(tx, ctx, {
        action: "notification.read",
        subject: { kind: "user", id: userId },
        detail: { count: done.count },
      });
      await emit(tx, ctx, inboxChanged([userId]));
    }
    return { read: done.count };
  });
}
