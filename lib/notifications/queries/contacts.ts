import { type Ctx, personId } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { mailConfigured } from "#lib/platform/mail.ts";
import type { Contact } from "#prisma";
import { pageKinds, readinessOf } from "../model/readiness.ts";
import {
  type ContactKind,
  DEFAULT_QUIET,
  DEFAULT_RULES,
  masked,
  type QuietHours,
  type Rules,
  WAKES,
} from "../model.ts";
import type { ContactDto, MyReachDto } from "../schema.ts";
import { pushKeys } from "./push-keys.ts";
import { reachOf } from "./reach.ts";

const ORDER: Record<string, number> = { phone: 0, ntfy: 1, push: 2, mail: 3 };

/** A contact as its owner sees it: the address masked, its secrets left out. */
export function presentContact(row: Contact, email: string): ContactDto {
  const kind = row.kind as ContactKind;
  return {
    id: row.id,
    kind,
    label: row.label,
    address: masked(kind, kind === "mail" ? email : row.address),
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    goneAt: row.goneAt?.toISOString() ?? null,
    lastOkAt: row.lastOkAt?.toISOString() ?? null,
    lastFailedAt: row.lastFailedAt?.toISOString() ?? null,
    lastAnswer: row.lastAnswer,
    wakes: WAKES.has(kind),
  };
}

/** One of my own contacts. @throws not_found, also when it is somebody else's */
export async function getContact(ctx: Ctx, id: string): Promise<ContactDto> {
  const row = await reader(ctx).contact.findFirst({ where: { id, userId: personId(ctx) } });
  if (!row) throw notFound("contact");
  return presentContact(row, ctx.actor.email ?? "");
}

/** How I am reached: contacts, rules, quiet hours, and whether anything of it would wake me. */
export async function getMyReach(ctx: Ctx): Promise<MyReachDto> {
  const userId = personId(ctx);
  const reach = (await reachOf(reader(ctx), [userId])).get(userId);
  const rows = await reader(ctx).contact.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  const kept = await reader(ctx).notificationRule.findUnique({ where: { userId } });
  const gateways = await reader(ctx).gateway.count({ where: { active: true } });
  const rules = (kept?.rules as Rules | undefined) ?? DEFAULT_RULES;
  return {
    contacts: rows
      .map((row) => presentContact(row, ctx.actor.email ?? ""))
      .sort((a, b) => (ORDER[a.kind] ?? 9) - (ORDER[b.kind] ?? 9)),
    rules,
    quiet: (kept?.quiet as QuietHours | undefined) ?? DEFAULT_QUIET,
    version: kept?.version ?? 0,
    readiness: readinessOf(pageKinds(rules, reach?.addresses ?? [])),
    offers: {
      mail: mailConfigured(),
      phone: gateways > 0,
      pushKey: (await pushKeys()).publicKey,
    },
  };
}
