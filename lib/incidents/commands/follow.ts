import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { canFollow } from "../policy.ts";
import type { FollowingDto } from "../schema/people.ts";
import { getIncidentForUpdate } from "./internal.ts";

/** Follows an incident one may see, or stops. Following gives no right to see it. Doing it again changes nothing. */
export async function followIncident(
  ctx: Ctx,
  input: { id: string; following: boolean },
): Promise<FollowingDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canFollow(ctx.actor));
    const mine = { incidentId: incident.id, userId: personId(ctx) };
    const done = input.following
      ? await tx.incidentWatcher.createMany({ data: [{ ...mine, at: ctx.now }], skipDuplicates: true })
      : await tx.incidentWatcher.deleteMany({ where: mine });
    if (done.count > 0) {
      await recordAudit(tx, ctx, {
        action: input.following ? "incident.follow" : "incident.unfollow",
        subject: { kind: "incident", id: incident.id },
        teamId: incident.teamId,
      });
      await emit(tx, ctx, incidentEvent("followed", { ...incident, audience: { users: [mine.userId] } }));
    }
    const count = await tx.incidentWatcher.count({ where: { incidentId: incident.id } });
    return { mine: input.following, count };
  });
}
