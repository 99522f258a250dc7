import { recordAudit } from "#lib/audit/commands/record.ts";
import { startEscalation } from "#lib/escalations/commands/internal.ts";
import { type Ctx, isAdmin, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { canEscalate } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema.ts";
import { addEntry, audienceOf, getIncidentForUpdate, namePeople, spoken } from "./internal.ts";

export interface EscalateInput {
  id: string;
  reason: string;
  to: { userId: string } | { teamId: string };
}

async function requireTeam(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const team = await tx.team.findFirst({ where: { id, archivedAt: null }, select: { visibility: true } });
  const sees = team && (team.visibility === "open" || ctx.actor.teams.has(id) || isAdmin(ctx.actor));
  if (!sees) throw invalidField("to.teamId", "There is no such team, or you may not see it.");
}

/** Calls a person, or the holder of another team's pager, by hand and with a reason (S-051). */
export async function escalateIncident(ctx: Ctx, input: EscalateInput): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canEscalate(ctx.actor, incident.facts));
    if ("teamId" in input.to) await requireTeam(tx, ctx, input.to.teamId);
    const { title, url } = spoken(incident);
    const target =
      "userId" in input.to
        ? { kind: "user" as const, id: input.to.userId }
        : { kind: "team" as const, id: input.to.teamId };
    const called = await startEscalation(tx, ctx, {
      subject: { kind: "incident", id: incident.id },
      title: `${ctx.actor.name} calls you: ${title}`,
      url,
      body: incident.isPrivate ? "" : input.reason,
      urgency: "critical",
      cause: "by-hand",
      reason: input.reason,
      target,
    });
    await namePeople(tx, ctx, incident.id, called, "paged");
    await addEntry(tx, ctx, incident.id, {
      kind: "escalation",
      text: input.reason,
      data: { to: target, called },
    });
    await recordAudit(tx, ctx, {
      action: "incident.escalate",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { reason: input.reason, to: target, called },
    });
    await emit(
      tx,
      ctx,
      incidentEvent("escalated", { ...incident, audience: await audienceOf(tx, incident) }),
    );
    return presentIncident(within(ctx, tx), incident.id);
  });
}
