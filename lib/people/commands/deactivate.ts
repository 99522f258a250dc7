import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { personChanged } from "../events.ts";
import { type CarriedWork, type Replacement, unanswered } from "../model.ts";
import { canDeactivate } from "../policy.ts";
import { gatherCarriedWork } from "../queries/carries.ts";
import { getUser } from "../queries.ts";
import type { UserPageDto } from "../schema.ts";
import {
  carriedWorkSources,
  getPersonForUpdate,
  requireActivePeople,
  requireAnotherAdmin,
} from "./internal.ts";

/** Gives each item to whoever was named, room by room and person by person. */
async function handOverAll(
  ctx: Ctx,
  tx: Tx,
  userId: string,
  items: readonly CarriedWork[],
  replacements: readonly Replacement[],
): Promise<void> {
  const to = new Map(replacements.map((one) => [`${one.kind}:${one.id}`, one.toUserId]));
  for (const source of carriedWorkSources()) {
    const groups = new Map<string | null, CarriedWork[]>();
    for (const item of items.filter((one) => source.kinds.includes(one.kind))) {
      const target = to.get(`${item.kind}:${item.id}`) ?? null;
      groups.set(target, [...(groups.get(target) ?? []), item]);
    }
    for (const [target, group] of groups) await source.handOver(ctx, tx, userId, group, target);
  }
}

/** Sessions, tokens and links of the person: nothing is accepted from them afterwards (Q13). */
async function shutOut(tx: Tx, ctx: Ctx, userId: string): Promise<{ sessions: number; tokens: number }> {
  const sessions = await tx.session.updateMany({
    where: { userId, endedAt: null },
    data: { endedAt: ctx.now, endReason: "deactivated" },
  });
  const tokens = await tx.apiToken.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: ctx.now },
  });
  await tx.passwordReset.updateMany({ where: { userId, usedAt: null }, data: { usedAt: ctx.now } });
  await tx.knownDevice.deleteMany({ where: { userId } });
  return { sessions: sessions.count, tokens: tokens.count };
}

/**
 * Deactivates a person in one transaction: what they carry goes to the replacements, sessions and tokens end, teams
 * and duty roles are left. What they did stays under their name.
 * @param input.replacements one per carried item; `toUserId` null lets an item go, where it may be left with nobody
 * @throws conflict with the items that still want an answer, or when it is the last administrator
 */
export async function deactivateUser(
  ctx: Ctx,
  input: { id: string; replacements: Replacement[] },
): Promise<UserPageDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canDeactivate(ctx.actor, input.id));
    const found = await tx.user.findUnique({ where: { id: input.id }, select: { role: true } });
    if (found?.role === "admin") await requireAnotherAdmin(tx, input.id);
    const before = await getPersonForUpdate(tx, input.id);
    if (before.deactivatedAt) throw conflict("This person is deactivated already.");
    const items = await gatherCarriedWork(within(ctx, tx), tx, before.id);
    const open = unanswered(items, input.replacements);
    if (open.length > 0)
      throw conflict(`${before.name} still carries work. Say for each item who takes it.`, { items: open });
    const people = [...new Set(input.replacements.flatMap((one) => (one.toUserId ? [one.toUserId] : [])))];
    if (people.includes(before.id)) throw conflict("The replacement has to be somebody else.");
    await requireActivePeople(tx, people, "replacements");
    await handOverAll(within(ctx, tx), tx, before.id, items, input.replacements);
    const ended = await shutOut(tx, ctx, before.id);
    await tx.membership.deleteMany({ where: { userId: before.id } });
    await tx.dutyAssignment.deleteMany({ where: { userId: before.id } });
    const after = await tx.user.update({
      where: { id: before.id },
      data: { deactivatedAt: ctx.now, version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "person.deactivate",
      subject: { kind: "user", id: after.id },
      detail: { ...ended, handedOver: input.replacements },
    });
    await emit(tx, ctx, personChanged("deactivated", after));
    return getUser(within(ctx, tx), after.id);
  });
}
