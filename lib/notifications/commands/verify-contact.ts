import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { sameDigest } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { contactChanged } from "../events.ts";
import { canKeepContacts } from "../policy.ts";
import { getContact } from "../queries/contacts.ts";
import type { ContactDto } from "../schema.ts";
import { ownContactForUpdate } from "./own-contact.ts";
import { codeHash } from "./send-code.ts";

/** Tries of one code before another one has to be sent. */
const TRIES = 5;

/** Shows with the code that the place is mine; asked again it is so already. @throws not_found, invalid, too_many */
export async function verifyContact(ctx: Ctx, input: { id: string; code: string }): Promise<ContactDto> {
  await limitTries("contact-verify", ctx.actor.userId ?? "", 30, 3600);
  // A refused try is counted, so it commits: its answer is not one to be remembered for a repeated key.
  const { idempotency: _, ...once } = ctx;
  const result = await inTransaction(once, async (tx) => {
    permit(canKeepContacts(ctx.actor));
    const row = await ownContactForUpdate(tx, ctx, input.id);
    if (row.verifiedAt && !row.codeHash) return getContact(within(ctx, tx), row.id);
    const open = row.codeHash && row.codeExpiresAt && row.codeExpiresAt > ctx.now && row.codeTries < TRIES;
    const good = open && sameDigest(row.codeHash ?? "", codeHash(row.id, input.code));
    await tx.contact.update({
      where: { id: row.id },
      data: good
        ? { verifiedAt: ctx.now, codeHash: null, codeExpiresAt: null, codeTries: 0 }
        : { codeTries: { increment: 1 } },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: good ? "contact.verify" : "contact.verify-failed",
      subject: { kind: "contact", id: row.id },
      detail: { kind: row.kind },
    });
    if (good) await emit(tx, ctx, contactChanged(row.userId, row.id));
    return good ? getContact(within(ctx, tx), row.id) : { wrong: open ? "wrong" : "over" };
  });
  if (!("wrong" in result)) return result;
  throw invalidField(
    "code",
    result.wrong === "over"
      ? "This code is no longer good. Have another one sent."
      : "This is not the code that was sent.",
  );
}
