import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { personChanged } from "../events.ts";
import { canEditOwnProfile } from "../policy.ts";
import { getMe } from "../queries.ts";
import type { EditMe, MeDto } from "../schema.ts";
import { getPersonForUpdate } from "./internal.ts";

/** Changes one's own name, zone and phone, or confirms one's contact data. @throws stale with the current person */
export async function editMe(ctx: Ctx, input: EditMe): Promise<MeDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canEditOwnProfile(ctx.actor));
    const before = await getPersonForUpdate(tx, personId(ctx));
    if (before.version !== input.version) throw stale("profile", await getMe(within(ctx, tx)));
    const phone = input.phone === undefined ? undefined : input.phone || null;
    const touched = phone !== undefined && phone !== before.phone;
    const after = await tx.user.update({
      where: { id: before.id },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.zone === undefined ? {} : { zone: input.zone }),
        ...(phone === undefined ? {} : { phone }),
        // A number that was just changed is not the one that was confirmed.
        ...(input.contactConfirmed
          ? { contactConfirmedAt: ctx.now }
          : touched
            ? { contactConfirmedAt: null }
            : {}),
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    const { preferences: _before, ...old } = before;
    const { preferences: _after, ...fresh } = after;
    await recordAudit(tx, ctx, {
      action: "person.edit-own",
      subject: { kind: "user", id: after.id },
      before: old,
      after: fresh,
    });
    await emit(tx, ctx, personChanged("changed", after));
    return getMe(within(ctx, tx));
  });
}
