import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { personChanged } from "../events.ts";
import { canEditOwnProfile } from "../policy.ts";
import { listViews } from "../queries/views.ts";
import type { KeepView, SavedViewDto } from "../schema.ts";
import { getPersonForUpdate } from "./internal.ts";

const MOST = 30;

/** Keeps the filters of a list under a name of one's own, or takes the name away; doing it again changes nothing. */
export async function keepView(ctx: Ctx, input: KeepView): Promise<SavedViewDto[]> {
  return inTransaction(ctx, async (tx) => {
    permit(canEditOwnProfile(ctx.actor));
    const user = await getPersonForUpdate(tx, personId(ctx));
    const { place, name, query } = input;
    const named = { userId: user.id, place, name };
    const before = await tx.savedView.findUnique({ where: { userId_place_name: named } });
    if (query === null) await tx.savedView.deleteMany({ where: named });
    else {
      if (!before && (await tx.savedView.count({ where: { userId: user.id, place } })) >= MOST)
        throw conflict(`You keep ${MOST} views already; remove one first.`);
      await tx.savedView.upsert({
        where: { userId_place_name: named },
        create: { id: uuidv7(), ...named, query, at: ctx.now },
        update: { query },
      });
    }
    await recordAudit(tx, ctx, {
      action: query === null ? "person.drop-view" : "person.keep-view",
      subject: { kind: "user", id: user.id },
      before: before ? { name, query: before.query } : {},
      after: query === null ? {} : { name, query },
    });
    await emit(tx, ctx, personChanged("preferences", user));
    return listViews({ ...ctx, tx }, place);
  });
}
