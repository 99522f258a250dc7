import { type Ctx, permit, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict, stale } from "#lib/platform/errors.ts";
import type { Postmortem, Prisma } from "#prisma";
import type { PostmortemState } from "../model.ts";
import { canMoveTo } from "../model.ts";
import { canEditPostmortem } from "../policy.ts";
import { getPostmortem } from "../queries/report.ts";
import { type FoundPostmortem, findPostmortem } from "../queries.ts";
import type { PostmortemDto } from "../schema.ts";

export const presentAfter = (tx: Tx, ctx: Ctx, id: string): Promise<PostmortemDto> =>
  getPostmortem(within(ctx, tx), id);

/** The report, locked. @throws not_found, stale when `version` is given and no longer true */
export async function getPostmortemForUpdate(
  tx: Tx,
  ctx: Ctx,
  id: string,
  version?: number,
): Promise<FoundPostmortem> {
  await tx.$queryRaw`SELECT id FROM postmortems WHERE id = ${id}::uuid FOR UPDATE`;
  const found = await findPostmortem(within(ctx, tx), id);
  if (version !== undefined && found.row.version !== version) {
    throw stale("postmortem", await presentAfter(tx, ctx, id));
  }
  return found;
}

/** Locked, and the actor may write in it. @throws not_found, stale, forbidden, conflict once it is published */
export async function getForWriting(
  tx: Tx,
  ctx: Ctx,
  id: string,
  version?: number,
): Promise<FoundPostmortem> {
  const found = await getPostmortemForUpdate(tx, ctx, id, version);
  permit(canEditPostmortem(ctx.actor, { ...found.facts, state: "draft" }));
  if (found.row.state === "published") {
    throw conflict("It is published. Take it back to draft to change it.", await presentAfter(tx, ctx, id));
  }
  return found;
}

/** @throws conflict with the report as it is, when the state does not lead there */
export async function needMove(tx: Tx, ctx: Ctx, row: Postmortem, to: PostmortemState): Promise<void> {
  if (canMoveTo(row.state, to)) return;
  const now = row.state.replace("-", " ");
  throw conflict(
    `This postmortem is ${now}; it cannot go from there to ${to.replace("-", " ")}.`,
    await presentAfter(tx, ctx, row.id),
  );
}

/** Writes the change with the next version. */
export async function changePostmortem(
  tx: Tx,
  ctx: Ctx,
  id: string,
  data: Prisma.PostmortemUncheckedUpdateInput = {},
): Promise<Postmortem> {
  return tx.postmortem.update({
    where: { id },
    data: { ...data, version: { increment: 1 }, updatedAt: ctx.now },
  });
}
