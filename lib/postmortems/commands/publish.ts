import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { postmortemEvent } from "../events.ts";
import { canPublishPostmortem } from "../policy.ts";
import type { PostmortemDto } from "../schema.ts";
import { changePostmortem, getPostmortemForUpdate, needMove, presentAfter } from "./internal.ts";

/**
 * From review to published: needs a cause and an action, or a stated reason for none. The first publication is what
 * counts for "on time".
 * @throws not_found, forbidden, stale, conflict
 */
export async function publishPostmortem(
  ctx: Ctx,
  input: { id: string; version?: number | undefined },
): Promise<PostmortemDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, facts, audience } = await getPostmortemForUpdate(tx, ctx, input.id, input.version);
    permit(canPublishPostmortem(ctx.actor, facts));
    await needMove(tx, ctx, row, "published");
    const current = await presentAfter(tx, ctx, row.id);
    if (current.missing.length > 0) throw conflict(current.missing.join(" "), current);
    const after = await changePostmortem(tx, ctx, row.id, {
      state: "published",
      publishedAt: row.publishedAt ?? ctx.now,
      publishedById: ctx.actor.userId,
    });
    await recordAudit(tx, ctx, {
      action: "postmortem.publish",
      subject: { kind: "postmortem", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, postmortemEvent("published", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
