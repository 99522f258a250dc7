import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { actionEvent } from "../events.ts";
import { canEditAction } from "../policy.ts";
import { teamAudience } from "../queries.ts";
import type { ActionDto } from "../schema.ts";
import { changeAction, getActionForUpdate, needState, presentAfter } from "./internal.ts";

interface Input {
  id: string;
  version?: number | undefined;
}

/** Done, by whoever says so, now. @throws not_found, forbidden, conflict when it is not open */
export async function finishAction(ctx: Ctx, input: Input): Promise<ActionDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, team } = await getActionForUpdate(tx, ctx, input.id, input.version);
    permit(canEditAction(ctx.actor, row));
    await needState(tx, ctx, row, ["open"]);
    const after = await changeAction(tx, ctx, row, {
      state: "done",
      doneAt: ctx.now,
      doneById: ctx.actor.userId,
    });
    await recordAudit(tx, ctx, {
      action: "action.done",
      subject: { kind: "action-item", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, actionEvent("done", after, teamAudience(team, row.teamId, [row.ownerId])));
    return presentAfter(tx, ctx, row.id);
  });
}

/** Takes done or waived back. @throws not_found, forbidden, conflict when it is open */
export async function reopenAction(ctx: Ctx, input: Input): Promise<ActionDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, team } = await getActionForUpdate(tx, ctx, input.id, input.version);
    permit(canEditAction(ctx.actor, row));
    await needState(tx, ctx, row, ["done", "waived"]);
    const after = await changeAction(tx, ctx, row, {
      state: "open",
      doneAt: null,
      doneById: null,
      waivedReason: null,
    });
    await recordAudit(tx, ctx, {
      action: "action.reopen",
      subject: { kind: "action-item", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, actionEvent("reopened", after, teamAudience(team, row.teamId, [row.ownerId])));
    return presentAfter(tx, ctx, row.id);
  });
}
