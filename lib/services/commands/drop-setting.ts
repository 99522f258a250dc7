import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { settingChanged } from "../events.ts";
import { canChangeSettings } from "../policy.ts";
import { getSetting } from "../queries/settings.ts";
import type { SettingDto } from "../schema.ts";

/** Takes the installation's own value back: the default holds again. @throws stale, not_found */
export async function dropSetting(ctx: Ctx, input: { key: string; version: number }): Promise<SettingDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canChangeSettings(ctx.actor));
    const { key } = input;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`setting:${key}`}, 3))`;
    const before = await tx.setting.findUnique({ where: { key } });
    const current = await getSetting(within(ctx, tx), key);
    if (current.version !== input.version) throw stale("setting", current);
    if (!before) return current;
    await tx.setting.delete({ where: { key } });
    await recordAudit(tx, ctx, {
      action: "setting.drop",
      subject: { kind: "setting", id: key },
      before: { value: before.value },
      after: { value: null },
    });
    await emit(tx, ctx, settingChanged(key, before.version + 1));
    return getSetting(within(ctx, tx), key);
  });
}
