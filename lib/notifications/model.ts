/*
 * Notification  one message to one person; the in-app inbox is the channel every installation has.
 * Urgency       critical (somebody must act now), high (today), normal.
 * Contact       where a person can be reached: mail, a browser's push, an ntfy topic, a phone through a gateway.
 * Dispatch      one message to be brought over one address, planned in the transaction of what it tells of.
 * Delivery      one attempt at it, with the receiver's answer.
 * Dedup key     the same key to the same person is told once, however often the cause repeats.
 */

export const URGENCIES = ["critical", "high", "normal"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What a room hands over to be told. Private things carry number and severity only. */
export interface Message {
  kind: string;
  urgency: Urgency;
  title: string;
  body?: string;
  /** Path inside the portal. */
  url: string;
  subject: { kind: string; id: string };
  dedupKey?: string;
  severity?: string;
  /** The escalation that pages with this message; ending it takes back what has not gone out. */
  escalationId?: string;
  /** It was due earlier; the text says so. */
  late?: boolean;
  /** Only the title leaves the portal; it holds number and severity and nothing else. */
  isPrivate?: boolean;
}

export const CONTACT_KINDS = ["mail", "push", "ntfy", "phone"] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

export const CHANNEL_KINDS = ["slack", "webhook", "ntfy", "mail"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What goes out at once, and what follows, one after another, when those before have failed. */
export type UrgencyRule = {
  first: ContactKind[];
  after: ContactKind[];
};
export type Rules = Record<Urgency, UrgencyRule>;

/** Good on day one (S-260): whatever there is at once for what is critical, fewer for the rest. */
export const DEFAULT_RULES: Rules = {
  critical: { first: ["push", "ntfy", "phone", "mail"], after: [] },
  high: { first: ["push", "mail"], after: ["ntfy", "phone"] },
  normal: { first: ["push"], after: [] },
};

/** Local wall time of the person, HH:MM; critical messages pass. */
export type QuietHours = {
  on: boolean;
  from: string;
  to: string;
};
export const DEFAULT_QUIET: QuietHours = { on: false, from: "22:00", to: "07:00" };

/** One address of a person, as planning needs it. */
export interface Address {
  kind: ContactKind;
  contactId: string;
  /** For phones: each gateway is an address of its own, the first one preferred. */
  gatewayId?: string;
  lane: string;
}

export interface Planned extends Address {
  rank: number;
}

/**
 * Which addresses a message of this urgency goes to. Ranks begin at 0 (at once) and have no holes; a second gateway of
 * the same phone stands behind everything else, for when the first one fails.
 */
export function planAddresses(rule: UrgencyRule, addresses: readonly Address[]): Planned[] {
  const taken = new Set<string>();
  const spare: Address[] = [];
  const take = (kind: ContactKind): Address[] =>
    addresses.filter((one) => {
      if (one.kind !== kind) return false;
      if (!taken.has(one.contactId)) {
        taken.add(one.contactId);
        return true;
      }
      if (one.gatewayId) spare.push(one);
      return false;
    });
  const groups = [rule.first.flatMap(take), ...rule.after.map(take), ...[spare]].filter(
    (group) => group.length > 0,
  );
  return groups.flatMap((group, rank) => group.map((one) => ({ ...one, rank })));
}

/** Tries of one dispatch before the next address has its turn. */
const WAITS: Record<Urgency, readonly number[]> = {
  critical: [4, 12],
  high: [15, 60, 300],
  normal: [30, 120, 600, 3600],
};

/**
 * Seconds until the next try after so many failed ones, or null when it was the last.
 * @param attempts how many have failed, 1 or more
 */
export function retryAfter(urgency: Urgency, attempts: number): number | null {
  return WAITS[urgency][attempts - 1] ?? null;
}

/** A storm is one page a minute and address; the first page and any P0 go at once. */
export const BUNDLE_SECONDS = 60;

/** What leaves later than this says that it is late. */
export const LATE_SECONDS = 120;

/** Longer than the longest call (mail 20 s), and at most 30: what a killed sender held is sent again after it. */
export const LEASE_SECONDS = 28;

/** Which of a person's contacts wake somebody who sleeps: a push or a mail is easily slept through. */
export const WAKES: ReadonlySet<ContactKind> = new Set(["ntfy", "phone"]);

/** How a contact or channel is called in a sentence. */
export const KIND_WORDS: Record<ContactKind | ChannelKind, string> = {
  mail: "Mail",
  push: "Push in a browser",
  ntfy: "ntfy push",
  phone: "Phone",
  slack: "Slack-compatible webhook",
  webhook: "Signed webhook",
};

/** An address as it is shown: enough to know it again, too little to use it. */
export function masked(kind: string, address: string): string {
  if (kind === "phone") return address.length > 4 ? `••• ${address.slice(-4)}` : "•••";
  if (kind === "mail") return address;
  try {
    const url = new URL(address);
    const tail = `${url.pathname}${url.search}`.replace(/\/+$/, "");
    return tail.length > 4 ? `${url.host}/…${tail.slice(-4)}` : url.host;
  } catch {
    return "•••";
  }
}
