import type { GuideFacts } from "#lib/incidents/model/guide.ts";
import { missingReportParts } from "#lib/incidents/model/life.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { EntryDto } from "#lib/incidents/schema/timeline.ts";

const date = (iso: string | null) => (iso ? new Date(iso) : null);

function partsOf(entry: EntryDto): string[] {
  const parts = entry.data.parts;
  return Array.isArray(parts) ? parts.filter((part): part is string => typeof part === "string") : [];
}

/**
 * What the response guide needs to know: a cause counts as named when it was first written into the report, and an
 * incident as documented when all three parts are there (S-030 to S-033).
 */
export function guideFacts(incident: IncidentDto, entries: ReadonlyArray<EntryDto>): GuideFacts {
  const reports = entries.filter((entry) => entry.kind === "report");
  const named = reports.find((entry) => partsOf(entry).includes("cause"));
  const whole = missingReportParts(incident.report).length === 0;
  const last = reports.at(-1);
  return {
    openedAt: new Date(incident.openedAt),
    acknowledgedAt: date(incident.acknowledgedAt),
    causeNamedAt: incident.report.cause && named ? new Date(named.occurredAt) : null,
    mitigatedAt: date(incident.mitigatedAt),
    documentedAt: whole ? date(last?.occurredAt ?? incident.closedAt ?? incident.resolvedAt) : null,
  };
}

/** When it stopped running: resolved, cancelled, or merged away; null while it goes on. */
export function endedAt(incident: IncidentDto, entries: ReadonlyArray<EntryDto>): string | null {
  if (incident.status === "merged") {
    const merged = entries.findLast((entry) => entry.kind === "status" && entry.data.to === "merged");
    return merged?.at ?? incident.openedAt;
  }
  return incident.resolvedAt ?? incident.cancelledAt;
}
