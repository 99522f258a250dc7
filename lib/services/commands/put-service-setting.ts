import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import type { Prisma } from "#prisma";
import { serviceChanged } from "../events.ts";
import { canChangeServiceSettings } from "../policy.ts";
import { getServiceSetting } from "../queries/settings.ts";
import type { SettingDto, ThresholdDto } from "../schema.ts";
import { getServiceForUpdate, requireInUse, requireServiceKey, requireServiceValue } from "./internal.ts";

/**
 * Gives a service a value of its own: a setting, or the figures of a metric (`threshold:<metric>:<statistic>`).
 * @param input.version of the service's stored value, 0 where it has none
 * @throws stale, not_found, invalid at `value`
 */
export async function putServiceSetting(
  ctx: Ctx,
  input: { serviceId: string; key: string; value: unknown; version: number },
): Promise<SettingDto | ThresholdDto> {
  return inTransaction(ctx, async (tx) => {
    const service = await getServiceForUpdate(tx, ctx, input.serviceId);
    permit(canChangeServiceSettings(ctx.actor, service.teamId));
    requireInUse(service);
    requireServiceKey(input.key);
    const value = requireServiceValue(input.key, input.value) as Prisma.InputJsonValue;
    const own = { serviceId: service.id, key: input.key };
    const before = await tx.serviceSetting.findUnique({ where: { serviceId_key: own } });
    if ((before?.version ?? 0) !== input.version)
      throw stale("setting", await getServiceSetting(within(ctx, tx), own));
    const version = input.version + 1;
    await tx.serviceSetting.upsert({
      where: { serviceId_key: own },
      create: { ...own, value, version, updatedAt: ctx.now },
      update: { value, version, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "service.put-setting",
      subject: { kind: "service", id: service.id },
      teamId: service.teamId,
      before: { [input.key]: before?.value ?? null },
      after: { [input.key]: value },
    });
    await emit(tx, ctx, serviceChanged("setting", service, { key: input.key }));
    return getServiceSetting(within(ctx, tx), own);
  });
}
