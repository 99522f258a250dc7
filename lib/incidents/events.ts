import type { Audience, DomainEvent } from "#lib/platform/events.ts";

export interface IncidentRef {
  id: string;
  version: number;
  severity: string;
  teamId: string;
  audience: Audience;
}

/** `incident.<what>`: ids and facts only; the audience is the people who may see it. */
export function incidentEvent(
  what: string,
  incident: IncidentRef,
  facts: Record<string, unknown> = {},
): DomainEvent {
  return {
    name: `incident.${what}`,
    subject: { kind: "incident", id: incident.id },
    version: incident.version,
    audience: incident.audience,
    payload: { incidentId: incident.id, severity: incident.severity, teamId: incident.teamId, ...facts },
  };
}
