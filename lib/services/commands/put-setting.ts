import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import type { Prisma } from "#prisma";
import { settingChanged } from "../events.ts";
import { canChangeSettings } from "../policy.ts";
import { getSetting } from "../queries/settings.ts";
import type { SettingDto } from "../schema.ts";
import { requireValue } from "./internal.ts";

/**
 * Sets a setting of the installation.
 * @param input.version of the stored value, 0 where nothing is stored
 * @throws stale, not_found, invalid at `value`, conflict for one that is the same everywhere
 */
export async function putSetting(
  ctx: Ctx,
  input: { key: string; value: unknown; version: number },
): Promise<SettingDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canChangeSettings(ctx.actor));
    requireValue(input.key, input.value);
    const { key } = input;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`setting:${key}`}, 3))`;
    const before = await tx.setting.findUnique({ where: { key } });
    if ((before?.version ?? 0) !== input.version)
      throw stale("setting", await getSetting(within(ctx, tx), key));
    const value = input.value as Prisma.InputJsonValue;
    const version = input.version + 1;
    await tx.setting.upsert({
      where: { key },
      create: { key, value, version, updatedAt: ctx.now },
      update: { value, version, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "setting.put",
      subject: { kind: "setting", id: key },
      before: { value: before?.value ?? null },
      after: { value },
    });
    await emit(tx, ctx, settingChanged(key, version));
    return getSetting(within(ctx, tx), key);
  });
}
