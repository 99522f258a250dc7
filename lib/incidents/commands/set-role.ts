import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import type { IncidentRole } from "../model.ts";
import { canWork } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema.ts";
import { addEntry, audienceOf, changeIncident, getIncidentForUpdate, giveRole, spoken } from "./internal.ts";

/** Gives a role to a person, or empties it; who held it when stays on record. */
export async function setRole(
  ctx: Ctx,
  input: { id: string; role: IncidentRole; userId: string | null },
): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    const { role, userId } = input;
    const person = userId
      ? await tx.user.findFirst({
          where: { id: userId, deactivatedAt: null, role: { not: "viewer" } },
          select: { id: true, name: true },
        })
      : null;
    if (userId && !person) throw invalidField("userId", "There is no such active person, or they only read.");
    const commander = role === "commander" ? { commanderId: userId } : {};
    const after = await changeIncident(tx, ctx, incident, commander);
    if (person) await giveRole(tx, ctx, incident.id, role, person.id);
    else
      await tx.incidentRole.updateMany({
        where: { incidentId: incident.id, role, until: null },
        data: { until: ctx.now },
      });
    await addEntry(tx, ctx, incident.id, {
      kind: "role",
      data: { role, userId, name: person?.name ?? null },
    });
    if (person && person.id !== ctx.actor.userId) {
      const { title, url } = spoken(incident);
      await notifyPeople(tx, ctx, [person.id], {
        kind: "incident-role",
        urgency: "high",
        title: `You are ${role} on ${title}`,
        url,
        subject: { kind: "incident", id: incident.id },
      });
    }
    await recordAudit(tx, ctx, {
      action: "incident.role",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { role, userId },
    });
    await emit(tx, ctx, incidentEvent("role-changed", { ...after, audience: await audienceOf(tx, after) }));
    return presentIncident(within(ctx, tx), incident.id);
  });
}
