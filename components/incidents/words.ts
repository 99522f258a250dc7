import type { ClockName } from "#lib/incidents/model/clocks.ts";
import type { IncidentRole, IncidentType, PathStatus, Status } from "#lib/incidents/model.ts";

/** Statuses as people say them. */
export const STATUS_WORD: Record<Status, string> = {
  open: "Open",
  acknowledged: "Acknowledged",
  investigating: "Investigating",
  mitigated: "Mitigated",
  resolved: "Resolved",
  closed: "Closed",
  cancelled: "Cancelled",
  merged: "Merged",
};

type Step = Exclude<PathStatus, "open">;

/** The step that leads to a status: the verb on its button, the path of the API, what it says while it waits. */
export const STEP: Record<Step, { verb: string; path: string; busy: string; not: string }> = {
  acknowledged: {
    verb: "Acknowledge",
    path: "acknowledge",
    busy: "Acknowledging",
    not: "not acknowledged yet, escalation continues",
  },
  investigating: {
    verb: "Start investigating",
    path: "investigate",
    busy: "Starting",
    not: "not under investigation yet",
  },
  mitigated: { verb: "Mark mitigated", path: "mitigate", busy: "Marking", not: "not marked mitigated yet" },
  resolved: { verb: "Resolve", path: "resolve", busy: "Resolving", not: "not resolved yet" },
  closed: { verb: "Close with report", path: "close", busy: "Closing", not: "not closed yet" },
};

export const CLOCK_WORD: Record<ClockName, string> = {
  acknowledge: "Acknowledge",
  respond: "Respond",
  update: "Update",
};

/** Whose figure a clock runs by, behind the figure: "5 min, set for this service". */
export function figureWords(from: string): string {
  if (from === "service") return "set for this service";
  if (from === "installation") return "set for the portal";
  return from.startsWith("profile ") ? `preset of ${from.slice(8)}` : "by its severity";
}

export const ROLE_WORD: Record<IncidentRole, string> = {
  commander: "Commander",
  communications: "Communications",
  scribe: "Scribe",
  responder: "Responders",
};

/** What somebody with the role does, in one line. */
export const ROLE_DUTY: Record<IncidentRole, string> = {
  commander: "Decides, gives out the tasks, keeps the clocks; does not fix it alone.",
  communications: "Writes the updates for stakeholders on time and answers those who ask.",
  scribe: "Keeps the timeline: what was seen, done and decided, and when.",
  responder: "Looks for the cause, fixes it and says what was found.",
};

export const TYPE_WORD: Record<IncidentType, string> = {
  downtime: "Downtime",
  security: "Security",
  "data-loss": "Data loss",
  other: "Other",
};

/** Where an incident came from, after "Opened 08:41". */
export const SOURCE_WORD: Record<string, string> = {
  person: "",
  checklist: "from a check",
  alert: "by an alert",
  monitoring: "by monitoring",
  "user-report": "from a user report",
};

export const REPORT_WORD = {
  happened: "What happened",
  cause: "Root cause",
  resolution: "What resolved it",
} as const;

/** "INC-142" */
export const numberOf = (incident: { number: number }) => `INC-${incident.number}`;
