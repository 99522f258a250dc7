import { recordAudit } from "#lib/audit/commands/record.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { postmortemEvent } from "../events.ts";
import type { PostmortemDto } from "../schema.ts";
import { changePostmortem, getForWriting, presentAfter } from "./internal.ts";

/** One more cause: there are several, not one. @throws not_found, forbidden, conflict once it is published */
export async function addCause(
  ctx: Ctx,
  input: { id: string; text: string; kind: string },
): Promise<PostmortemDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getForWriting(tx, ctx, input.id);
    const ordinal = await tx.postmortemCause.count({ where: { postmortemId: row.id } });
    const { text, kind } = input;
    await tx.postmortemCause.create({
      data: { id: uuidv7(), postmortemId: row.id, text, kind, ordinal, createdAt: ctx.now },
      select: { id: true },
    });
    const after = await changePostmortem(tx, ctx, row.id);
    await recordAudit(tx, ctx, {
      action: "postmortem.add-cause",
      subject: { kind: "postmortem", id: row.id },
      teamId: row.teamId,
      detail: { text, kind },
    });
    await emit(tx, ctx, postmortemEvent("changed", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}

/** @throws not_found, forbidden, conflict once it is published */
export async function editCause(
  ctx: Ctx,
  input: { id: string; causeId: string; text?: string | undefined; kind?: string | undefined },
): Promise<PostmortemDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getForWriting(tx, ctx, input.id);
    const cause = await tx.postmortemCause.findFirst({
      where: { id: input.causeId, postmortemId: row.id },
    });
    if (!cause) throw notFound("cause");
    const changed = await tx.postmortemCause.update({
      where: { id: cause.id },
      data: { text: input.text ?? cause.text, kind: input.kind ?? cause.kind },
    });
    const after = await changePostmortem(tx, ctx, row.id);
    await recordAudit(tx, ctx, {
      action: "postmortem.edit-cause",
      subject: { kind: "postmortem", id: row.id },
      teamId: row.teamId,
      before: cause,
      after: changed,
    });
    await emit(tx, ctx, postmortemEvent("changed", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}

/** @throws not_found, forbidden, conflict once it is published */
export async function removeCause(ctx: Ctx, input: { id: string; causeId: string }): Promise<PostmortemDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getForWriting(tx, ctx, input.id);
    const cause = await tx.postmortemCause.findFirst({
      where: { id: input.causeId, postmortemId: row.id },
    });
    if (!cause) throw notFound("cause");
    await tx.postmortemCause.delete({ where: { id: cause.id } });
    const after = await changePostmortem(tx, ctx, row.id);
    await recordAudit(tx, ctx, {
      action: "postmortem.remove-cause",
      subject: { kind: "postmortem", id: row.id },
      teamId: row.teamId,
      detail: { text: cause.text, kind: cause.kind },
    });
    await emit(tx, ctx, postmortemEvent("changed", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
