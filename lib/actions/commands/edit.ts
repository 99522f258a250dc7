import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { actionEvent } from "../events.ts";
import { canEditAction } from "../policy.ts";
import { teamAudience } from "../queries.ts";
import type { ActionDto, EditAction } from "../schema.ts";
import {
  changeAction,
  checkReferences,
  dueDate,
  getActionForUpdate,
  needState,
  presentAfter,
} from "./internal.ts";

/** Changes an open action. @throws not_found, forbidden, stale, conflict when it is finished, invalid */
export async function editAction(ctx: Ctx, input: EditAction & { id: string }): Promise<ActionDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, team } = await getActionForUpdate(tx, ctx, input.id, input.version);
    permit(canEditAction(ctx.actor, row));
    await needState(tx, ctx, row, ["open"]);
    await checkReferences(tx, ctx, input);
    const after = await changeAction(tx, ctx, row, {
      ...(input.title === undefined ? {} : { title: input.title }),
      ...(input.detail === undefined ? {} : { detail: input.detail }),
      ...(input.priority === undefined ? {} : { priority: input.priority }),
      ...(input.serviceId === undefined ? {} : { serviceId: input.serviceId }),
      ...(input.ownerId === undefined ? {} : { ownerId: input.ownerId }),
      ...(input.dueOn === undefined ? {} : { dueOn: dueDate(input.dueOn) }),
    });
    await recordAudit(tx, ctx, {
      action: "action.edit",
      subject: { kind: "action-item", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    const audience = teamAudience(team, row.teamId, [row.ownerId, after.ownerId]);
    await emit(tx, ctx, actionEvent("changed", after, audience));
    return presentAfter(tx, ctx, row.id);
  });
}
