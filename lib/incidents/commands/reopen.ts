import { recordAudit } from "#lib/audit/commands/record.ts";
import { openEscalation } from "#lib/escalations/commands/start.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { clocksAfterReopen, restartClocks } from "../model/clocks.ts";
import { reopen } from "../model/life.ts";
import { canReopenIncident } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto, Verb } from "../schema/incidents.ts";
import { addEntry, changeIncident, figuresOf, getIncidentForUpdate, timeFor } from "./internal.ts";
import { callFacts } from "./spoken.ts";
import "./called.ts";

/** Backward, with a reason (G-08): to investigating by its commander, else to open with new clocks and a new call. */
export async function reopenIncident(ctx: Ctx, input: { id: string } & Verb): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canReopenIncident(ctx.actor, incident.facts));
    if (!input.reason) throw invalidField("reason", "Say why it is reopened.");
    const byCommander = ctx.actor.userId !== null && ctx.actor.userId === incident.commanderId;
    const figures = await figuresOf(tx, incident.severity, incident.serviceId);
    const add = await timeFor(tx, incident.severity, incident.serviceId);
    const clocks = byCommander
      ? clocksAfterReopen(incident.clocks, figures, ctx.now, add)
      : restartClocks(incident.clocks, figures, ctx.now, add);
    // Named one by one: the locked incident carries more than its row may be written with.
    const stamps = reopen(incident, byCommander, ctx.now);
    const after = await changeIncident(tx, ctx, incident, {
      status: stamps.status,
      acknowledgedAt: stamps.acknowledgedAt,
      firstAckAt: stamps.firstAckAt,
      investigatingAt: stamps.investigatingAt,
      mitigatedAt: stamps.mitigatedAt,
      resolvedAt: stamps.resolvedAt,
      closedAt: stamps.closedAt,
      cancelledAt: stamps.cancelledAt,
      resolvedSeconds: stamps.resolvedSeconds,
      clocks,
      ...(byCommander ? {} : { acknowledgedById: null }),
    });
    await addEntry(tx, ctx, incident.id, {
      kind: "status",
      text: input.reason,
      data: { from: incident.status, to: after.status, reopened: true },
    });
    await openEscalation(tx, ctx, callFacts(after), {
      cause: "reopened",
      reason: input.reason,
      words: { prefix: "Reopened", note: input.reason },
      taken: byCommander,
      backstop: !byCommander,
    });
    await recordAudit(tx, ctx, {
      action: "incident.reopen",
      subject: { kind: "incident", id: after.id },
      teamId: after.teamId,
      before: incident,
      after,
      detail: { reason: input.reason },
    });
    await emit(tx, ctx, incidentEvent("reopened", after));
    return presentIncident(within(ctx, tx), after.id);
  });
}
