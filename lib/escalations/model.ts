/*
 * Escalation   people called about one subject, with a cause: opened, or by hand with a reason.
 * Target       whom it calls: whoever holds the pager, a person, or a team (its pager's holder).
 * Page         one person told by one escalation, and why them.
 * It knows its subject by kind, id and the facts handed to it: this room imports no room above it.
 */

export type EscalationCause = "opened" | "by-hand";

export interface EscalationTarget {
  kind: "pager" | "user" | "team";
  /** User or team id; for the pager, the team whose pager it is. */
  id: string;
}

/** What the message may say: for a private subject, number and severity only. */
export interface EscalationFacts {
  subject: { kind: string; id: string };
  title: string;
  body: string;
  url: string;
  urgency: "critical" | "high";
}
