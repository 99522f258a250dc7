import { recordAudit } from "#lib/audit/commands/record.ts";
import { startEscalation } from "#lib/escalations/commands/internal.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { clocksAfterReopen, reopen, restartClocks } from "../model.ts";
import { canReopenIncident } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto, Verb } from "../schema.ts";
import {
  addEntry,
  changeIncident,
  figuresOf,
  getIncidentForUpdate,
  namePeople,
  spoken,
  timeFor,
} from "./internal.ts";

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
    if (figures.pages && !byCommander) {
      const { title, url } = spoken(incident);
      const called = await startEscalation(tx, ctx, {
        subject: { kind: "incident", id: incident.id },
        title: `Reopened: ${title}`,
        url,
        body: incident.isPrivate ? "" : input.reason,
        urgency: "critical",
        cause: "opened",
        reason: input.reason,
        target: { kind: "pager", id: incident.teamId },
      });
      await namePeople(tx, ctx, incident.id, called, "paged");
    }
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
