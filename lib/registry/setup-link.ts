import { setUp } from "#lib/auth/commands/set-up.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { anonymousCtx } from "#lib/platform/context.ts";
import { randomSecret, sha256 } from "#lib/platform/crypto.ts";
import { db } from "#lib/platform/db.ts";
import { env, publicUrl } from "#lib/platform/env.ts";

/**
 * What a first start needs: the one-time setup link, or the administrator whom the environment names.
 * A new start before setup makes a new link; the old one stops working.
 * @returns the link to print, or null when the installation is set up
 */
export async function setupLink(): Promise<string | null> {
  const installation = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
  if (installation.setupAt) return null;
  const { EVENKEEL_ADMIN_EMAIL, EVENKEEL_ADMIN_PASSWORD } = env();
  if (EVENKEEL_ADMIN_EMAIL && EVENKEEL_ADMIN_PASSWORD) {
    await setUp(anonymousCtx(await databaseNow(), "first-start"), {
      token: null,
      name: EVENKEEL_ADMIN_EMAIL.split("@")[0] ?? "Administrator",
      email: EVENKEEL_ADMIN_EMAIL.toLowerCase(),
      password: EVENKEEL_ADMIN_PASSWORD,
      teamName: "Operations",
      zone: "UTC",
    });
    return null;
  }
  const secret = randomSecret();
  await db().installation.update({
    where: { id: 1 },
    data: { setupTokenHash: sha256(secret) },
    select: { id: true },
  });
  return `${publicUrl()}/setup?token=${secret}`;
}
