import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { postmortemEvent } from "../events.ts";
import { canWritePostmortem } from "../policy.ts";
import type { PostmortemDto } from "../schema.ts";
import { changePostmortem, getPostmortemForUpdate, needMove, presentAfter } from "./internal.ts";

/** From draft to review. @throws not_found, forbidden, stale, conflict when it is no draft */
export async function submitPostmortem(
  ctx: Ctx,
  input: { id: string; version?: number | undefined },
): Promise<PostmortemDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, facts, audience } = await getPostmortemForUpdate(tx, ctx, input.id, input.version);
    permit(canWritePostmortem(ctx.actor, facts));
    await needMove(tx, ctx, row, "in-review");
    const after = await changePostmortem(tx, ctx, row.id, { state: "in-review", submittedAt: ctx.now });
    await recordAudit(tx, ctx, {
      action: "postmortem.submit",
      subject: { kind: "postmortem", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, postmortemEvent("submitted", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
