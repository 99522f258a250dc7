import type { EscalationDto, StepDto } from "#lib/escalations/schema.ts";

const CAUSE: Record<Exclude<EscalationDto["cause"], "by-hand">, string> = {
  opened: "On opening",
  raised: "Severity raised",
  impact: "Impact judged",
  reopened: "Reopened",
  merged: "Merged in",
  "ack-timeout": "No word after the acknowledgement",
  backstop: "Not mitigated in time",
  repaired: "Started by the auditor",
};

const END: Record<string, string> = {
  acknowledged: "Acknowledged",
  "is investigating": "Under investigation",
  mitigated: "Mitigated",
  resolved: "Resolved",
  closed: "Closed",
  cancelled: "Cancelled",
  lowered: "Severity lowered",
  merged: "Merged",
  raised: "Severity raised",
  reopened: "Reopened",
  "by-hand": "Escalated by hand",
  "ack-timeout": "Begun again",
  backstop: "Begun again",
  repaired: "Ended by the auditor",
};

const BECAUSE: Record<string, string> = {
  scheduled: "on call",
  keeps: "on call until the handoff is accepted",
  incoming: "takes over; the handoff waits",
  lead: "team lead",
  deputy: "deputy lead",
  admin: "administrator",
  person: "called by name",
  role: "duty role",
  owner: "owner",
};

const CHANNEL: Record<string, string> = {
  mail: "mail",
  push: "push",
  ntfy: "ntfy",
  phone: "phone",
};

export const causeWords = (one: EscalationDto): string =>
  one.cause === "by-hand" ? `By ${one.by?.name ?? "hand"}` : CAUSE[one.cause];

export const endWords = (reason: string | null): string => (reason ? (END[reason] ?? reason) : "Ended");

export const becauseWords = (because: string): string => BECAUSE[because] ?? because;

/** "push delivered, mail failed": the last attempt per channel. */
export function deliveryWords(deliveries: StepDto["pages"][number]["deliveries"]): string {
  const last = new Map(deliveries.map((one) => [one.channel, one.outcome]));
  return [...last]
    .map(
      ([channel, outcome]) => `${CHANNEL[channel] ?? channel} ${outcome === "sent" ? "delivered" : "failed"}`,
    )
    .join(", ");
}

/** What the badge of the panel says: who is being called now, or null. */
export function ringingWords(escalations: ReadonlyArray<EscalationDto>): string | null {
  const running = escalations.filter((one) => one.endedAt === null);
  const last = running.flatMap((one) => one.steps.filter((step) => step.outcome === "paged")).at(-1);
  if (running.length === 0) return null;
  if (!last) return "Calling";
  return last.level === null ? "Ringing everybody" : `Ringing level ${last.level}`;
}
