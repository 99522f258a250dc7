import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { ownersToTell, tellOwners } from "../commands/start.ts";
import { subjectRoom } from "../commands/subjects.ts";

/**
 * Tells the owner of what was declared, where no path pages for it: a P2 to P4. Whom is asked before anything is
 * opened: mostly it is nobody, since whoever declared it owns it or a policy pages.
 */
export async function runTellOwner(ctx: Ctx, payload: unknown): Promise<void> {
  const { subjectId } = payload as { subjectId?: string };
  if (!subjectId) return;
  const room = subjectRoom("incident");
  const facts = await room.factsOf(db(), subjectId);
  const owners = facts ? await ownersToTell(ctx, facts) : [];
  if (!facts || owners.length === 0) return;
  await inTransaction(ctx, async (tx) => {
    const standing = (await room.standingOf(tx, [subjectId])).get(subjectId);
    if (standing === "open") await tellOwners(tx, ctx, facts, owners);
  });
}
