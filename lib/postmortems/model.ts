/*
 * Postmortem   what happened, why, and what follows, without blame; one per incident, or one of its own.
 * Cause        one of several: a trigger, something that contributed, or why it was seen late.
 * State        draft → in-review → published; back to draft with a reason.
 * Owed         the incident was resolved and its postmortem is not published yet.
 * On time      first published by its due time; taking it back later does not change that.
 */

export const POSTMORTEM_STATES = ["draft", "in-review", "published"] as const;
export type PostmortemState = (typeof POSTMORTEM_STATES)[number];
export const CAUSE_KINDS = ["trigger", "contributing", "detection"] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

/** The template, in reading order (S-064, S-065, S-256): key, title, and what belongs there. */
export const SECTIONS = [
  { key: "summary", title: "Summary", hint: "Two or three sentences for somebody who was not there." },
  { key: "impact", title: "Impact", hint: "Who was affected, how badly, for how long." },
  { key: "wentWell", title: "What went well", hint: "What helped: a clear alert, a practised rollback." },
  {
    key: "wentBadly",
    title: "What went badly",
    hint: "What cost time or made it worse. Systems, not people.",
  },
  { key: "lucky", title: "Where we were lucky", hint: "What could as well have gone wrong." },
  { key: "resolution", title: "Resolution", hint: "What ended it, and how it was confirmed." },
  { key: "lessons", title: "Lessons", hint: "What we know now that we did not know before." },
  {
    key: "procedureChanges",
    title: "Runbooks and procedures changed",
    hint: "Which runbook, checklist or alert was changed, or should be.",
  },
  { key: "prevention", title: "Measures against a repeat", hint: "What makes it less likely, or cheaper." },
  { key: "sharing", title: "Shared with the team", hint: "Where and when it was talked through." },
] as const;
export type SectionKey = (typeof SECTIONS)[number]["key"];
export const SECTION_KEYS = SECTIONS.map((section) => section.key) as [SectionKey, ...SectionKey[]];
export type Sections = Record<SectionKey, string>;

/** Our own default; the guides name no deadline (G-09). */
export const DUE_DAYS = 5;
/** C-49: P0 and P1 always, P2 on request. */
export const REQUIRED_FOR: readonly string[] = ["P0", "P1"];

/** The stored sections, every key present. */
export function readSections(stored: unknown): Sections {
  const from = stored !== null && typeof stored === "object" ? (stored as Record<string, unknown>) : {};
  const entries = SECTION_KEYS.map((key) => [key, typeof from[key] === "string" ? from[key] : ""]);
  return Object.fromEntries(entries) as Sections;
}

/** `days` after an instant. */
export const dueAfter = (from: Date, days: number): Date => new Date(from.getTime() + days * 86_400_000);

/** Past its due time and never published. */
export function isOverdue(report: { dueAt: Date | null; publishedAt: Date | null }, now: Date): boolean {
  return report.publishedAt === null && report.dueAt !== null && report.dueAt < now;
}

export interface Readiness {
  causes: number;
  actions: number;
  noCauseReason: string | null;
  noActionReason: string | null;
}

/** What still keeps it from being published: a cause and an action, or a stated reason for none. */
export function missingForPublication(report: Readiness): string[] {
  const missing: string[] = [];
  if (report.causes === 0 && !report.noCauseReason?.trim())
    missing.push("Name at least one cause, or say why there is none.");
  if (report.actions === 0 && !report.noActionReason?.trim())
    missing.push("Add at least one action, or say why none is needed.");
  return missing;
}

const MOVES: Record<PostmortemState, readonly PostmortemState[]> = {
  draft: ["in-review"],
  "in-review": ["published", "draft"],
  published: ["draft"],
};

export function canMoveTo(from: string, to: PostmortemState): boolean {
  return (MOVES[from as PostmortemState] ?? []).includes(to);
}

const word = (value: unknown): string => (typeof value === "string" ? value : "");
const spaced = (value: unknown): string => word(value).replaceAll("-", " ");

/** A timeline entry in words, for the report. */
export function describeEntry(kind: string, text: string, data: unknown): string {
  const facts = data !== null && typeof data === "object" ? (data as Record<string, unknown>) : {};
  const change = facts.from && facts.to ? `${spaced(facts.from)} → ${spaced(facts.to)}` : spaced(facts.to);
  if (kind === "status" && change) return text ? `Status ${change}: ${text}` : `Status ${change}`;
  if (kind === "severity" && change) return text ? `Severity ${change}: ${text}` : `Severity ${change}`;
  if (text) return text;
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}
