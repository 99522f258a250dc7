import type { Tx } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { mailConfigured } from "#lib/platform/mail.ts";
import {
  type Address,
  type ContactKind,
  DEFAULT_QUIET,
  DEFAULT_RULES,
  type QuietHours,
  type Rules,
} from "../model.ts";

/** What planning needs to know of one person. */
export interface Reach {
  userId: string;
  zone: string;
  addresses: Address[];
  rules: Rules;
  quiet: QuietHours;
}

const hostOf = (address: string): string => {
  try {
    return new URL(address).host;
  } catch {
    return "unknown";
  }
};

/** Everybody's account has mail, so everybody has that contact (S-127). */
async function ensureMailContacts(tx: Tx, userIds: readonly string[]): Promise<void> {
  const has = await tx.contact.findMany({
    where: { userId: { in: [...userIds] }, kind: "mail" },
    select: { userId: true },
  });
  const known = new Set(has.map((row) => row.userId));
  const missing = userIds.filter((id) => !known.has(id));
  if (missing.length === 0) return;
  await tx.contact.createMany({
    data: missing.map((userId) => ({ id: uuidv7(), userId, kind: "mail", addressHash: "" })),
    skipDuplicates: true,
  });
}

/**
 * How these people are reached now: their usable addresses, rules and quiet hours. People of the demo have no address
 * at all, so that nothing about them ever leaves the portal.
 */
export async function reachOf(tx: Tx, userIds: readonly string[]): Promise<Map<string, Reach>> {
  const people = await tx.user.findMany({
    where: { id: { in: [...userIds] }, deactivatedAt: null },
    select: { id: true, zone: true, isDemo: true },
  });
  const real = people.filter((person) => !person.isDemo).map((person) => person.id);
  if (mailConfigured() && real.length > 0) await ensureMailContacts(tx, real);
  const contacts = await tx.contact.findMany({
    where: { userId: { in: real }, goneAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, userId: true, kind: true, address: true, verifiedAt: true },
  });
  const gateways = contacts.some((one) => one.kind === "phone")
    ? await tx.gateway.findMany({
        where: { active: true },
        // A call wakes better than a text.
        orderBy: [{ kind: "desc" }, { createdAt: "asc" }],
        select: { id: true },
      })
    : [];
  const kept = await tx.notificationRule.findMany({ where: { userId: { in: [...userIds] } } });
  return new Map(
    people.map((person) => {
      const own = kept.find((row) => row.userId === person.id);
      const addresses = contacts
        .filter((one) => one.userId === person.id)
        .flatMap((one) => addressesOf(one, gateways));
      return [
        person.id,
        {
          userId: person.id,
          zone: person.zone,
          addresses,
          rules: (own?.rules as Rules | undefined) ?? DEFAULT_RULES,
          quiet: (own?.quiet as QuietHours | undefined) ?? DEFAULT_QUIET,
        },
      ];
    }),
  );
}

function addressesOf(
  contact: { id: string; kind: string; address: string; verifiedAt: Date | null },
  gateways: ReadonlyArray<{ id: string }>,
): Address[] {
  const kind = contact.kind as ContactKind;
  if (kind === "mail") return mailConfigured() ? [{ kind, contactId: contact.id, lane: "mail" }] : [];
  if (kind === "push") return [{ kind, contactId: contact.id, lane: `push:${hostOf(contact.address)}` }];
  // Somebody else's phone or topic is never called: only what its owner has confirmed.
  if (!contact.verifiedAt) return [];
  if (kind === "ntfy") return [{ kind, contactId: contact.id, lane: `ntfy:${hostOf(contact.address)}` }];
  return gateways.map((gateway) => ({
    kind,
    contactId: contact.id,
    gatewayId: gateway.id,
    lane: `phone:${gateway.id}`,
  }));
}
