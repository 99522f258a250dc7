import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { canWork } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import { getIncidentForUpdate } from "./internal.ts";

/** Takes the page for outsiders back: its link shows nothing from now on. Doing it again changes nothing. */
export async function closePage(ctx: Ctx, input: { id: string }): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    const done = await tx.incidentPage.updateMany({
      where: { incidentId: incident.id, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    if (done.count > 0) {
      await recordAudit(tx, ctx, {
        action: "incident.close-page",
        subject: { kind: "incident", id: incident.id },
        teamId: incident.teamId,
      });
      await emit(tx, ctx, incidentEvent("page-changed", incident));
    }
    return presentIncident(within(ctx, tx), incident.id);
  });
}
