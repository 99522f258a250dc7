import type { z } from "zod";
import { recordAudit } from "#lib/audit/commands/record.ts";
import { reconsiderEscalation } from "#lib/escalations/commands/change.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import type { Prisma } from "#prisma";
import { incidentEvent } from "../events.ts";
import { isActive } from "../model.ts";
import { canChangePrivacy, canWork } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import type { EditIncident, IncidentDto } from "../schema/incidents.ts";
import { bringProcedure } from "./bring-procedure.ts";
import {
  addEntry,
  audienceOf,
  changeIncident,
  expectVersion,
  getIncidentForUpdate,
  giveRole,
  type IncidentChange,
  namePeople,
  reportChange,
} from "./internal.ts";
import { callFacts } from "./spoken.ts";

type Edit = z.output<typeof EditIncident>;

function changeOf(input: Edit, impact: object): IncidentChange {
  return {
    ...(input.title === undefined ? {} : { title: input.title }),
    ...(input.summary === undefined ? {} : { summary: input.summary }),
    ...(input.type === undefined ? {} : { type: input.type }),
    ...(input.private === undefined ? {} : { isPrivate: input.private }),
    ...(input.assigneeId === undefined ? {} : { assigneeId: input.assigneeId }),
    ...(input.externalUrl === undefined ? {} : { externalUrl: input.externalUrl }),
    ...(input.impact === undefined
      ? {}
      : { impact: { ...impact, ...input.impact } as Prisma.InputJsonValue }),
    ...reportChange(input.report),
  };
}

/** Changes what is written about an incident: title, summary, type (which brings its procedure), impact (S-041), report, assignee, privacy. */
export async function editIncident(ctx: Ctx, input: { id: string } & Edit): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    if (input.private !== undefined && input.private !== incident.isPrivate)
      permit(canChangePrivacy(ctx.actor, incident.facts));
    await expectVersion(tx, ctx, incident, input.version);
    if (input.assigneeId) {
      const person = await tx.user.findFirst({
        where: { id: input.assigneeId, deactivatedAt: null },
        select: { id: true },
      });
      if (!person) throw invalidField("assigneeId", "There is no such active person.");
    }
    const after = await changeIncident(tx, ctx, incident, changeOf(input, (incident.impact ?? {}) as object));
    if (input.impact && isActive(after.status) && after.status !== "mitigated")
      await reconsiderEscalation(tx, ctx, callFacts(after), { acknowledged: after.status !== "open" });
    if (input.type && input.type !== incident.type) await bringProcedure(tx, ctx, incident.id, input.type);
    if (input.assigneeId) await giveRole(tx, ctx, incident.id, "responder", input.assigneeId);
    if (input.private) await namePeople(tx, ctx, incident.id, [ctx.actor.userId], "named");
    if (input.report)
      await addEntry(tx, ctx, incident.id, { kind: "report", data: { parts: Object.keys(input.report) } });
    await recordAudit(tx, ctx, {
      action: "incident.edit",
      subject: { kind: "incident", id: after.id },
      teamId: after.teamId,
      before: incident,
      after,
    });
    await emit(tx, ctx, incidentEvent("edited", { ...after, audience: await audienceOf(tx, after) }));
    return presentIncident(within(ctx, tx), after.id);
  });
}
