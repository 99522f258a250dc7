import { recordAudit } from "#lib/audit/commands/record.ts";
import { type ByHandTarget, callByHand } from "#lib/escalations/commands/start.ts";
import { type Ctx, isAdmin, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { canEscalate } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import { addEntry, audienceOf, getIncidentForUpdate } from "./internal.ts";
import { callFacts } from "./spoken.ts";
import "./called.ts";

export interface EscalateInput {
  id: string;
  reason: string;
  /** Absent: the next level. */
  to?: Exclude<ByHandTarget, null> | undefined;
}

async function requireTeam(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const team = await tx.team.findFirst({ where: { id, archivedAt: null }, select: { visibility: true } });
  const sees = team && (team.visibility === "open" || ctx.actor.teams.has(id) || isAdmin(ctx.actor));
  if (!sees) throw invalidField("to.teamId", "There is no such team, or you may not see it.");
}

/** Calls the next level, a person, or the holder of another team's pager, by hand and with a reason (S-051). */
export async function escalateIncident(ctx: Ctx, input: EscalateInput): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canEscalate(ctx.actor, incident.facts));
    const to = input.to ?? null;
    if (to && "teamId" in to) await requireTeam(tx, ctx, to.teamId);
    const called = await callByHand(tx, ctx, callFacts(incident), {
      reason: input.reason,
      words: { prefix: `${ctx.actor.name} calls you`, note: input.reason },
      to,
    });
    const target = to ?? { level: "next" };
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
