import { recordAudit } from "#lib/audit/commands/record.ts";
import { lowerEscalation, raiseEscalation } from "#lib/escalations/commands/change.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { clocksAfterSeverity } from "../model/clocks.ts";
import { isRaise } from "../model/severity.ts";
import { isActive, type Severity } from "../model.ts";
import { canChangeSeverity } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import {
  addEntry,
  changeIncident,
  figuresOf,
  getIncidentForUpdate,
  type LockedIncident,
  spoken,
  timeFor,
} from "./internal.ts";
import { callFacts } from "./spoken.ts";
import "./called.ts";

async function lastUpdateAt(tx: Tx, incidentId: string): Promise<Date | null> {
  const entry = await tx.timelineEntry.findFirst({
    where: { incidentId, kind: "update" },
    orderBy: { occurredAt: "desc" },
    select: { occurredAt: true },
  });
  return entry?.occurredAt ?? null;
}

/** Raised: the new path begins, or only its timers where somebody has it. Lowered: what it no longer has ends. */
async function callOrQuiet(tx: Tx, ctx: Ctx, before: LockedIncident, after: LockedIncident): Promise<void> {
  if (!isActive(after.status) || after.status === "mitigated") return;
  const facts = callFacts(after);
  const { name, url } = spoken(after);
  const acknowledged = after.status !== "open";
  if (isRaise(before.severity, after.severity))
    return raiseEscalation(tx, ctx, facts, { from: before.severity, acknowledged });
  const end = { reason: "lowered", title: `${ctx.actor.name} lowered ${name}`, url };
  return lowerEscalation(tx, ctx, facts, end);
}

/** Lowering needs a reason; raising starts the new figures from now and calls the pager's holder (S-029, G-08). */
export async function changeSeverity(
  ctx: Ctx,
  input: { id: string; severity: Severity; reason?: string | undefined },
): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canChangeSeverity(ctx.actor, incident.facts, input.severity));
    if (incident.severity === input.severity) return presentIncident(within(ctx, tx), incident.id);
    if (!isRaise(incident.severity, input.severity) && !input.reason)
      throw invalidField("reason", "Lowering a severity needs a reason.");
    const figures = await figuresOf(tx, input.severity, incident.serviceId);
    const add = await timeFor(tx, input.severity, incident.serviceId);
    const change = {
      from: incident.severity,
      to: input.severity,
      figures,
      status: incident.status,
      openedAt: incident.openedAt,
      lastUpdateAt: await lastUpdateAt(tx, incident.id),
    };
    const clocks = clocksAfterSeverity(incident.clocks, change, ctx.now, add);
    const after = await changeIncident(tx, ctx, incident, { severity: input.severity, clocks });
    await addEntry(tx, ctx, incident.id, {
      kind: "severity",
      text: input.reason ?? "",
      data: { from: incident.severity, to: input.severity },
    });
    await callOrQuiet(tx, ctx, incident, after);
    await recordAudit(tx, ctx, {
      action: "incident.severity",
      subject: { kind: "incident", id: after.id },
      teamId: after.teamId,
      before: incident,
      after,
      detail: { reason: input.reason ?? "" },
    });
    await emit(tx, ctx, incidentEvent("severity-changed", after, { from: incident.severity }));
    return presentIncident(within(ctx, tx), after.id);
  });
}
