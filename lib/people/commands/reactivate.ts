import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { personChanged } from "../events.ts";
import { canManagePeople } from "../policy.ts";
import { getUser } from "../queries.ts";
import type { UserPageDto } from "../schema.ts";
import { getPersonForUpdate } from "./internal.ts";

/** Lets a deactivated person sign in again; teams and duty roles are given anew. */
export async function reactivateUser(ctx: Ctx, input: { id: string }): Promise<UserPageDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canManagePeople(ctx.actor));
    const before = await getPersonForUpdate(tx, input.id);
    if (!before.deactivatedAt) throw conflict("This person is not deactivated.");
    const after = await tx.user.update({
      where: { id: before.id },
      data: { deactivatedAt: null, version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, { action: "person.reactivate", subject: { kind: "user", id: after.id } });
    await emit(tx, ctx, personChanged("reactivated", after));
    return getUser(within(ctx, tx), after.id);
  });
}
