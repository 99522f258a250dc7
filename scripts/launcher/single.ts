import { existsSync } from "node:fs";
import { join } from "node:path";
import { isBuilt } from "#scripts/launcher/build.ts";
import { checkPort, readConfiguration } from "#scripts/launcher/configuration.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { runningDatabase } from "#scripts/launcher/postgres.ts";
import { Sentence } from "#scripts/launcher/sentence.ts";

/**
 * Becomes one server of an installation of many machines: the database is DATABASE_URL's, else the one of an
 * `npm start` that runs on this machine. Nothing is built or migrated here.
 */
export async function becomeServer(name: "web" | "worker"): Promise<void> {
  const configuration = readConfiguration();
  if (!existsSync(join(projectRoot, "dist", `${name}.js`)))
    throw new Sentence("Please run npm run build first.");
  if (!isBuilt()) console.error("The sources changed since the last npm run build; starting what was built.");
  if (name === "web") await checkPort(configuration.port);
  const url = configuration.databaseUrl ?? (await runningDatabase(configuration.dataFolder));
  if (!url) throw new Sentence("No database is running: set DATABASE_URL, or run npm start on this machine.");
  Object.assign(process.env, { DATABASE_URL: url, EVENKEEL_PROCESS: name, NODE_ENV: "production" });
  process.setSourceMapsEnabled(true);
  await import(join(projectRoot, "dist", `${name}.js`));
}
