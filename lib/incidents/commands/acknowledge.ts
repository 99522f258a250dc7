import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { isActive } from "../model.ts";
import { canMoveTo, canWork } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto, Verb } from "../schema/incidents.ts";
import {
  addEntry,
  changeIncident,
  forward,
  getIncidentForUpdate,
  giveRole,
  noteWith,
  quiet,
} from "./internal.ts";

/**
 * Acknowledges (S-030): ends the calling in the same transaction; whoever does it becomes commander if there is none
 * (G-01). What a colleague has acknowledged is no error: it names them and makes the asker a responder.
 */
export async function acknowledgeIncident(ctx: Ctx, input: { id: string } & Verb): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    const me = personId(ctx);
    permit(canWork(ctx.actor, incident.facts));
    if (incident.status !== "open" && isActive(incident.status)) {
      if (incident.commanderId !== me && (await giveRole(tx, ctx, incident.id, "responder", me)))
        await addEntry(tx, ctx, incident.id, {
          kind: "role",
          data: { role: "responder", userId: me, name: ctx.actor.name },
        });
      await quiet(tx, ctx, incident, "acknowledged");
      await noteWith(tx, ctx, incident.id, input.note);
      await recordAudit(tx, ctx, {
        action: "incident.join",
        subject: { kind: "incident", id: incident.id },
        teamId: incident.teamId,
      });
      await emit(tx, ctx, incidentEvent("joined", incident));
      return presentIncident(within(ctx, tx), incident.id);
    }
    permit(canMoveTo(ctx.actor, incident.facts, "acknowledged"));
    const commanderId = incident.commanderId ?? me;
    const after = await changeIncident(tx, ctx, incident, {
      ...forward(incident, "acknowledged", ctx.now),
      acknowledgedById: me,
      commanderId,
    });
    await giveRole(
      tx,
      ctx,
      incident.id,
      incident.commanderId && incident.commanderId !== me ? "responder" : "commander",
      me,
    );
    await quiet(tx, ctx, incident, "acknowledged");
    await addEntry(tx, ctx, incident.id, {
      kind: "status",
      data: { from: incident.status, to: "acknowledged" },
    });
    await noteWith(tx, ctx, incident.id, input.note);
    await recordAudit(tx, ctx, {
      action: "incident.acknowledge",
      subject: { kind: "incident", id: after.id },
      teamId: after.teamId,
      before: incident,
      after,
    });
    await emit(tx, ctx, incidentEvent("acknowledged", after));
    return presentIncident(within(ctx, tx), after.id);
  });
}
