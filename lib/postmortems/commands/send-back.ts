import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { postmortemEvent } from "../events.ts";
import { canSendBack } from "../policy.ts";
import type { PostmortemDto } from "../schema.ts";
import { changePostmortem, getPostmortemForUpdate, needMove, presentAfter } from "./internal.ts";

/** Back to draft, with a reason, which its owner reads in the inbox. @throws not_found, forbidden, stale, conflict */
export async function sendBackPostmortem(
  ctx: Ctx,
  input: { id: string; reason: string; version?: number | undefined },
): Promise<PostmortemDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, facts, audience, onlyFor } = await getPostmortemForUpdate(tx, ctx, input.id, input.version);
    permit(canSendBack(ctx.actor, facts));
    await needMove(tx, ctx, row, "draft");
    const after = await changePostmortem(tx, ctx, row.id, { state: "draft" });
    await recordAudit(tx, ctx, {
      action: "postmortem.send-back",
      subject: { kind: "postmortem", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
      detail: { reason: input.reason },
    });
    if (row.ownerId && row.ownerId !== ctx.actor.userId) {
      await notifyPeople(tx, ctx, [row.ownerId], {
        kind: "postmortem.returned",
        urgency: "normal",
        title: onlyFor ? "A postmortem is a draft again" : `Back to draft: ${row.title}`,
        body: onlyFor ? "" : input.reason,
        url: `/postmortems/${row.id}`,
        subject: { kind: "postmortem", id: row.id },
      });
    }
    await emit(tx, ctx, postmortemEvent("returned", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
