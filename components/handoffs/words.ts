import { type Need, STALE_NOTES_MINUTES, TOLD_KINDS } from "#lib/handoffs/model.ts";
import type { HandoffDto, HandoffItemDto } from "#lib/handoffs/schema.ts";
import { formatDay, formatSpan, plural } from "#lib/platform/format.ts";

type Kind = HandoffItemDto["kind"];

/** The lists of a handoff, in their order. */
export const LISTS: ReadonlyArray<{ kind: Kind; title: string }> = [
  { kind: "incident", title: "Open incidents" },
  { kind: "duty", title: "Still to write" },
  { kind: "run", title: "Unfinished checks" },
  { kind: "action", title: "Due actions" },
  { kind: "runbook", title: "Changed runbooks" },
];

const cap = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** How old the notes of an open incident are, and whether that is too old to hand over (S-060). */
export function notesAge(item: HandoffItemDto, nowMs: number): { words: string; stale: boolean } | null {
  if (item.kind !== "incident") return null;
  if (!item.facts.notesAt) return { words: "no notes yet", stale: true };
  const seconds = Math.max(0, (nowMs - Date.parse(item.facts.notesAt)) / 1000);
  return { words: `notes ${formatSpan(seconds)} old`, stale: seconds > STALE_NOTES_MINUTES * 60 };
}

const NEED: Record<Need, string> = {
  report: "report missing",
  postmortem: "postmortem missing",
  runbook: "runbook not brought up to date",
};

/** What an incident still wants, the nearest first: "Report missing, postmortem due 26 Nov". */
export function needWords(needs: readonly Need[], dueAt: Date | string | null, zone: string): string {
  const due = dueAt ? `postmortem due ${formatDay(new Date(dueAt).toISOString(), zone)}` : NEED.postmortem;
  return cap(needs.map((need) => (need === "postmortem" ? due : NEED[need])).join(", "));
}

/** The grey line of an item, without what counts by the clock. */
export function factWords(item: HandoffItemDto): string {
  const { facts } = item;
  const parts = [
    facts.number,
    facts.status ? cap(facts.status) : undefined,
    facts.total === undefined ? undefined : `${facts.done ?? 0} of ${facts.total}`,
    item.kind === "action" && facts.dueAt ? `due ${facts.dueAt}` : undefined,
    facts.next ? `next: ${facts.next}` : undefined,
  ];
  return parts.filter((part): part is string => part !== undefined).join(" · ");
}

export const scheduleWords = (handoff: HandoffDto): string =>
  handoff.schedules.map((one) => `${one.team.name}, ${one.name}`).join("; ") || "a schedule that is gone";

/** The state in two or three words, with its tone. */
export function stateWords(handoff: HandoffDto): { word: string; tone: "ok" | "warn" | "crit" | "neutral" } {
  if (handoff.state === "void") return { word: "The shift changed", tone: "neutral" };
  if (handoff.state === "expired")
    return { word: handoff.from ? "Never accepted" : "Never confirmed", tone: "crit" };
  if (handoff.state === "accepted")
    return handoff.late ? { word: "Accepted late", tone: "warn" } : { word: "Accepted", tone: "ok" };
  if (handoff.lapsedAt) return { word: "Not accepted in time", tone: "crit" };
  if (handoff.state === "refused") return { word: "Refused", tone: "crit" };
  return handoff.state === "submitted"
    ? { word: "Waits for acceptance", tone: "warn" }
    : { word: "Being prepared", tone: "neutral" };
}

export const firstName = (name: string): string => name.split(" ")[0] ?? name;

/** Who is silent, as a sentence for the record. */
export function silenceWords(handoff: HandoffDto): string | null {
  if (!handoff.silent) return null;
  if (handoff.silent === "both")
    return `Neither ${handoff.from?.name ?? "the outgoing person"} nor ${handoff.to.name} had signed when the time ended.`;
  return `${handoff.to.name} was silent when the time ended.`;
}

/** What one step takes over, for the bar above the button. */
export function goesWords(handoff: HandoffDto): string {
  const over = handoff.items.filter((item) => item.goes === "over" && !TOLD_KINDS.includes(item.kind)).length;
  const open = handoff.items.filter((item) => item.query && !item.answer).length;
  const goes =
    over === 0 ? "Nothing else goes over." : `${over} ${over === 1 ? "goes" : "go"} with one step.`;
  return open === 0 ? goes : `${goes} ${plural(open, "question")} without an answer.`;
}
