import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { canWatchFix } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto, WatchFix } from "../schema/incidents.ts";
import { addEntry, changeIncident, getIncidentForUpdate } from "./internal.ts";

/** Watches a fix for five to ten minutes before it counts as resolved (S-032), or stops watching. */
export async function watchFix(ctx: Ctx, input: WatchFix & { id: string }): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWatchFix(ctx.actor, incident.facts));
    const { minutes } = input;
    const watchUntil = minutes === null ? null : new Date(ctx.now.getTime() + minutes * 60_000);
    const after = await changeIncident(tx, ctx, incident, { watchUntil });
    if (minutes !== null)
      await addEntry(tx, ctx, incident.id, {
        kind: "note",
        text: `Watching the fix for ${minutes} minutes.`,
        data: { watchUntil: watchUntil?.toISOString() },
      });
    await recordAudit(tx, ctx, {
      action: "incident.watch-fix",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { minutes },
    });
    await emit(tx, ctx, incidentEvent("watched", after));
    return presentIncident(within(ctx, tx), incident.id);
  });
}
