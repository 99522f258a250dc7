import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { Prisma } from "#prisma";
import { serviceChanged } from "../events.ts";
import { canManageServices, canSayStatus } from "../policy.ts";
import { getService } from "../queries/services.ts";
import type { EditService, ServiceDto } from "../schema.ts";
import {
  getServiceForUpdate,
  requireHours,
  requireInUse,
  requireProfile,
  requireSchedule,
  requireTeam,
} from "./internal.ts";

/** Whether nothing but the status is said: members may do that. */
const onlyStatus = (input: EditService) =>
  Object.entries(input).every(
    ([name, value]) => value === undefined || ["status", "version", "id"].includes(name),
  );

/**
 * Changes a service; members may say how it is, the rest is the leads'. Giving it away takes the right in both teams.
 * @throws stale, conflict when it is archived, invalid
 */
export async function editService(ctx: Ctx, input: EditService & { id: string }): Promise<ServiceDto> {
  return inTransaction(ctx, async (tx) => {
    const before = await getServiceForUpdate(tx, ctx, input.id);
    permit(
      onlyStatus(input)
        ? canSayStatus(ctx.actor, before.teamId)
        : canManageServices(ctx.actor, before.teamId),
    );
    requireInUse(before);
    if (before.version !== input.version)
      throw stale("service", await getService(within(ctx, tx), before.id));
    const team =
      input.teamId && input.teamId !== before.teamId ? await requireTeam(tx, ctx, input.teamId) : before.team;
    if (team.id !== before.teamId) permit(canManageServices(ctx.actor, team.id));
    if (input.profileKey !== undefined) await requireProfile(tx, input.profileKey);
    if (input.scheduleId) await requireSchedule(tx, team.id, input.scheduleId);
    requireHours(input.serviceHours);
    if (input.name !== undefined && input.name !== before.name) {
      const taken = await tx.service.findUnique({ where: { name: input.name }, select: { id: true } });
      if (taken) throw invalidField("name", "There is a service with this name.");
    }
    const after = await tx.service.update({
      where: { id: before.id },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.about === undefined ? {} : { about: input.about }),
        ...(input.profileKey === undefined ? {} : { profileKey: input.profileKey }),
        ...(input.status === undefined ? {} : { status: input.status }),
        ...(input.links === undefined ? {} : { links: input.links }),
        ...(input.serviceHours === undefined ? {} : { serviceHours: input.serviceHours ?? Prisma.DbNull }),
        // Another team's line is not its pager any more.
        ...(input.scheduleId === undefined && team.id === before.teamId
          ? {}
          : { scheduleId: input.scheduleId ?? null }),
        teamId: team.id,
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    const { team: _team, ...old } = before;
    await recordAudit(tx, ctx, {
      action: "service.edit",
      subject: { kind: "service", id: after.id },
      before: old,
      after,
      teamId: before.teamId,
    });
    await emit(tx, ctx, serviceChanged("changed", { ...after, team }, { fromTeamId: before.teamId }));
    return getService(within(ctx, tx), after.id);
  });
}
