import type { Ctx } from "#lib/platform/context.ts";
import { invalid } from "#lib/platform/errors.ts";
import { missingReportParts } from "../model/life.ts";
import type { IncidentDto, Verb } from "../schema/incidents.ts";
import { type LockedIncident, reportChange } from "./internal.ts";
import { moveOn } from "./move-on.ts";

const SENTENCE = {
  happened: "Say what happened.",
  cause: "Name the root cause.",
  resolution: "Say what resolved it.",
} as const;

/** @throws invalid at each part that neither stands there nor was given */
function requireReport(incident: LockedIncident, given: Verb["report"]): void {
  const missing = missingReportParts({
    happened: given?.happened ?? incident.reportHappened,
    cause: given?.cause ?? incident.reportCause,
    resolution: given?.resolution ?? incident.reportResolution,
  });
  if (missing.length > 0)
    throw invalid(missing.map((part) => ({ path: `report.${part}`, message: SENTENCE[part] })));
}

/** Closes with its report: what happened, root cause, resolution; without all three it stays open (S-033). */
export const closeIncident = (ctx: Ctx, input: { id: string } & Verb): Promise<IncidentDto> =>
  moveOn(ctx, input, {
    to: "closed",
    action: "incident.close",
    did: "closed",
    change: (incident) => {
      requireReport(incident, input.report);
      return reportChange(input.report);
    },
    // Whoever waits for the resolution, the postmortem first of all, hears of it here.
    over: (incident) => (incident.resolvedAt === null ? ["resolved"] : []),
  });
