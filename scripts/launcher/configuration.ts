import { readEnv } from "#lib/platform/env.ts";
import { readProxies } from "#lib/registry/proxies.ts";
import { dataFolder } from "#scripts/launcher/paths.ts";
import { tryPort } from "#scripts/launcher/ports.ts";
import { messageOf, Sentence } from "#scripts/launcher/sentence.ts";
import { loadSettings } from "#scripts/launcher/settings.ts";
import { keptSecret, openDataFolder } from "#scripts/launcher/store.ts";

/** What a start was asked to do, checked. */
export type Configuration = {
  port: number;
  /** The address people type, no slash at its end. */
  address: string;
  dataFolder: string;
  /** The database's address when it is not the embedded one. */
  databaseUrl: string | null;
};

/** Stands in for a value that the start itself is about to find out, so that all others are checked before it. */
const pending = { url: "postgresql://pending", secret: "pending-until-the-data-folder-is-open" };

/**
 * Reads and checks the configuration, opens the data folder and makes the session secret when none is configured.
 * @throws Sentence, one for each thing that is wrong
 */
export function readConfiguration(): Configuration {
  loadSettings();
  const { DATABASE_URL, NEXTAUTH_SECRET } = process.env;
  try {
    const settings = readEnv({
      ...process.env,
      DATABASE_URL: DATABASE_URL || pending.url,
      NEXTAUTH_SECRET: NEXTAUTH_SECRET || pending.secret,
    });
    readProxies(settings.EVENKEEL_TRUSTED_PROXIES);
    const folder = dataFolder();
    openDataFolder(folder);
    process.env.EVENKEEL_DATA_DIR = folder;
    process.env.NEXTAUTH_SECRET = NEXTAUTH_SECRET || keptSecret(folder, "nextauth-secret");
    process.env.PORT = String(settings.PORT);
    const address = (settings.NEXTAUTH_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, "");
    return { port: settings.PORT, address, dataFolder: folder, databaseUrl: DATABASE_URL || null };
  } catch (error) {
    throw new Sentence(messageOf(error));
  }
}

/**
 * Makes sure that nobody listens on the port. A server that is on its way out gets a moment.
 * @throws Sentence naming the port
 */
export async function checkPort(port: number): Promise<void> {
  for (const end = Date.now() + 3000; ; ) {
    const hosts = process.env.EVENKEEL_HOST ? [process.env.EVENKEEL_HOST] : [undefined, "127.0.0.1"];
    const free = await Promise.all(hosts.map((host) => tryPort(port, host)));
    if (free.every((found) => found !== null)) return;
    if (Date.now() > end) throw new Sentence(`Port ${port} is taken; PORT names another.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
