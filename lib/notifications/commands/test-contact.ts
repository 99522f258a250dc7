import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { contactChanged } from "../events.ts";
import { receiverOf } from "../jobs/load.ts";
import { canKeepContacts } from "../policy.ts";
import type { TestAnswer } from "../schema.ts";
import { lastSeen, recordTrial, tryNow } from "./trial.ts";

/** Sends me a test over one of my places, as loud as a page. @returns the receiver's true answer @throws not_found */
export async function testContact(ctx: Ctx, input: { id: string }): Promise<TestAnswer> {
  permit(canKeepContacts(ctx.actor));
  await limitTries("contact-test", personId(ctx), 30, 3600);
  const row = await db().contact.findFirst({ where: { id: input.id, userId: personId(ctx) } });
  if (!row) throw notFound("contact");
  const to =
    row.verifiedAt || row.kind === "mail" || row.kind === "push"
      ? await receiverOf(row, ctx.actor.email ?? "", row.id, null)
      : { because: "Confirm this place first: a code is sent to it." };
  const outcome = await tryNow(to, {
    title: "Test page from Evenkeel",
    body: "This is how a page reaches you here. Nothing has happened.",
    path: "/profile/notifications",
    urgent: true,
  });
  return inTransaction(ctx, async (tx) => {
    await tx.contact.updateMany({
      where: { id: row.id },
      data: { ...lastSeen(ctx.now, outcome), ...(outcome.gone ? { goneAt: ctx.now } : {}) },
    });
    await recordAudit(tx, ctx, {
      action: "contact.test",
      subject: { kind: "contact", id: row.id },
      detail: { kind: row.kind, ok: outcome.ok },
    });
    await emit(tx, ctx, contactChanged(row.userId, row.id));
    return recordTrial(tx, ctx.now, { userId: row.userId, channel: row.kind }, outcome);
  });
}
