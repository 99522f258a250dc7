import { recordAudit } from "#lib/audit/commands/record.ts";
import { startEscalation } from "#lib/escalations/commands/internal.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
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

/** Calls a person, or the holder of another team's pager, by hand and with a reason (S-051). */
export async function escalateIncident(ctx: Ctx, input: EscalateInput): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canEscalate(ctx.actor, incident.facts));
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
