import { type Ctx, personId } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";

/** One's own contact, locked. @throws not_found, also when it is somebody else's */
export async function ownContactForUpdate(tx: Tx, ctx: Ctx, id: string) {
  const userId = personId(ctx);
  await tx.$queryRaw`SELECT id FROM contacts WHERE id = ${id}::uuid AND user_id = ${userId}::uuid FOR UPDATE`;
  const row = await tx.contact.findFirst({ where: { id, userId } });
  if (!row) throw notFound("contact");
  return row;
}
