import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { personChanged } from "../events.ts";
import { canEditOwnProfile } from "../policy.ts";
import type { KeptPreferences } from "../queries.ts";
import type { MeDto } from "../schema.ts";
import { getPersonForUpdate } from "./internal.ts";

/** Keeps one's own theme and shortcuts, so that another browser starts with them. What is left out stays. */
export async function setPreferences(
  ctx: Ctx,
  input: { theme?: KeptPreferences["theme"] | undefined; singleKeys?: boolean | undefined },
): Promise<MeDto["preferences"]> {
  return inTransaction(ctx, async (tx) => {
    permit(canEditOwnProfile(ctx.actor));
    const user = await getPersonForUpdate(tx, personId(ctx));
    const kept = (user.preferences ?? {}) as KeptPreferences;
    const next = {
      ...kept,
      ...(input.theme === undefined ? {} : { theme: input.theme }),
      ...(input.singleKeys === undefined ? {} : { singleKeys: input.singleKeys }),
    };
    await tx.user.update({ where: { id: user.id }, data: { preferences: next }, select: { id: true } });
    await recordAudit(tx, ctx, {
      action: "person.set-preferences",
      subject: { kind: "user", id: user.id },
      before: kept,
      after: next,
    });
    await emit(tx, ctx, personChanged("preferences", user));
    return { theme: next.theme ?? "system", singleKeys: next.singleKeys ?? true };
  });
}
