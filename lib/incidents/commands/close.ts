import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalid } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { missingReportParts } from "../model.ts";
import { canMoveTo, canWork } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto, Verb } from "../schema.ts";
import {
  addEntry,
  changeIncident,
  forward,
  getIncidentForUpdate,
  noteWith,
  quiet,
  reportChange,
  takeOver,
} from "./internal.ts";

const SENTENCE = {
  happened: "Say what happened.",
  cause: "Name the root cause.",
  resolution: "Say what resolved it.",
} as const;

/** Closes with its report: what happened, root cause, resolution; without all three it stays open (S-033). */
export async function closeIncident(ctx: Ctx, input: { id: string } & Verb): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    if (incident.status === "closed") return presentIncident(within(ctx, tx), incident.id);
    permit(canMoveTo(ctx.actor, incident.facts, "closed"));
    const report = {
      happened: input.report?.happened ?? incident.reportHappened,
      cause: input.report?.cause ?? incident.reportCause,
      resolution: input.report?.resolution ?? incident.reportResolution,
    };
    const missing = missingReportParts(report);
    if (missing.length > 0)
      throw invalid(missing.map((part) => ({ path: `report.${part}`, message: SENTENCE[part] })));
    const skippedResolution = incident.resolvedAt === null;
    const taken = await takeOver(tx, ctx, incident);
    const after = await changeIncident(tx, ctx, incident, {
      ...forward(incident, "closed", ctx.now),
      ...taken,
      ...reportChange(input.report),
    });
    await quiet(tx, ctx, incident, "closed");
    await addEntry(tx, ctx, incident.id, { kind: "status", data: { from: incident.status, to: "closed" } });
    await noteWith(tx, ctx, incident.id, input.note);
    await recordAudit(tx, ctx, {
      action: "incident.close",
      subject: { kind: "incident", id: after.id },
      teamId: after.teamId,
      before: incident,
      after,
    });
    if (skippedResolution) await emit(tx, ctx, incidentEvent("resolved", after));
    await emit(tx, ctx, incidentEvent("closed", after));
    return presentIncident(within(ctx, tx), after.id);
  });
}
