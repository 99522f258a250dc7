import type { ContactKind, Urgency } from "#lib/notifications/model.ts";

/** How things of this room are called where people read them. */
export const CONTACT_NAMES: Record<ContactKind, string> = {
  phone: "Phone",
  ntfy: "ntfy",
  push: "Push",
  mail: "Mail",
};

export const URGENCY_NAMES: Record<Urgency, { name: string; hint: string }> = {
  critical: { name: "A page", hint: "You have to act now. Passes quiet hours." },
  high: { name: "Today", hint: "A role, a hand-over, something due." },
  normal: { name: "News", hint: "Somebody took it, it has ended." },
};

export const STATE_WORDS: Record<string, string> = {
  pending: "Waiting",
  sending: "Being sent",
  sent: "Delivered",
  failed: "Not delivered",
  held: "In reserve",
  cancelled: "Taken back",
};
