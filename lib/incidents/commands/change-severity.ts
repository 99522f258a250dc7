import { recordAudit } from "#lib/audit/commands/record.ts";
import { startEscalation } from "#lib/escalations/commands/internal.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { clocksAfterSeverity, isRaise, type Severity } from "../model.ts";
import { canChangeSeverity } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema.ts";
import {
  addEntry,
  changeIncident,
  figuresOf,
  getIncidentForUpdate,
  type LockedIncident,
  namePeople,
  quiet,
  spoken,
  timeFor,
} from "./internal.ts";

async function lastUpdateAt(tx: Tx, incidentId: string): Promise<Date | null> {
  const entry = await tx.timelineEntry.findFirst({
    where: { incidentId, kind: "update" },
    orderBy: { occurredAt: "desc" },
    select: { occurredAt: true },
  });
  return entry?.occurredAt ?? null;
}

async function callOrQuiet(
  tx: Tx,
  ctx: Ctx,
  before: LockedIncident,
  after: LockedIncident,
  pages: boolean,
): Promise<void> {
  const raised = isRaise(before.severity, after.severity);
  if (!raised && !pages) return quiet(tx, ctx, before, "lowered");
  if (!raised || !pages || after.status !== "open") return;
  const { title, url } = spoken(after);
  const called = await startEscalation(tx, ctx, {
    subject: { kind: "incident", id: after.id },
    title: `Raised: ${title}`,
    url,
    body: after.isPrivate ? "" : after.summary,
    urgency: "critical",
    cause: "opened",
    reason: `raised from ${before.severity}`,
    target: { kind: "pager", id: after.teamId },
  });
  await namePeople(tx, ctx, after.id, called, "paged");
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
    await callOrQuiet(tx, ctx, incident, after, figures.pages);
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
