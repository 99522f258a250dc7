import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, isAppError, notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { teamChanged } from "../events.ts";
import { keepsALead } from "../model.ts";
import { canManageMembers } from "../policy.ts";
import { getTeam } from "../queries/teams.ts";
import type { TeamDto } from "../schema.ts";
import { getTeamForUpdate } from "./internal.ts";

/**
 * Takes somebody out of a team, with the duty roles they had in it.
 * @returns the team, or null when the actor has just lost sight of it
 * @throws conflict when the team would be without a lead
 */
export async function removeMember(
  ctx: Ctx,
  input: { teamId: string; userId: string },
): Promise<{ team: TeamDto | null }> {
  return inTransaction(ctx, async (tx) => {
    const team = await getTeamForUpdate(tx, ctx, input.teamId);
    permit(canManageMembers(ctx.actor, team.id));
    const members = await tx.membership.findMany({
      where: { teamId: team.id },
      select: { userId: true, kind: true },
    });
    const gone = members.find((one) => one.userId === input.userId);
    if (!gone) throw notFound("member");
    if (gone.kind === "lead" && !keepsALead(members, input.userId))
      throw conflict("A team always keeps a lead. Make somebody else lead first.");
    await tx.membership.delete({ where: { teamId_userId: { teamId: team.id, userId: input.userId } } });
    await tx.dutyAssignment.deleteMany({ where: { teamId: team.id, userId: input.userId } });
    await recordAudit(tx, ctx, {
      action: "team.remove-member",
      subject: { kind: "team", id: team.id },
      teamId: team.id,
      detail: { userId: input.userId, from: gone.kind },
    });
    await emit(tx, ctx, teamChanged("members", team, [input.userId]));
    const teams = new Map(ctx.actor.teams);
    if (input.userId === ctx.actor.userId) teams.delete(team.id);
    const after = await getTeam({ ...within(ctx, tx), actor: { ...ctx.actor, teams } }, team.id).catch(
      (error) => {
        if (isAppError(error) && error.code === "not_found") return null;
        throw error;
      },
    );
    return { team: after };
  });
}
