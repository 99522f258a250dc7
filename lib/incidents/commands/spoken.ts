import { readImpact } from "#lib/escalations/model/definition.ts";
import type { EscalationFacts } from "#lib/escalations/model.ts";
import type { Incident } from "#prisma";
import type { Severity } from "../model.ts";

/** What a message about it may say: of a private one number and severity only. */
export function spoken(incident: {
  number: number;
  title: string;
  severity: string;
  isPrivate: boolean;
  id: string;
}) {
  const name = `INC-${incident.number}`;
  return {
    name,
    title: incident.isPrivate
      ? `${incident.severity} ${name}`
      : `${incident.severity} ${name}: ${incident.title}`,
    url: `/incidents/${incident.id}`,
  };
}

type Spoken = Pick<
  Incident,
  | "id"
  | "number"
  | "title"
  | "summary"
  | "severity"
  | "isPrivate"
  | "teamId"
  | "serviceId"
  | "assigneeId"
  | "declaredById"
  | "openedAt"
> & { impact?: unknown };

/** What those called about an incident may be told, and by what its path is chosen. */
export function callFacts(incident: Spoken): EscalationFacts {
  const { title, url } = spoken(incident);
  return {
    subject: { kind: "incident", id: incident.id },
    title,
    body: incident.isPrivate ? "" : incident.summary,
    url,
    severity: incident.severity as Severity,
    teamId: incident.teamId,
    serviceId: incident.serviceId,
    ownerId: incident.assigneeId,
    declaredById: incident.declaredById,
    isPrivate: incident.isPrivate,
    openedAt: incident.openedAt.toISOString(),
    impact: readImpact(incident.impact),
  };
}
