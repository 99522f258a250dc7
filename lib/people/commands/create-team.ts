import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Actor, type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { teamChanged } from "../events.ts";
import { canCreateTeam } from "../policy.ts";
import { getTeam } from "../queries/teams.ts";
import type { CreateTeam, TeamDto } from "../schema.ts";

/** Makes a team; whoever makes it is its first lead. @throws invalid when the name is taken */
export async function createTeam(ctx: Ctx, input: CreateTeam): Promise<TeamDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canCreateTeam(ctx.actor));
    const userId = personId(ctx);
    const taken = await tx.team.findUnique({ where: { name: input.name }, select: { id: true } });
    if (taken) throw invalidField("name", "There is a team with this name.");
    const id = uuidv7();
    const team = await tx.team.create({ data: { id, ...input, createdAt: ctx.now, updatedAt: ctx.now } });
    await tx.membership.create({ data: { teamId: id, userId, kind: "lead", createdAt: ctx.now } });
    await recordAudit(tx, ctx, {
      action: "team.create",
      subject: { kind: "team", id },
      after: input,
      teamId: id,
    });
    await emit(tx, ctx, teamChanged("created", team));
    const teams: Actor["teams"] = new Map([...ctx.actor.teams, [id, "lead"]]);
    return getTeam({ ...ctx, actor: { ...ctx.actor, teams }, tx }, id);
  });
}
