import type { Severity } from "#components/ui/marks.tsx";

/** The signed-in person, as the frame shows them. */
export type ShellMe = {
  id: string;
  name: string;
  /** Under the name: "Engineer, Payments". */
  subtitle: string;
};

/** What is mine and open, per place; a place without a figure shows none. Never "unread". */
export type ShellCounts = {
  today?: number | undefined;
  incidents?: number | undefined;
  checklists?: number | undefined;
  postmortems?: number | undefined;
};

/** An open P0 or P1, for the band under the top line. */
export type BandIncident = {
  id: string;
  /** "INC-142" */
  number: string;
  title: string;
  severity: Severity;
  /** As people say it: "Investigating", "Open, not acknowledged". */
  status: string;
  /** Who leads, or null while nobody does. */
  lead: string | null;
  openedAt: string;
  href: string;
  /** The clock that is worst off: "Mitigate", due then. Null when none runs. */
  clock: { label: string; dueAt: string } | null;
};

/** A line of on-call for the top line: who has its pager now. */
export type ShellOnCall = {
  scheduleId: string;
  /** Null: nobody at all. */
  person: { id: string; name: string } | null;
  team: string;
  /** A handoff waits for its acceptance. */
  pending: boolean;
  /** When this may change by itself; null: not as far as is laid out. */
  changesAt: string | null;
};

/** All that the frame needs; a server layout fills it, nothing is fetched here. Times are ISO instants. */
export type ShellData = {
  me: ShellMe;
  counts: ShellCounts;
  /** Open P0 and P1, worst first. */
  band: ReadonlyArray<BandIncident>;
  /** The first lines of one's own teams, else of those one may see. */
  onCall: ReadonlyArray<ShellOnCall>;
  /** Messages in the inbox that were not seen yet. */
  unread: number;
  /** The server's present; all clocks run from it. */
  nowIso: string;
  /** When an escalation engine last looked; null: never. */
  engineAt: string | null;
  /** The viewer's IANA zone. */
  zone: string;
};
