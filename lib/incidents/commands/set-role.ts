import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import type { IncidentRole } from "../model.ts";
import { canWork } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import { addEntry, audienceOf, changeIncident, getIncidentForUpdate, giveRole, spoken } from "./internal.ts";

/** Who holds a single role now and gives it up by this. */
async function holderBefore(
  tx: Tx,
  incidentId: string,
  role: IncidentRole,
  userId: string | null,
): Promise<string | null> {
  if (role === "responder") return null;
  const held = await tx.incidentRole.findFirst({
    where: { incidentId, role, until: null },
    select: { userId: true },
  });
  if (!held || held.userId === userId) return null;
  const person = await tx.user.findUnique({ where: { id: held.userId }, select: { name: true } });
  return person?.name ?? null;
}

/**
 * Gives a role to a person, or empties it; who held it when stays on record. A note for whoever takes over stands on
 * the timeline.
 */
export async function setRole(
  ctx: Ctx,
  input: { id: string; role: IncidentRole; userId: string | null; note?: string | undefined },
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
    const holder = await holderBefore(tx, incident.id, role, userId);
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
      text: input.note ?? "",
      data: { role, userId, name: person?.name ?? null, from: holder },
    });
    if (person && person.id !== ctx.actor.userId) {
      const { title, url } = spoken(incident);
      await notifyPeople(tx, ctx, [person.id], {
        kind: "incident-role",
        urgency: "high",
        title: `You are ${role} on ${title}`,
        body: incident.isPrivate ? "" : (input.note ?? ""),
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
