import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { contactChanged } from "../events.ts";
import { canKeepContacts } from "../policy.ts";
import { getMyReach } from "../queries/contacts.ts";
import type { MyReachDto, SetRules } from "../schema.ts";

/** Sets how I am told, per urgency, and my quiet hours (S-260). @throws stale */
export async function setRules(ctx: Ctx, input: SetRules): Promise<MyReachDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canKeepContacts(ctx.actor));
    const userId = personId(ctx);
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    const before = await tx.notificationRule.findUnique({ where: { userId } });
    if (input.version !== undefined && (before?.version ?? 0) !== input.version)
      throw stale("set of rules", await getMyReach(within(ctx, tx)));
    const data = { rules: input.rules, quiet: input.quiet, updatedAt: ctx.now };
    const after = await tx.notificationRule.upsert({
      where: { userId },
      create: { userId, ...data },
      update: { ...data, version: { increment: 1 } },
    });
    await recordAudit(tx, ctx, {
      action: "notification.set-rules",
      subject: { kind: "user", id: userId },
      before,
      after,
    });
    await emit(tx, ctx, contactChanged(userId, userId));
    return getMyReach(within(ctx, tx));
  });
}
