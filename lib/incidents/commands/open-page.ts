import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { incidentEvent } from "../events.ts";
import { canShowOutside } from "../policy.ts";
import { pageSecret } from "../queries/outside.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import { getIncidentForUpdate } from "./internal.ts";

/** Makes the page on which outsiders read the updates, under a new link; an earlier link ends. @throws forbidden */
export async function openPage(ctx: Ctx, input: { id: string }): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canShowOutside(ctx.actor, incident.facts, incident.isPrivate));
    await tx.incidentPage.updateMany({
      where: { incidentId: incident.id, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    const id = uuidv7();
    await tx.incidentPage.create({
      data: {
        id,
        incidentId: incident.id,
        tokenHash: sha256(pageSecret(id)),
        byId: ctx.actor.userId,
        at: ctx.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "incident.open-page",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { pageId: id },
    });
    await emit(tx, ctx, incidentEvent("page-changed", incident));
    return presentIncident(within(ctx, tx), incident.id);
  });
}
