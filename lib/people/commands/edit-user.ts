import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, invalidField, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { personChanged } from "../events.ts";
import { canManagePeople } from "../policy.ts";
import { getUser } from "../queries.ts";
import type { EditUser, UserPageDto } from "../schema.ts";
import { getPersonForUpdate, requireAnotherAdmin } from "./internal.ts";

function contactChanges(before: { email: string; phone: string | null }, input: EditUser): boolean {
  const phone = input.phone === undefined ? before.phone : input.phone || null;
  return (input.email ?? before.email) !== before.email || phone !== before.phone;
}

/**
 * Changes somebody's name, address, role, zone or phone.
 * @throws stale; conflict when it would take away the last administrator, or the person is deactivated
 */
export async function editUser(ctx: Ctx, input: EditUser & { id: string }): Promise<UserPageDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canManagePeople(ctx.actor));
    if (input.role && input.role !== "admin") {
      const found = await tx.user.findUnique({ where: { id: input.id }, select: { role: true } });
      if (found?.role === "admin") await requireAnotherAdmin(tx, input.id);
    }
    const before = await getPersonForUpdate(tx, input.id);
    if (before.version !== input.version) throw stale("person", await getUser(within(ctx, tx), before.id));
    if (before.deactivatedAt) throw conflict("This person is deactivated. Reactivate them first.");
    if (input.email && input.email !== before.email) {
      const taken = await tx.user.findUnique({ where: { email: input.email }, select: { name: true } });
      if (taken) throw invalidField("email", `${taken.name} has this address.`);
    }
    const after = await tx.user.update({
      where: { id: before.id },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.email === undefined ? {} : { email: input.email }),
        ...(input.role === undefined ? {} : { role: input.role }),
        ...(input.zone === undefined ? {} : { zone: input.zone }),
        ...(input.phone === undefined ? {} : { phone: input.phone || null }),
        // What was confirmed is not what stands there now.
        ...(contactChanges(before, input) ? { contactConfirmedAt: null } : {}),
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    const { preferences: _before, ...old } = before;
    const { preferences: _after, ...fresh } = after;
    await recordAudit(tx, ctx, {
      action: "person.edit",
      subject: { kind: "user", id: after.id },
      before: old,
      after: fresh,
    });
    await emit(tx, ctx, personChanged("changed", after));
    return getUser(within(ctx, tx), after.id);
  });
}
