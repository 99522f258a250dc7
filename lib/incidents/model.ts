/**
 * Incidents, in the room's own words:
 * - severity: P0 (worst) to P4; it brings the clocks' figures and whether a postmortem is owed
 * - status: open → acknowledged → investigating → mitigated → resolved → closed; cancelled and merged end it aside
 * - clock: acknowledge, respond, update: start, due, ended, breached; a recorded breach stays
 * - commander, communications, scribe, responder: roles people hold on one incident
 * - response guide: four timed steps that show where the first hour should stand
 * - report: what happened, why, what resolved it; closing needs all three (S-033)
 * Pure: `now` is passed in, and so is the way time is added, since P2–P4 may run in service hours only.
 */

export const SEVERITIES = ["P0", "P1", "P2", "P3", "P4"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const ACTIVE_STATUSES = ["open", "acknowledged", "investigating", "mitigated"] as const;
export const PATH = [...ACTIVE_STATUSES, "resolved", "closed"] as const;
export type PathStatus = (typeof PATH)[number];
export const STATUSES = [...PATH, "cancelled", "merged"] as const;
export type Status = (typeof STATUSES)[number];
export const INCIDENT_TYPES = ["downtime", "security", "data-loss", "other"] as const;
export type IncidentType = (typeof INCIDENT_TYPES)[number];
export const SOURCES = ["person", "checklist", "alert", "monitoring", "user-report"] as const;
export type Source = (typeof SOURCES)[number];
export const ROLES = ["commander", "communications", "scribe", "responder"] as const;
export type IncidentRole = (typeof ROLES)[number];
export const ENTRY_KINDS = [
  "note",
  "update",
  "decision",
  "status",
  "severity",
  "role",
  "escalation",
  "link",
  "report",
  "clock",
  "task",
  "file",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export function isActive(status: Status): boolean {
  return (ACTIVE_STATUSES as readonly Status[]).includes(status);
}
