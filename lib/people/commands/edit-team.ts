import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { teamChanged } from "../events.ts";
import { canEditTeam } from "../policy.ts";
import { getTeam } from "../queries/teams.ts";
import type { EditTeam, TeamDto } from "../schema.ts";
import { getTeamForUpdate, requireOpenTeam } from "./internal.ts";

/** Changes a team's name, description, zone, visibility and whether a lead approves. @throws stale, conflict */
export async function editTeam(ctx: Ctx, input: EditTeam & { id: string }): Promise<TeamDto> {
  return inTransaction(ctx, async (tx) => {
    const before = await getTeamForUpdate(tx, ctx, input.id);
    permit(canEditTeam(ctx.actor, before.id));
    requireOpenTeam(before);
    if (before.version !== input.version) throw stale("team", await getTeam(within(ctx, tx), before.id));
    if (input.name && input.name !== before.name) {
      const taken = await tx.team.findUnique({ where: { name: input.name }, select: { id: true } });
      if (taken) throw invalidField("name", "There is a team with this name.");
    }
    const after = await tx.team.update({
      where: { id: before.id },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.about === undefined ? {} : { about: input.about }),
        ...(input.visibility === undefined ? {} : { visibility: input.visibility }),
        ...(input.zone === undefined ? {} : { zone: input.zone }),
        ...(input.needsApproval === undefined ? {} : { needsApproval: input.needsApproval }),
        ...(input.acceptsReports === undefined ? {} : { acceptsReports: input.acceptsReports }),
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "team.edit",
      subject: { kind: "team", id: after.id },
      before,
      after,
      teamId: after.id,
    });
    // Whoever could see it before hears that it changed, also when it is closed to them now.
    await emit(
      tx,
      ctx,
      teamChanged("changed", {
        ...after,
        visibility: before.visibility === "open" ? "open" : after.visibility,
      }),
    );
    return getTeam(within(ctx, tx), after.id);
  });
}
