import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { inTransaction, pool, type Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { unreached } from "../events.ts";
import { retryAfter } from "../model.ts";
import type { Bundle, Claimed } from "./claim.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Writes down how one try went, and what follows: sent; another try later; or the next address of the person at once.
 * Whoever lost the lease meanwhile records the try and changes nothing else.
 */
export async function finish(bundle: Bundle, outcome: Outcome): Promise<void> {
  const ctx = systemCtx("notifications.send", await databaseNow());
  await inTransaction(ctx, async (tx) => {
    // Two failing addresses of one message wait for each other here: the last one notices that nothing is left.
    const ids = bundle.flatMap((row) => row.notification_id ?? []).sort();
    if (!outcome.ok && ids.length > 0)
      await tx.$queryRaw`SELECT id FROM notifications WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
    for (const row of bundle) {
      await record(tx, ctx.now, bundle, row, outcome);
      const mine = outcome.ok
        ? await markSent(tx, ctx.now, bundle, row)
        : await markFailed(tx, ctx.now, row, outcome);
      if (mine === "failed" && row.notification_id) {
        const facts = await nextAddress(tx, ctx.now, row.notification_id);
        if (facts) await emit(tx, ctx, unreached(facts));
      }
    }
    await remember(tx, ctx.now, bundle[0], outcome);
  });
}

/**
 * The last look before a call: whose escalation has ended since it was claimed is not called any more.
 * @returns what is left of the bundle
 */
export async function dropEnded(bundle: Bundle): Promise<Claimed[]> {
  const { rows } = await pool().query<{ id: string }>(
    `UPDATE dispatches d SET state = 'cancelled', because = 'the escalation ended', lease_token = NULL, lease_until = NULL
     FROM notifications n WHERE n.id = d.notification_id AND n.silenced_at IS NOT NULL
       AND d.id = ANY($1::uuid[]) AND d.state = 'sending' AND d.lease_token = $2::uuid RETURNING d.id`,
    [bundle.map((row) => row.id), bundle[0].lease_token],
  );
  const ended = new Set(rows.map((row) => row.id));
  return bundle.filter((row) => !ended.has(row.id));
}

async function record(tx: Tx, now: Date, bundle: Bundle, row: Claimed, outcome: Outcome): Promise<void> {
  const together = bundle.length > 1 ? ` (one message with ${bundle.length - 1} more)` : "";
  await tx.delivery.createMany({
    data: {
      id: uuidv7(),
      notificationId: row.notification_id,
      userId: row.user_id,
      dispatchId: row.id,
      channelId: row.channel_id,
      channel: row.kind,
      outcome: outcome.ok ? "sent" : "failed",
      answer: `${outcome.answer}${together}`.slice(0, 340),
      attempt: row.attempts,
      tookMs: outcome.tookMs,
      at: now,
    },
    skipDuplicates: true,
  });
}

const held = (row: Claimed) => ({ id: row.id, leaseToken: row.lease_token, state: "sending" });
const released = { leaseToken: null, leaseUntil: null };

async function markSent(tx: Tx, now: Date, bundle: Bundle, row: Claimed): Promise<"sent" | "lost"> {
  const leader = bundle[0];
  const done = await tx.dispatch.updateMany({
    where: held(row),
    data: {
      ...released,
      state: "sent",
      sentAt: now,
      because: "",
      bundleId: leader.id === row.id ? null : leader.id,
    },
  });
  return done.count === 1 ? "sent" : "lost";
}

async function markFailed(
  tx: Tx,
  now: Date,
  row: Claimed,
  outcome: Outcome,
): Promise<"failed" | "again" | "cancelled" | "lost"> {
  const quiet = row.notification_id
    ? await tx.notification.findFirst({
        where: { id: row.notification_id, silencedAt: { not: null } },
        select: { id: true },
      })
    : null;
  const wait = outcome.final ? null : retryAfter(row.urgency, row.attempts);
  const state = quiet ? "cancelled" : wait === null ? "failed" : "pending";
  const nextAt = wait === null ? now : new Date(now.getTime() + wait * 1000);
  const because = quiet ? "the escalation ended" : outcome.answer.slice(0, 200);
  const done = await tx.dispatch.updateMany({
    where: held(row),
    data: { ...released, state, nextAt, because },
  });
  if (done.count !== 1) return "lost";
  return state === "pending" ? "again" : state;
}

/**
 * Lets the person's next address have its turn at once.
 * @returns the facts of a message that nothing brings any more: each of its addresses has failed
 */
async function nextAddress(tx: Tx, now: Date, notificationId: string) {
  const next = await tx.dispatch.findFirst({
    where: { notificationId, state: "held" },
    orderBy: { rank: "asc" },
    select: { rank: true },
  });
  if (next) {
    await tx.dispatch.updateMany({
      where: { notificationId, state: "held", rank: next.rank },
      data: { state: "pending", nextAt: now },
    });
    return null;
  }
  const left = await tx.dispatch.count({ where: { notificationId, state: { not: "failed" } } });
  if (left > 0) return null;
  return tx.notification.findUnique({
    where: { id: notificationId },
    select: { id: true, userId: true, subjectKind: true, subjectId: true, escalationId: true },
  });
}

/** Keeps beside the address how it answered last, so that a dead one shows before it is needed. */
async function remember(tx: Tx, now: Date, row: Claimed, outcome: Outcome): Promise<void> {
  const seen = {
    ...(outcome.ok ? { lastOkAt: now } : { lastFailedAt: now }),
    lastAnswer: outcome.answer.slice(0, 300),
  };
  if (row.channel_id) await tx.teamChannel.updateMany({ where: { id: row.channel_id }, data: seen });
  if (row.gateway_id) await tx.gateway.updateMany({ where: { id: row.gateway_id }, data: seen });
  if (row.contact_id)
    await tx.contact.updateMany({
      where: { id: row.contact_id },
      data: { ...seen, ...(outcome.gone ? { goneAt: now } : {}) },
    });
}
