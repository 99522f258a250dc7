import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { outsideProblem } from "#lib/platform/outside.ts";
import { contactChanged } from "../events.ts";
import { masked } from "../model.ts";
import { canKeepContacts } from "../policy.ts";
import { getContact } from "../queries/contacts.ts";
import type { AddContact, ContactDto } from "../schema.ts";

/** Nobody has more places to be reached than this. */
const MOST = 20;

/** @throws invalid when it is no address that may be called, or no topic */
function checkAddress(input: AddContact): void {
  if (input.kind === "phone") return;
  const problem = outsideProblem(input.address);
  if (problem) throw invalidField("address", problem);
  const path = new URL(input.address).pathname.replace(/\/+$/, "");
  if (path === "")
    throw invalidField("address", "The topic is missing, for example https://ntfy.sh/my-secret-topic.");
}

/**
 * Adds a place where I can be reached: a topic, a phone, or this browser. It is used once it is confirmed; a browser
 * that registers anew keeps its place.
 */
export async function addContact(ctx: Ctx, input: AddContact): Promise<ContactDto> {
  checkAddress(input);
  return inTransaction(ctx, async (tx) => {
    permit(canKeepContacts(ctx.actor));
    const userId = personId(ctx);
    const address = input.kind === "phone" ? input.address.replace(/[^\d+]/g, "") : input.address;
    const addressHash = sha256(address);
    const { p256dh, auth, token } = input;
    const keys = input.kind === "push" ? { p256dh, auth } : input.kind === "ntfy" && token ? { token } : {};
    const known = await tx.contact.findUnique({
      where: { userId_kind_addressHash: { userId, kind: input.kind, addressHash } },
    });
    if (!known && (await tx.contact.count({ where: { userId } })) >= MOST)
      throw conflict(`You have ${MOST} places already. Remove one first.`);
    const row = known
      ? await tx.contact.update({
          where: { id: known.id },
          data: { keys, goneAt: null, ...(input.label ? { label: input.label } : {}) },
        })
      : await tx.contact.create({
          data: {
            id: uuidv7(),
            userId,
            kind: input.kind,
            label: input.label ?? "",
            address,
            addressHash,
            keys,
            createdAt: ctx.now,
          },
        });
    await recordAudit(tx, ctx, {
      action: "contact.add",
      subject: { kind: "contact", id: row.id },
      detail: { kind: row.kind, address: masked(row.kind, row.address) },
    });
    await emit(tx, ctx, contactChanged(userId, row.id));
    return getContact(within(ctx, tx), row.id);
  });
}
