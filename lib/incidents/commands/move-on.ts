import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import type { PathStatus } from "../model.ts";
import { canMoveTo, canWork } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto, Verb } from "../schema/incidents.ts";
import {
  addEntry,
  changeIncident,
  forward,
  getIncidentForUpdate,
  type IncidentChange,
  type LockedIncident,
  noteWith,
  quiet,
  takeOver,
} from "./internal.ts";

/** What one step forward is, beside what all of them are. */
export interface Step {
  to: Exclude<PathStatus, "open">;
  /** As the audit names it: `incident.resolve`. */
  action: string;
  /** What those who were called are told its author did: "resolved". */
  did: string;
  /** What changes besides; throws when the step lacks something. */
  change?: (incident: LockedIncident) => IncidentChange;
  /** Steps that it went over and others wait for: told before it. */
  over?: (incident: LockedIncident) => PathStatus[];
}

/**
 * One step forward on the path, by whoever works the incident: the first to act takes it over, its clocks end, whatever
 * still calls people about it does too. Doing it again changes nothing.
 */
export async function moveOn(ctx: Ctx, input: { id: string } & Verb, step: Step): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    if (incident.status === step.to) return presentIncident(within(ctx, tx), incident.id);
    permit(canMoveTo(ctx.actor, incident.facts, step.to));
    const change = step.change?.(incident) ?? {};
    const taken = await takeOver(tx, ctx, incident);
    const after = await changeIncident(tx, ctx, incident, {
      ...forward(incident, step.to, ctx.now),
      ...taken,
      ...change,
    });
    await quiet(tx, ctx, incident, step.did);
    await addEntry(tx, ctx, incident.id, { kind: "status", data: { from: incident.status, to: step.to } });
    await noteWith(tx, ctx, incident.id, input.note);
    await recordAudit(tx, ctx, {
      action: step.action,
      subject: { kind: "incident", id: after.id },
      teamId: after.teamId,
      before: incident,
      after,
    });
    for (const status of [...(step.over?.(incident) ?? []), step.to])
      await emit(tx, ctx, incidentEvent(status, after));
    return presentIncident(within(ctx, tx), after.id);
  });
}
