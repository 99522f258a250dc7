import type { DomainEvent } from "#lib/platform/events.ts";

/** Everybody hears: it may change KPIs, runbooks and vendors of all teams. */
export const catalogueLoaded = (facts: {
  profiles: string[];
  teamId: string;
  made: number;
  updated: number;
}): DomainEvent => ({
  name: "catalogue.loaded",
  subject: { kind: "catalogue", id: "starter" },
  version: 0,
  audience: { all: true },
  payload: facts,
});
