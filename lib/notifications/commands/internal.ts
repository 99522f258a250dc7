import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { inboxChanged } from "../events.ts";
import type { Message } from "../model.ts";

/**
 * Puts a message into people's inboxes, in the transaction of what it tells of. Deactivated people are left out.
 * @returns the people newly told, with the id of their notification
 */
export async function notifyPeople(
  tx: Tx,
  ctx: Ctx,
  userIds: string[],
  message: Message,
): Promise<Map<string, string>> {
  const people = await tx.user.findMany({
    where: { id: { in: [...new Set(userIds)] }, deactivatedAt: null },
    select: { id: true },
  });
  const rows = people.map((person) => ({
    id: uuidv7(),
    userId: person.id,
    kind: message.kind,
    urgency: message.urgency,
    title: message.title.slice(0, 300),
    body: (message.body ?? "").slice(0, 1000),
    url: message.url,
    subjectKind: message.subject.kind,
    subjectId: message.subject.id,
    dedupKey: message.dedupKey ?? null,
    at: ctx.now,
  }));
  if (rows.length === 0) return new Map();
  const made = await tx.notification.createManyAndReturn({
    data: rows,
    skipDuplicates: true,
    select: { id: true, userId: true },
  });
  if (made.length > 0) await emit(tx, ctx, inboxChanged(made.map((row) => row.userId)));
  return new Map(made.map((row) => [row.userId, row.id]));
}
