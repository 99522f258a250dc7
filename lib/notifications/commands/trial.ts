import { databaseNow } from "#lib/platform/clock.ts";
import type { Tx } from "#lib/platform/db.ts";
import { publicUrl } from "#lib/platform/env.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { carry, type Receiver } from "../jobs/carry.ts";
import type { Outcome } from "../jobs/outcome.ts";
import type { Outgoing } from "../model/text.ts";
import type { TestAnswer } from "../schema.ts";

/** A message that is sent at once, while somebody waits for its answer. */
export async function tryNow(
  to: Receiver | { because: string },
  words: { title: string; body: string; path: string; urgent?: boolean; receipt?: string },
): Promise<Outcome> {
  if ("because" in to) return { ok: false, answer: to.because, final: true, gone: false, tookMs: 0 };
  const id = uuidv7();
  const out: Outgoing & { receipt?: string } = {
    id,
    title: words.title,
    body: words.body,
    url: `${publicUrl()}${words.path}`,
    acknowledgeUrl: null,
    urgency: words.urgent ? "critical" : "high",
    severity: null,
    subject: { kind: "test", id },
    more: [],
    at: (await databaseNow()).toISOString(),
    ...(words.receipt ? { receipt: words.receipt } : {}),
  };
  return carry(to, out);
}

/** Writes the try into the log of deliveries. @returns what the person is shown: the receiver's own answer */
export async function recordTrial(
  tx: Tx,
  now: Date,
  facts: { userId: string | null; channelId?: string; channel: string },
  outcome: Outcome,
): Promise<TestAnswer> {
  await tx.delivery.create({
    data: {
      id: uuidv7(),
      userId: facts.userId,
      channelId: facts.channelId ?? null,
      channel: facts.channel,
      outcome: outcome.ok ? "sent" : "failed",
      answer: outcome.answer.slice(0, 340),
      tookMs: outcome.tookMs,
      at: now,
    },
    select: { id: true },
  });
  return { ok: outcome.ok, answer: outcome.answer, tookMs: outcome.tookMs };
}

/** What an address keeps of its last answer. */
export const lastSeen = (now: Date, outcome: Outcome) => ({
  ...(outcome.ok ? { lastOkAt: now } : { lastFailedAt: now }),
  lastAnswer: outcome.answer.slice(0, 300),
});
