import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, type MembershipKind, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { teamChanged } from "../events.ts";
import { keepsALead } from "../model.ts";
import { canManageMembers } from "../policy.ts";
import { getTeam } from "../queries/teams.ts";
import type { TeamDto } from "../schema.ts";
import { getTeamForUpdate, requireActivePeople, requireOpenTeam } from "./internal.ts";

/**
 * Puts somebody into a team, or changes what they are in it. A team keeps a lead and has one deputy at most.
 * @throws conflict when it would be without a lead, or has a deputy already
 */
export async function putMember(
  ctx: Ctx,
  input: { teamId: string; userId: string; kind: MembershipKind },
): Promise<TeamDto> {
  return inTransaction(ctx, async (tx) => {
    const team = await getTeamForUpdate(tx, ctx, input.teamId);
    permit(canManageMembers(ctx.actor, team.id));
    requireOpenTeam(team);
    await requireActivePeople(tx, [input.userId], "userId");
    const members = await tx.membership.findMany({
      where: { teamId: team.id },
      select: { userId: true, kind: true, user: { select: { name: true } } },
    });
    const before = members.find((one) => one.userId === input.userId)?.kind ?? null;
    if (before === "lead" && input.kind !== "lead" && !keepsALead(members, input.userId))
      throw conflict("A team always keeps a lead. Make somebody else lead first.");
    const deputy = members.find((one) => one.kind === "deputy" && one.userId !== input.userId);
    if (input.kind === "deputy" && deputy) throw conflict(`${deputy.user.name} is the deputy of this team.`);
    const key = { teamId: team.id, userId: input.userId };
    await tx.membership.upsert({
      where: { teamId_userId: key },
      create: { ...key, kind: input.kind, createdAt: ctx.now },
      update: { kind: input.kind },
    });
    await recordAudit(tx, ctx, {
      action: "team.put-member",
      subject: { kind: "team", id: team.id },
      teamId: team.id,
      detail: { userId: input.userId, from: before, to: input.kind },
    });
    await emit(tx, ctx, teamChanged("members", team, [input.userId]));
    return getTeam(within(ctx, tx), team.id);
  });
}
