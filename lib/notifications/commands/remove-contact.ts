import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { contactChanged } from "../events.ts";
import { masked } from "../model.ts";
import { canKeepContacts } from "../policy.ts";
import { ownContactForUpdate } from "./own-contact.ts";

/** Takes one of my places away; the account's own mail stays. @throws not_found, conflict */
export async function removeContact(ctx: Ctx, input: { id: string }): Promise<{ removed: true }> {
  return inTransaction(ctx, async (tx) => {
    permit(canKeepContacts(ctx.actor));
    const row = await ownContactForUpdate(tx, ctx, input.id);
    if (row.kind === "mail")
      throw conflict("The mail address is the account's own. Leave mail out of your rules instead.");
    await tx.contact.delete({ where: { id: row.id }, select: { id: true } });
    await recordAudit(tx, ctx, {
      action: "contact.remove",
      subject: { kind: "contact", id: row.id },
      detail: { kind: row.kind, address: masked(row.kind, row.address) },
    });
    await emit(tx, ctx, contactChanged(row.userId, row.id));
    return { removed: true as const };
  });
}
