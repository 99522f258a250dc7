/*
 * Notification  one message to one person; the in-app inbox is the channel every installation has.
 * Urgency       critical (somebody must act now), high (today), normal.
 * Delivery      one attempt at bringing it over a channel.
 * Dedup key     the same key to the same person is told once, however often the cause repeats.
 */

export type Urgency = "critical" | "high" | "normal";

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
}
