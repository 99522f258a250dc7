import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { runbookEvent } from "../events.ts";
import { canEditRunbook } from "../policy.ts";
import { audienceForTeam, type RunbookDto } from "../queries.ts";
import type { CreateRunbook } from "../schema.ts";
import { asJson, presentAfter } from "./internal.ts";

/** A new runbook of a team, or of all teams. @throws not_found, forbidden */
export async function createRunbook(ctx: Ctx, input: CreateRunbook): Promise<RunbookDto> {
  return inTransaction(ctx, async (tx) => {
    const teamId = input.teamId ?? null;
    const audience = await audienceForTeam(within(ctx, tx), teamId);
    permit(canEditRunbook(ctx.actor, teamId));
    const row = await tx.runbook.create({
      data: {
        id: uuidv7(),
        teamId,
        title: input.title,
        kind: input.kind,
        triggers: [...new Set(input.triggers)],
        content: asJson(input.content),
        notes: input.notes,
        createdAt: ctx.now,
        updatedAt: ctx.now,
        updatedById: ctx.actor.userId,
      },
    });
    await recordAudit(tx, ctx, {
      action: "runbook.create",
      subject: { kind: "runbook", id: row.id },
      teamId,
      detail: { title: row.title },
    });
    await emit(tx, ctx, runbookEvent("created", row, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
