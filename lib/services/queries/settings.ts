import type { Ctx } from "#lib/platform/context.ts";
import { reader, together } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { definitionOf, readThresholdKey, SETTING_KEYS, type SettingKey } from "../model.ts";
import { pick, type StoredSettings, storedOf, thresholdFor } from "../queries.ts";
import type { SettingDto, ThresholdDto } from "../schema.ts";
import { visibleServices } from "./services.ts";

function present(
  key: SettingKey,
  stored: StoredSettings,
  serviceId: string | null,
  profiles: ReadonlyMap<string, string>,
  services: SettingDto["services"],
): SettingDto {
  const definition = definitionOf(key);
  if (!definition) throw notFound("setting");
  const row = serviceId ? stored.own.get(key) : stored.installation.get(key);
  const used = pick(stored, key);
  return {
    key,
    label: definition.label,
    explain: definition.explain,
    group: definition.group,
    conflict: definition.conflict,
    type: definition.type,
    unit: definition.type === "number" ? definition.unit : null,
    min: definition.type === "number" ? definition.min : null,
    max: definition.type === "number" ? definition.max : null,
    whole: definition.type === "number" && definition.whole === true,
    options: definition.type === "choice" || definition.type === "choices" ? [...definition.options] : [],
    figures:
      definition.type === "figures"
        ? definition.figures.map((one) => ({
            ...one,
            whole: one.whole ?? false,
            optional: one.optional ?? false,
          }))
        : [],
    judges: definition.judges ?? null,
    fixed: definition.fixed ?? null,
    value: used.value as SettingDto["value"],
    from: used.from,
    default: definition.default as SettingDto["value"],
    presets: Object.entries(definition.presets ?? {}).map(([profileKey, value]) => ({
      profileKey,
      profile: profiles.get(profileKey) ?? wordsOf(profileKey),
      value: value as SettingDto["value"],
    })),
    version: row?.version ?? 0,
    changedAt: row?.updatedAt.toISOString() ?? null,
    services,
  };
}

/** A profile that was not loaded has a key and no name: "olympiad-platform" reads "Olympiad platform". */
const wordsOf = (key: string) => key.charAt(0).toUpperCase() + key.slice(1).replaceAll("-", " ");

async function profileNames(ctx: Ctx): Promise<Map<string, string>> {
  const rows = await reader(ctx).profile.findMany({ select: { key: true, name: true } });
  return new Map(rows.map((row) => [row.key, row.name]));
}

/** Services the actor may see that have a value of their own. */
async function overridesOf(ctx: Ctx, keys: readonly string[]): Promise<Map<string, SettingDto["services"]>> {
  const rows = await reader(ctx).serviceSetting.findMany({
    where: { key: { in: [...keys] }, service: { AND: [visibleServices(ctx.actor), { archivedAt: null }] } },
    select: { key: true, value: true, service: { select: { id: true, name: true } } },
    orderBy: { service: { name: "asc" } },
  });
  const found = new Map<string, SettingDto["services"]>();
  for (const row of rows)
    found.set(row.key, [
      ...(found.get(row.key) ?? []),
      { ...row.service, value: row.value as SettingDto["value"] },
    ]);
  return found;
}

/** Every setting of the installation, in the order of the groups' files. */
export async function listSettings(ctx: Ctx): Promise<SettingDto[]> {
  const [stored, profiles, services] = await together(ctx, [
    () => storedOf(reader(ctx), SETTING_KEYS, null),
    () => profileNames(ctx),
    () => overridesOf(ctx, SETTING_KEYS),
  ]);
  return SETTING_KEYS.map((key) => present(key, stored, null, profiles, services.get(key) ?? []));
}

/** Every setting as it holds for one service. @throws not_found */
export async function listServiceSettings(ctx: Ctx, serviceId: string): Promise<SettingDto[]> {
  await requireVisible(ctx, serviceId);
  const [stored, profiles] = await together(ctx, [
    () => storedOf(reader(ctx), SETTING_KEYS, serviceId),
    () => profileNames(ctx),
  ]);
  return SETTING_KEYS.map((key) => present(key, stored, serviceId, profiles, []));
}

async function requireVisible(ctx: Ctx, serviceId: string): Promise<void> {
  const service = await reader(ctx).service.findFirst({
    where: { AND: [{ id: serviceId }, visibleServices(ctx.actor)] },
    select: { id: true },
  });
  if (!service) throw notFound("service");
}

const isKey = (key: string): key is SettingKey => definitionOf(key) !== null;

/** One setting of the installation. @throws not_found */
export async function getSetting(ctx: Ctx, key: string): Promise<SettingDto> {
  if (!isKey(key)) throw notFound("setting");
  const stored = await storedOf(reader(ctx), [key], null);
  const services = await overridesOf(ctx, [key]);
  return present(key, stored, null, await profileNames(ctx), services.get(key) ?? []);
}

/** One setting, or the figures of one metric, as they hold for a service. @throws not_found */
export async function getServiceSetting(
  ctx: Ctx,
  input: { serviceId: string; key: string },
): Promise<SettingDto | ThresholdDto> {
  await requireVisible(ctx, input.serviceId);
  const threshold = readThresholdKey(input.key);
  if (threshold) {
    const used = await thresholdFor(reader(ctx), input.serviceId, threshold.metric, threshold.aggregation);
    const row = await reader(ctx).serviceSetting.findUnique({
      where: { serviceId_key: { serviceId: input.serviceId, key: input.key } },
      select: { version: true },
    });
    return { key: input.key, ...used, version: row?.version ?? 0 };
  }
  if (!isKey(input.key)) throw notFound("setting");
  const stored = await storedOf(reader(ctx), [input.key], input.serviceId);
  return present(input.key, stored, input.serviceId, await profileNames(ctx), []);
}
