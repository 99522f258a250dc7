import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { runbookEvent } from "../events.ts";
import { canEditRunbook } from "../policy.ts";
import type { RunbookDto } from "../queries.ts";
import type { EditRunbook } from "../schema.ts";
import { asJson, getRunbookForUpdate, presentAfter } from "./internal.ts";

/** Makes a new version; what it said before is kept (S-141). @throws not_found, forbidden, stale */
export async function editRunbook(ctx: Ctx, input: EditRunbook & { id: string }): Promise<RunbookDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getRunbookForUpdate(tx, ctx, input.id, input.version);
    permit(canEditRunbook(ctx.actor, row.teamId));
    await tx.runbookVersion.create({
      data: {
        runbookId: row.id,
        version: row.version,
        title: row.title,
        content: asJson(row.content),
        notes: row.notes,
        editorId: row.updatedById,
        at: row.updatedAt,
      },
    });
    const after = await tx.runbook.update({
      where: { id: row.id },
      data: {
        ...(input.title === undefined ? {} : { title: input.title }),
        ...(input.kind === undefined ? {} : { kind: input.kind }),
        ...(input.triggers === undefined ? {} : { triggers: [...new Set(input.triggers)] }),
        ...(input.content === undefined ? {} : { content: asJson(input.content) }),
        ...(input.notes === undefined ? {} : { notes: input.notes }),
        updatedById: ctx.actor.userId,
        updatedAt: ctx.now,
        version: { increment: 1 },
      },
    });
    await recordAudit(tx, ctx, {
      action: "runbook.edit",
      subject: { kind: "runbook", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, runbookEvent("edited", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
