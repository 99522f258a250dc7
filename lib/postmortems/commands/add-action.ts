import { addAction } from "#lib/actions/commands/create.ts";
import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { postmortemEvent } from "../events.ts";
import { canWritePostmortem } from "../policy.ts";
import type { AddPostmortemAction, PostmortemDto } from "../schema.ts";
import { changePostmortem, getPostmortemForUpdate, presentAfter } from "./internal.ts";

/**
 * A follow-up of the report (S-067); also once it is published, since work is still found then. Of a private incident
 * the label names the number alone.
 * @throws not_found, forbidden, invalid
 */
export async function addPostmortemAction(
  ctx: Ctx,
  input: AddPostmortemAction & { id: string },
): Promise<PostmortemDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, facts, audience, onlyFor } = await getPostmortemForUpdate(tx, ctx, input.id);
    permit(canWritePostmortem(ctx.actor, facts));
    const label = onlyFor ? "Private postmortem" : `Postmortem: ${row.title}`;
    const action = await addAction(tx, ctx, {
      title: input.title,
      detail: input.detail,
      teamId: row.teamId,
      serviceId: row.serviceId,
      ownerId: input.ownerId ?? null,
      dueOn: input.dueOn ?? null,
      priority: input.priority,
      source: { kind: "postmortem", id: row.id, label },
      ...(onlyFor ? { onlyFor } : {}),
    });
    const after = await changePostmortem(tx, ctx, row.id);
    await recordAudit(tx, ctx, {
      action: "postmortem.add-action",
      subject: { kind: "postmortem", id: row.id },
      teamId: row.teamId,
      detail: { actionId: action.id, title: action.title },
    });
    await emit(tx, ctx, postmortemEvent("changed", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
