import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { canWork } from "../policy.ts";
import { readEntry } from "../queries.ts";
import type { EntryDto } from "../schema/timeline.ts";
import { getIncidentForUpdate } from "./internal.ts";

/** Stars an entry (it goes into the postmortem) or takes the star away. */
export async function starEntry(
  ctx: Ctx,
  input: { id: string; entryId: string; starred: boolean },
): Promise<EntryDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    const entry = await tx.timelineEntry.findFirst({
      where: { id: input.entryId, incidentId: incident.id },
      select: { id: true },
    });
    if (!entry) throw notFound("entry");
    if (input.starred) {
      await tx.timelineStar.createMany({
        data: [{ entryId: entry.id, byId: ctx.actor.userId, at: ctx.now }],
        skipDuplicates: true,
      });
    } else {
      await tx.timelineStar.deleteMany({ where: { entryId: entry.id } });
    }
    await recordAudit(tx, ctx, {
      action: "incident.star",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { entryId: entry.id, starred: input.starred },
    });
    await emit(tx, ctx, incidentEvent("noted", incident));
    return readEntry(within(ctx, tx), entry.id);
  });
}
