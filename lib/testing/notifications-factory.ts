import { notifyPeople, postToChannel } from "#lib/notifications/commands/internal.ts";
import { startSender } from "#lib/notifications/jobs/sender.ts";
import type { ContactKind, Message } from "#lib/notifications/model.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { until } from "./receivers.ts";

/** A contact as it is after its owner has confirmed it. */
export async function aContact(
  userId: string,
  kind: ContactKind,
  address: string,
  keys: Record<string, string> = {},
): Promise<string> {
  const id = uuidv7();
  const addressHash = kind === "mail" ? "" : sha256(address);
  await db().contact.create({
    data: { id, userId, kind, address, addressHash, keys, verifiedAt: new Date() },
  });
  return id;
}

/** A team's channel that takes every severity. */
export async function aChannel(
  teamId: string,
  kind: "slack" | "webhook" | "ntfy" | "mail",
  address: string,
  secret = "",
): Promise<string> {
  const id = uuidv7();
  const severities = ["P0", "P1", "P2", "P3", "P4"];
  await db().teamChannel.create({
    data: { id, teamId, name: `Channel ${id.slice(-6)}`, kind, address, secret, severities },
  });
  return id;
}

/** A page as the escalation engine sends one; what is not said is a P1 with an escalation of its own. */
export function aPage(facts: Partial<Message> = {}): Message {
  return {
    kind: "escalation",
    urgency: "critical",
    title: "P1 INC-42: Card payments fail",
    body: "One in three buyers sees an error.",
    url: "/incidents/42",
    subject: { kind: "incident", id: uuidv7() },
    severity: "P1",
    escalationId: uuidv7(),
    ...facts,
  };
}

/** Tells people in a transaction of its own. @returns notification id by user id */
export async function tell(userIds: string[], message: Message): Promise<Map<string, string>> {
  const ctx = systemCtx("test", await databaseNow());
  return inTransaction(ctx, (tx) => notifyPeople(tx, ctx, userIds, message));
}

/** Posts to a channel in a transaction of its own. */
export async function post(channelId: string, message: Message): Promise<string | null> {
  const ctx = systemCtx("test", await databaseNow());
  return inTransaction(ctx, (tx) => postToChannel(tx, ctx, channelId, message));
}

/** Every dispatch of a message, the first to go first. */
export const dispatchesOf = (notificationId: string) =>
  db().dispatch.findMany({ where: { notificationId }, orderBy: [{ rank: "asc" }, { id: "asc" }] });

/** Runs a sender until the work given has seen what it waits for. */
export async function whileSending<T>(work: () => Promise<T>, senders = 1): Promise<T> {
  const running = Array.from({ length: senders }, () => startSender());
  try {
    return await work();
  } finally {
    await Promise.all(running.map((one) => one.stop()));
  }
}

/** Waits until nothing of these messages is left to do. */
export function settled(notificationIds: Iterable<string>): Promise<true> {
  const ids = [...notificationIds];
  return until("every dispatch has ended", async () => {
    const left = await db().dispatch.count({
      where: { notificationId: { in: ids }, state: { in: ["pending", "sending"] } },
    });
    return left === 0;
  });
}
