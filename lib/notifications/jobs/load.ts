import { databaseNow } from "#lib/platform/clock.ts";
import { randomSecret, sha256 } from "#lib/platform/crypto.ts";
import { db } from "#lib/platform/db.ts";
import { publicUrl } from "#lib/platform/env.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { compose, type Kept, type Outgoing } from "../model/text.ts";
import { LATE_SECONDS, type Urgency } from "../model.ts";
import { pushKeys } from "../queries/push-keys.ts";
import type { Receiver } from "./carry.ts";
import type { Bundle, Claimed } from "./claim.ts";

export interface Loaded {
  to: Receiver;
  out: Outgoing;
}

/** How long a page's link acknowledges, in hours. */
const LINK_HOURS = 24;

/**
 * What a bundle says, and to whom.
 * @returns the sentence that says why there is nobody to send it to, when its address or message is gone
 */
export async function loadBundle(bundle: Bundle): Promise<Loaded | { because: string }> {
  const [first] = bundle;
  const to = first.channel_id ? await channelOf(first) : await contactOf(first);
  if ("because" in to) return to;
  const [head, ...rest] = await keptOf(bundle);
  if (!head) return { because: "The message no longer exists." };
  const acknowledgeUrl = rest.length === 0 ? await linkFor(first) : null;
  const late = first.late_seconds > LATE_SECONDS;
  return { to, out: compose([head, ...rest], { origin: publicUrl(), late, acknowledgeUrl }) };
}

async function keptOf(bundle: Bundle): Promise<Kept[]> {
  const ids = bundle.flatMap((one) => one.notification_id ?? []);
  const rows = await db().notification.findMany({ where: { id: { in: ids } } });
  return bundle.flatMap((one): Kept[] => {
    if (one.content) return [fromContent(one, one.content)];
    const row = rows.find((each) => each.id === one.notification_id);
    if (!row) return [];
    const subject = { kind: row.subjectKind, id: row.subjectId };
    return [{ ...row, urgency: row.urgency as Urgency, subject }];
  });
}

function fromContent(row: Claimed, content: Record<string, unknown>): Kept {
  const subject = content.subject as { kind: string; id: string };
  return {
    id: row.id,
    title: String(content.title),
    body: String(content.body ?? ""),
    url: String(content.url),
    urgency: row.urgency,
    severity: row.severity,
    isPrivate: content.isPrivate === true,
    late: content.late === true,
    subject,
    at: row.created_at,
  };
}

async function channelOf(row: Claimed): Promise<Receiver | { because: string }> {
  const channel = await db().teamChannel.findUnique({ where: { id: row.channel_id ?? "" } });
  if (!channel || channel.archivedAt) return { because: "The channel no longer exists." };
  return channelReceiver(channel, row.id);
}

/** A team's channel with whatever its kind needs. */
export function channelReceiver(
  channel: { kind: string; address: string; secret: string },
  id: string,
): Receiver {
  const { kind, address, secret } = channel;
  if (kind === "mail") return { kind, to: address.split(",").map((one) => one.trim()), id };
  if (kind === "ntfy") return { kind, topic: address, token: secret };
  if (kind === "slack") return { kind, url: address };
  return { kind: "webhook", url: address, secret, id, at: new Date() };
}

async function contactOf(row: Claimed): Promise<Receiver | { because: string }> {
  const contact = await db().contact.findUnique({ where: { id: row.contact_id ?? "" } });
  const person = await db().user.findFirst({
    where: { id: row.user_id ?? "", deactivatedAt: null, isDemo: false },
    select: { email: true },
  });
  if (!contact || contact.goneAt || !person) return { because: "This address is no longer theirs." };
  return receiverOf(contact, person.email, row.id, row.gateway_id);
}

/** A person's contact with whatever its channel needs. */
export async function receiverOf(
  contact: { kind: string; address: string; keys: unknown },
  email: string,
  id: string,
  gatewayId: string | null,
): Promise<Receiver | { because: string }> {
  const keys = contact.keys as { p256dh?: string; auth?: string; token?: string };
  if (contact.kind === "mail") return { kind: "mail", to: [email], id };
  if (contact.kind === "ntfy") return { kind: "ntfy", topic: contact.address, token: keys.token ?? "" };
  if (contact.kind === "push") {
    const { p256dh = "", auth = "" } = keys;
    return { kind: "push", endpoint: contact.address, p256dh, auth, keys: await pushKeys() };
  }
  const gateway = gatewayId
    ? await db().gateway.findFirst({ where: { id: gatewayId, active: true } })
    : await db().gateway.findFirst({
        where: { active: true },
        orderBy: [{ kind: "desc" }, { createdAt: "asc" }],
      });
  if (!gateway) return { because: "There is no gateway that calls phones." };
  const { url, method, headers, body } = gateway;
  return { kind: "phone", phone: contact.address, url, method, headers, body };
}

/** A page brings a right with it: acknowledge this one incident, as this person, once. Only its hash is kept. */
async function linkFor(row: Claimed): Promise<string | null> {
  if (!row.notification_id || !row.user_id || !row.escalation_id || row.urgency !== "critical") return null;
  const about = await db().notification.findUnique({
    where: { id: row.notification_id },
    select: { subjectKind: true, subjectId: true },
  });
  if (about?.subjectKind !== "incident") return null;
  const secret = randomSecret(24);
  const now = await databaseNow();
  await db().acknowledgeLink.create({
    data: {
      id: uuidv7(),
      tokenHash: sha256(secret),
      userId: row.user_id,
      subjectKind: about.subjectKind,
      subjectId: about.subjectId,
      escalationId: row.escalation_id,
      expiresAt: new Date(now.getTime() + LINK_HOURS * 3_600_000),
      createdAt: now,
    },
    select: { id: true },
  });
  return `${publicUrl()}/acknowledge?right=${secret}`;
}
