import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { clocksAfterMove } from "../model/clocks.ts";
import { endAside } from "../model/life.ts";
import { canCancel } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto, Verb } from "../schema/incidents.ts";
import { addEntry, changeIncident, getIncidentForUpdate, quiet } from "./internal.ts";

/** Declared in error: ends it aside, with a reason. Calling stops; the record stays. */
export async function cancelIncident(ctx: Ctx, input: { id: string } & Verb): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canCancel(ctx.actor, incident.facts));
    if (!input.reason) throw invalidField("reason", "Say why it is cancelled.");
    const { status, cancelledAt } = endAside(incident, "cancelled", ctx.now);
    const after = await changeIncident(tx, ctx, incident, {
      status,
      cancelledAt,
      clocks: clocksAfterMove(incident.clocks, "cancelled", ctx.now),
    });
    await quiet(tx, ctx, incident, "cancelled");
    await addEntry(tx, ctx, incident.id, {
      kind: "status",
      text: input.reason,
      data: { from: incident.status, to: "cancelled" },
    });
    await recordAudit(tx, ctx, {
      action: "incident.cancel",
      subject: { kind: "incident", id: after.id },
      teamId: after.teamId,
      before: incident,
      after,
      detail: { reason: input.reason },
    });
    await emit(tx, ctx, incidentEvent("cancelled", after));
    return presentIncident(within(ctx, tx), after.id);
  });
}
