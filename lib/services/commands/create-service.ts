import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { Prisma } from "#prisma";
import { serviceChanged } from "../events.ts";
import { canManageServices } from "../policy.ts";
import { getService } from "../queries/services.ts";
import type { CreateService, ServiceDto } from "../schema.ts";
import { requireHours, requireProfile, requireTeam } from "./internal.ts";

/** Makes a service of a team. @throws invalid when the name is taken, or team, profile or hours do not fit */
export async function createService(ctx: Ctx, input: CreateService): Promise<ServiceDto> {
  return inTransaction(ctx, async (tx) => {
    const team = await requireTeam(tx, ctx, input.teamId);
    permit(canManageServices(ctx.actor, team.id));
    await requireProfile(tx, input.profileKey);
    requireHours(input.serviceHours);
    const taken = await tx.service.findUnique({ where: { name: input.name }, select: { id: true } });
    if (taken) throw invalidField("name", "There is a service with this name.");
    const id = uuidv7();
    const { serviceHours, ...rest } = input;
    const service = await tx.service.create({
      data: {
        id,
        ...rest,
        serviceHours: serviceHours ?? Prisma.DbNull,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "service.create",
      subject: { kind: "service", id },
      after: input,
      teamId: team.id,
    });
    await emit(tx, ctx, serviceChanged("created", { id, version: service.version, team }));
    return getService(within(ctx, tx), id);
  });
}
