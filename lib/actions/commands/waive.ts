import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { actionEvent } from "../events.ts";
import { canWaiveAction } from "../policy.ts";
import { teamAudience } from "../queries.ts";
import type { ActionDto } from "../schema.ts";
import { changeAction, getActionForUpdate, needState, presentAfter } from "./internal.ts";

/** Gives an action up, with the reason. @throws not_found, forbidden, conflict when it is not open */
export async function waiveAction(
  ctx: Ctx,
  input: { id: string; reason: string; version?: number | undefined },
): Promise<ActionDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, team } = await getActionForUpdate(tx, ctx, input.id, input.version);
    permit(canWaiveAction(ctx.actor, row));
    await needState(tx, ctx, row, ["open"]);
    const after = await changeAction(tx, ctx, row, { state: "waived", waivedReason: input.reason });
    await recordAudit(tx, ctx, {
      action: "action.waive",
      subject: { kind: "action-item", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, actionEvent("waived", after, teamAudience(team, row.teamId, [row.ownerId])));
    return presentAfter(tx, ctx, row.id);
  });
}
