import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { serviceChanged } from "../events.ts";
import { canChangeServiceSettings } from "../policy.ts";
import { getServiceSetting } from "../queries/settings.ts";
import type { SettingDto, ThresholdDto } from "../schema.ts";
import { getServiceForUpdate, requireServiceKey } from "./internal.ts";

/** Takes a service's own value back: its profile's, the installation's or the default holds again. @throws stale */
export async function dropServiceSetting(
  ctx: Ctx,
  input: { serviceId: string; key: string; version: number },
): Promise<SettingDto | ThresholdDto> {
  return inTransaction(ctx, async (tx) => {
    const service = await getServiceForUpdate(tx, ctx, input.serviceId);
    permit(canChangeServiceSettings(ctx.actor, service.teamId));
    requireServiceKey(input.key);
    const own = { serviceId: service.id, key: input.key };
    const before = await tx.serviceSetting.findUnique({ where: { serviceId_key: own } });
    const current = await getServiceSetting(within(ctx, tx), own);
    if (current.version !== input.version) throw stale("setting", current);
    if (!before) return current;
    await tx.serviceSetting.delete({ where: { serviceId_key: own } });
    await recordAudit(tx, ctx, {
      action: "service.drop-setting",
      subject: { kind: "service", id: service.id },
      teamId: service.teamId,
      before: { [input.key]: before.value },
      after: { [input.key]: null },
    });
    await emit(tx, ctx, serviceChanged("setting", service, { key: input.key }));
    return getServiceSetting(within(ctx, tx), own);
  });
}
