import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import type { Prisma, Runbook } from "#prisma";
import { findRunbook, getRunbook, type RunbookDto } from "../queries.ts";

/** The row, locked, and who hears of it. @throws not_found, stale */
export async function getRunbookForUpdate(
  tx: Tx,
  ctx: Ctx,
  id: string,
  version?: number,
): Promise<{ row: Runbook; audience: Audience }> {
  await tx.$queryRaw`SELECT id FROM runbooks WHERE id = ${id}::uuid FOR UPDATE`;
  const found = await findRunbook(within(ctx, tx), id);
  if (version !== undefined && found.row.version !== version)
    throw stale("runbook", await presentAfter(tx, ctx, id));
  return found;
}

export const presentAfter = (tx: Tx, ctx: Ctx, id: string): Promise<RunbookDto> =>
  getRunbook(within(ctx, tx), id);

/** Content as the JSON column takes it. */
export const asJson = (value: unknown): Prisma.InputJsonValue =>
  JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
