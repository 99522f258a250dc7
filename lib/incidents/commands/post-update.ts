import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { clocksAfterUpdate } from "../model/clocks.ts";
import { canWork } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import { addEntry, changeIncident, figuresOf, getIncidentForUpdate, timeFor } from "./internal.ts";
import { tellStakeholders } from "./tell-stakeholders.ts";

/** Writes an update; one for stakeholders restarts the update clock and reaches those of the service (S-039, G-07). */
export async function postUpdate(
  ctx: Ctx,
  input: { id: string; text: string; audience: "internal" | "stakeholders" },
): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    const figures = await figuresOf(tx, incident.severity, incident.serviceId);
    const add = await timeFor(tx, incident.severity, incident.serviceId);
    const clocks =
      input.audience === "stakeholders"
        ? clocksAfterUpdate(incident.clocks, figures, ctx.now, add)
        : incident.clocks;
    const after = await changeIncident(tx, ctx, incident, { clocks });
    const entryId = await addEntry(tx, ctx, incident.id, {
      kind: "update",
      text: input.text,
      data: { audience: input.audience },
    });
    const told =
      input.audience === "stakeholders"
        ? await tellStakeholders(tx, ctx, after, { id: entryId, text: input.text })
        : 0;
    await recordAudit(tx, ctx, {
      action: "incident.update",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { audience: input.audience, told },
    });
    await emit(tx, ctx, incidentEvent("updated", after, { audience: input.audience, entryId }));
    return presentIncident(within(ctx, tx), incident.id);
  });
}
