import { recordAudit } from "#lib/audit/commands/record.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { postmortemEvent } from "../events.ts";
import type { EditPostmortem, PostmortemDto } from "../schema.ts";
import { changePostmortem, getForWriting, presentAfter } from "./internal.ts";

/** Title, owner, due time, and the reasons for no cause or no action. @throws not_found, forbidden, stale, conflict */
export async function editPostmortem(
  ctx: Ctx,
  input: EditPostmortem & { id: string },
): Promise<PostmortemDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getForWriting(tx, ctx, input.id, input.version);
    if (input.ownerId) {
      const owner = await tx.user.findFirst({ where: { id: input.ownerId, deactivatedAt: null } });
      if (!owner) throw invalidField("ownerId", "Choose somebody who is active here.");
    }
    const after = await changePostmortem(tx, ctx, row.id, {
      ...(input.title === undefined ? {} : { title: input.title }),
      ...(input.ownerId === undefined ? {} : { ownerId: input.ownerId }),
      ...(input.dueAt === undefined ? {} : { dueAt: input.dueAt === null ? null : new Date(input.dueAt) }),
      ...(input.noCauseReason === undefined ? {} : { noCauseReason: input.noCauseReason || null }),
      ...(input.noActionReason === undefined ? {} : { noActionReason: input.noActionReason || null }),
    });
    await recordAudit(tx, ctx, {
      action: "postmortem.edit",
      subject: { kind: "postmortem", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, postmortemEvent("changed", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
