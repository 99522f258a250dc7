import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { leavesAt } from "../model/quiet.ts";
import { type Message, planAddresses } from "../model.ts";
import { reachOf } from "../queries/reach.ts";

/**
 * Lays down what is to be brought where: one dispatch per address of each person, by their own rules, in the
 * transaction of what it tells of. Nothing is sent here.
 * @param notifications notification id by user id
 */
export async function planDispatches(
  tx: Tx,
  ctx: Ctx,
  notifications: ReadonlyMap<string, string>,
  message: Message,
): Promise<void> {
  const people = await reachOf(tx, [...notifications.keys()]);
  const rows = [...notifications].flatMap(([userId, notificationId]) => {
    const reach = people.get(userId);
    if (!reach) return [];
    const leaves = leavesAt(reach.quiet, reach.zone, message.urgency, ctx.now);
    return planAddresses(reach.rules[message.urgency], reach.addresses).map((one) => ({
      id: uuidv7(),
      notificationId,
      userId,
      contactId: one.contactId,
      gatewayId: one.gatewayId ?? null,
      kind: one.kind,
      lane: one.lane,
      target: one.gatewayId ? `${one.contactId}:${one.gatewayId}` : one.contactId,
      urgency: message.urgency,
      severity: message.severity ?? null,
      escalationId: message.escalationId ?? null,
      state: one.rank === 0 ? "pending" : "held",
      rank: one.rank,
      dueAt: leaves,
      nextAt: leaves,
      because: leaves > ctx.now ? "quiet hours" : "",
      createdAt: ctx.now,
    }));
  });
  if (rows.length > 0) await tx.dispatch.createMany({ data: rows, skipDuplicates: true });
}
