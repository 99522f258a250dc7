import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict, invalidField, stale } from "#lib/platform/errors.ts";
import type { ActionItem, Prisma } from "#prisma";
import { findAction, getAction, type SeenTeam } from "../queries.ts";
import type { ActionDto } from "../schema.ts";

/** The row, locked. @throws not_found, stale when `version` is given and no longer true */
export async function getActionForUpdate(
  tx: Tx,
  ctx: Ctx,
  id: string,
  version?: number,
): Promise<{ row: ActionItem; team: SeenTeam | undefined }> {
  await tx.$queryRaw`SELECT id FROM action_items WHERE id = ${id}::uuid FOR UPDATE`;
  const found = await findAction(within(ctx, tx), id);
  if (version !== undefined && found.row.version !== version) {
    throw stale("action", await getAction(within(ctx, tx), id));
  }
  return found;
}

/** @throws conflict with the action as it is, unless it is in one of these states */
export async function needState(tx: Tx, ctx: Ctx, row: ActionItem, states: string[]): Promise<void> {
  if (states.includes(row.state)) return;
  throw conflict(`This action is ${row.state} already.`, await getAction(within(ctx, tx), row.id));
}

/** Writes the change with the next version. */
export async function changeAction(
  tx: Tx,
  ctx: Ctx,
  row: ActionItem,
  data: Prisma.ActionItemUncheckedUpdateInput,
): Promise<ActionItem> {
  return tx.actionItem.update({
    where: { id: row.id },
    data: { ...data, version: { increment: 1 }, updatedAt: ctx.now },
  });
}

/** The row as its reader sees it, from inside the transaction. */
export const presentAfter = (tx: Tx, ctx: Ctx, id: string): Promise<ActionDto> =>
  getAction(within(ctx, tx), id);

/** A day as the column holds it. */
export const dueDate = (day: string | null | undefined): Date | null =>
  day ? new Date(`${day}T00:00:00Z`) : null;

/** @throws invalid when the owner is not an active person, or the service is not there, or not theirs to see */
export async function checkReferences(
  tx: Tx,
  ctx: Ctx,
  input: { ownerId?: string | null | undefined; serviceId?: string | null | undefined },
): Promise<void> {
  if (input.ownerId) {
    const owner = await tx.user.findUnique({
      where: { id: input.ownerId },
      select: { deactivatedAt: true },
    });
    if (!owner || owner.deactivatedAt) throw invalidField("ownerId", "Choose somebody who is active here.");
  }
  if (input.serviceId) {
    const service = await tx.service.findFirst({
      where: { id: input.serviceId, team: visibleTeams(ctx.actor) },
      select: { id: true },
    });
    if (!service) throw invalidField("serviceId", "There is no such service.");
  }
}
