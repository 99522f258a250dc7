import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { sessionsEnded } from "../events.ts";
import { canManageOwnAccount } from "../policy.ts";
import { endSessions } from "./internal.ts";

/** Ends this session, all of one's sessions, or all others (Q13: no request is accepted afterwards). */
export async function signOut(ctx: Ctx, which: "this" | "others" | "all"): Promise<{ ended: number }> {
  return inTransaction(ctx, async (tx) => {
    permit(canManageOwnAccount(ctx.actor));
    const userId = personId(ctx);
    let ended: number;
    if (which === "this") {
      const result = await tx.session.updateMany({
        where: { id: ctx.actor.sessionId ?? "", endedAt: null },
        data: { endedAt: ctx.now, endReason: "signed-out" },
      });
      ended = result.count;
    } else {
      ended = await endSessions(
        tx,
        ctx,
        userId,
        "everywhere",
        which === "others" ? ctx.actor.sessionId : null,
      );
    }
    await recordAudit(tx, ctx, {
      action: "auth.sign-out",
      subject: { kind: "user", id: userId },
      detail: { which, ended },
    });
    await emit(tx, ctx, sessionsEnded(userId, which));
    return { ended };
  });
}
