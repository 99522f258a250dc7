import type { Ctx } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { tellOwner } from "../commands/start.ts";
import { subjectRoom } from "../commands/subjects.ts";

/** Tells the owner of what was declared, where no path pages for it: a P2 to P4. */
export async function runTellOwner(ctx: Ctx, payload: unknown): Promise<void> {
  const { subjectId } = payload as { subjectId?: string };
  if (!subjectId) return;
  await inTransaction(ctx, async (tx) => {
    const facts = await subjectRoom("incident").factsOf(tx, subjectId);
    const standing = (await subjectRoom("incident").standingOf(tx, [subjectId])).get(subjectId);
    if (facts && standing === "open") await tellOwner(tx, ctx, facts);
  });
}
