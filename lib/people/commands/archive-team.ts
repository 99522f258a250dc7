import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { plural } from "#lib/platform/format.ts";
import { teamChanged } from "../events.ts";
import { canArchiveTeam } from "../policy.ts";
import { getTeam } from "../queries/teams.ts";
import type { TeamDto } from "../schema.ts";
import { getTeamForUpdate, requireOpenTeam } from "./internal.ts";

/** Ends a team; what it did stays readable. @throws conflict while it owns services that are in use */
export async function archiveTeam(ctx: Ctx, input: { id: string }): Promise<TeamDto> {
  return inTransaction(ctx, async (tx) => {
    const before = await getTeamForUpdate(tx, ctx, input.id);
    permit(canArchiveTeam(ctx.actor));
    requireOpenTeam(before);
    const services = await tx.service.count({ where: { teamId: before.id, archivedAt: null } });
    if (services > 0)
      throw conflict(
        `The team owns ${plural(services, "service")}. Archive them or give them to another team first.`,
      );
    const after = await tx.team.update({
      where: { id: before.id },
      data: { archivedAt: ctx.now, version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "team.archive",
      subject: { kind: "team", id: after.id },
      teamId: after.id,
    });
    await emit(tx, ctx, teamChanged("archived", after));
    return getTeam(within(ctx, tx), after.id);
  });
}
