import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { serviceChanged } from "../events.ts";
import { canManageServices } from "../policy.ts";
import { leaveSecret, stakeholdersOf } from "../queries/stakeholders.ts";
import type { AddStakeholder, StakeholderDto } from "../schema.ts";
import { getServiceForUpdate, requireInUse } from "./internal.ts";

/** A service tells so many at most: beyond that a mailing list is one address. */
const MOST = 200;

/**
 * Has a person of the portal or a mail address receive the stakeholder updates of a service (S-039). Somebody who left
 * by their own link comes back when a lead adds them again.
 * @throws invalid for nobody, both or somebody unknown
 */
export async function addStakeholder(
  ctx: Ctx,
  input: AddStakeholder & { serviceId: string },
): Promise<StakeholderDto[]> {
  return inTransaction(ctx, async (tx) => {
    const service = await getServiceForUpdate(tx, ctx, input.serviceId);
    permit(canManageServices(ctx.actor, service.teamId));
    requireInUse(service);
    const { userId = null, email = null } = input;
    if ((userId === null) === (email === null))
      throw invalidField("email", "Give a mail address or choose a person.");
    if (userId) {
      const person = await tx.user.count({ where: { id: userId, deactivatedAt: null } });
      if (person === 0) throw invalidField("userId", "There is no such active person.");
    }
    if ((await tx.stakeholder.count({ where: { serviceId: service.id, leftAt: null } })) >= MOST)
      throw conflict(`A service tells at most ${MOST} stakeholders. A mailing list is one address.`);
    const known = await tx.stakeholder.findFirst({
      where: { serviceId: service.id, ...(userId ? { userId } : { email }) },
      select: { id: true },
    });
    const id = known?.id ?? uuidv7();
    const facts = { name: input.name, byId: ctx.actor.userId, at: ctx.now, leftAt: null };
    if (known) await tx.stakeholder.update({ where: { id }, data: facts, select: { id: true } });
    else
      await tx.stakeholder.create({
        data: { id, serviceId: service.id, userId, email, tokenHash: sha256(leaveSecret(id)), ...facts },
        select: { id: true },
      });
    await recordAudit(tx, ctx, {
      action: "service.add-stakeholder",
      subject: { kind: "service", id: service.id },
      teamId: service.teamId,
      detail: { stakeholderId: id, userId },
    });
    await emit(tx, ctx, serviceChanged("changed", service));
    return stakeholdersOf(within(ctx, tx), service.id);
  });
}
