import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";

/** A service of a team, with a profile. */
export async function aService(
  teamId: string,
  facts: { name?: string; profileKey?: string } = {},
): Promise<string> {
  const id = uuidv7();
  const { name = `Service ${id.slice(-8)}`, profileKey = "general" } = facts;
  await db().service.create({ data: { id, name, teamId, profileKey } });
  return id;
}

/** A profile, as loading the catalogue makes it. */
export async function aProfile(key: string, name = key): Promise<void> {
  await db().profile.upsert({ where: { key }, create: { key, name, about: "", stack: [] }, update: {} });
}

/** A profile's figures for one metric. */
export async function aPreset(
  profileKey: string,
  metric: string,
  aggregation: string,
  figures: { target?: number; warn?: number; critical?: number },
): Promise<void> {
  await db().thresholdPreset.create({ data: { profileKey, metric, aggregation, unit: "percent", figures } });
}
