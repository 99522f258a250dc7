import type { DomainEvent } from "#lib/platform/events.ts";

interface ServiceFacts {
  id: string;
  version: number;
  team: { id: string; visibility: string };
}

export type ServiceChange = "created" | "changed" | "archived" | "setting";

/** People of a closed team hear of its services; everybody of an open one's. */
export const serviceChanged = (
  what: ServiceChange,
  service: ServiceFacts,
  facts: { key?: string; fromTeamId?: string } = {},
): DomainEvent => ({
  name: `service.${what}`,
  subject: { kind: "service", id: service.id },
  version: service.version,
  audience:
    service.team.visibility === "closed"
      ? { teams: [service.team.id, ...(facts.fromTeamId ? [facts.fromTeamId] : [])] }
      : { all: true },
  payload: { serviceId: service.id, teamId: service.team.id, ...(facts.key ? { key: facts.key } : {}) },
});

export const settingChanged = (key: string, version: number): DomainEvent => ({
  name: "setting.changed",
  subject: { kind: "setting", id: key },
  version,
  audience: { all: true },
  payload: { key },
});

export const vendorChanged = (key: string, version: number): DomainEvent => ({
  name: "vendor.changed",
  subject: { kind: "vendor", id: key },
  version,
  audience: { all: true },
  payload: { key },
});
