import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
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

/** It is over. A P0 or P1 opens its postmortem (S-063). Doing it again changes nothing. */
export async function resolveIncident(ctx: Ctx, input: { id: string } & Verb): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    if (incident.status === "resolved") return presentIncident(within(ctx, tx), incident.id);
    permit(canMoveTo(ctx.actor, incident.facts, "resolved"));
    const taken = await takeOver(tx, ctx, incident);
    const after = await changeIncident(tx, ctx, incident, {
      ...forward(incident, "resolved", ctx.now),
      ...taken,
      ...reportChange(input.report),
    });
    await quiet(tx, ctx, incident, "resolved");
    await addEntry(tx, ctx, incident.id, { kind: "status", data: { from: incident.status, to: "resolved" } });
    await noteWith(tx, ctx, incident.id, input.note);
    await recordAudit(tx, ctx, {
      action: "incident.resolve",
      subject: { kind: "incident", id: after.id },
      teamId: after.teamId,
      before: incident,
      after,
    });
    await emit(tx, ctx, incidentEvent("resolved", after));
    return presentIncident(within(ctx, tx), after.id);
  });
}
