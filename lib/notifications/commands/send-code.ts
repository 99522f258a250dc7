import { randomInt } from "node:crypto";
import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { contactChanged } from "../events.ts";
import { receiverOf } from "../jobs/load.ts";
import { canKeepContacts } from "../policy.ts";
import type { TestAnswer } from "../schema.ts";
import { ownContactForUpdate } from "./own-contact.ts";
import { lastSeen, recordTrial, tryNow } from "./trial.ts";

/** How long a code is good, in minutes. */
const CODE_MINUTES = 15;

/** How a code is kept: tied to its contact. */
export const codeHash = (contactId: string, code: string) => sha256(`${contactId}:${code}`);

/**
 * Sends a code to one of my places, so that I can show that it is mine; to a browser a receipt that it gives back by
 * itself. @returns what the receiver answered @throws not_found, too_many
 */
export async function sendCode(ctx: Ctx, input: { id: string }): Promise<TestAnswer> {
  permit(canKeepContacts(ctx.actor));
  await limitTries("contact-code", ctx.actor.userId ?? "", 12, 3600);
  const code = String(randomInt(100_000, 1_000_000));
  const { idempotency: _, ...once } = ctx;
  // Kept before it is sent: a browser gives its receipt back within milliseconds.
  const contact = await inTransaction(once, async (tx) => {
    const row = await ownContactForUpdate(tx, ctx, input.id);
    const codeExpiresAt = new Date(ctx.now.getTime() + CODE_MINUTES * 60_000);
    return tx.contact.update({
      where: { id: row.id },
      data: { codeHash: codeHash(row.id, code), codeExpiresAt, codeTries: 0 },
    });
  });
  const push = contact.kind === "push";
  const outcome = await tryNow(await receiverOf(contact, ctx.actor.email ?? "", contact.id, null), {
    title: push ? "This browser is registered" : `Your Evenkeel code is ${code}`,
    body: push
      ? "Pages will arrive here."
      : `Type ${code} on your notification settings within ${CODE_MINUTES} minutes. If you did not ask for it, do nothing.`,
    path: "/profile/notifications",
    ...(push ? { receipt: `${contact.id}:${code}` } : {}),
  });
  return inTransaction(ctx, async (tx) => {
    await tx.contact.updateMany({ where: { id: contact.id }, data: lastSeen(ctx.now, outcome) });
    await recordAudit(tx, ctx, {
      action: "contact.send-code",
      subject: { kind: "contact", id: contact.id },
      detail: { kind: contact.kind, ok: outcome.ok },
    });
    await emit(tx, ctx, contactChanged(contact.userId, contact.id));
    return recordTrial(tx, ctx.now, { userId: contact.userId, channel: contact.kind }, outcome);
  });
}
