import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { teamChanged } from "../events.ts";
import { canFillDuties } from "../policy.ts";
import { getTeam } from "../queries/teams.ts";
import type { TeamDto } from "../schema.ts";
import { getTeamForUpdate, requireActivePeople, requireOpenTeam } from "./internal.ts";

/** Says who fills a duty role of a team: exactly these people; none empties it. */
export async function fillDuty(
  ctx: Ctx,
  input: { teamId: string; roleKey: string; userIds: string[] },
): Promise<TeamDto> {
  return inTransaction(ctx, async (tx) => {
    const team = await getTeamForUpdate(tx, ctx, input.teamId);
    permit(canFillDuties(ctx.actor, team.id));
    requireOpenTeam(team);
    const role = await tx.dutyRole.findUnique({ where: { key: input.roleKey } });
    if (!role) throw notFound("duty role");
    const userIds = [...new Set(input.userIds)];
    await requireActivePeople(tx, userIds, "userIds");
    const before = await tx.dutyAssignment.findMany({ where: { teamId: team.id, roleKey: role.key } });
    await tx.dutyAssignment.deleteMany({
      where: { teamId: team.id, roleKey: role.key, userId: { notIn: userIds } },
    });
    await tx.dutyAssignment.createMany({
      data: userIds.map((userId) => ({ teamId: team.id, roleKey: role.key, userId, createdAt: ctx.now })),
      skipDuplicates: true,
    });
    await recordAudit(tx, ctx, {
      action: "team.fill-duty",
      subject: { kind: "team", id: team.id },
      teamId: team.id,
      detail: { role: role.key, from: before.map((one) => one.userId), to: userIds },
    });
    await emit(tx, ctx, teamChanged("duties", team));
    return getTeam(within(ctx, tx), team.id);
  });
}
