import { type Ctx, permit } from "#lib/platform/context.ts";
import { reader, type Tx } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { carriedWorkSources } from "../commands/internal.ts";
import type { CarriedWork } from "../model.ts";
import { canManagePeople } from "../policy.ts";

/** Everything a person carries, over all rooms. @throws not_found, forbidden for all but administrators */
export async function listCarriedWork(ctx: Ctx, userId: string): Promise<CarriedWork[]> {
  permit(canManagePeople(ctx.actor));
  const user = await reader(ctx).user.findUnique({ where: { id: userId }, select: { id: true } });
  if (!user) throw notFound("person");
  return gatherCarriedWork(ctx, reader(ctx), userId);
}

/** The same inside a transaction, without asking who may. */
export async function gatherCarriedWork(ctx: Ctx, tx: Tx, userId: string): Promise<CarriedWork[]> {
  const lists: CarriedWork[] = [];
  for (const source of carriedWorkSources()) lists.push(...(await source.list(ctx, tx, userId)));
  return lists;
}
