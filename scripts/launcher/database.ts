import { takeFolder } from "#scripts/launcher/lock.ts";
import { dataFolder } from "#scripts/launcher/paths.ts";
import { startDatabase } from "#scripts/launcher/postgres.ts";
import { openDataFolder } from "#scripts/launcher/store.ts";

/**
 * Runs a command with the database's address: the one DATABASE_URL names, else the embedded one. An embedded one
 * that was not running is started for the command and ended after it; that of a running `npm start` is shared.
 */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL);
  const folder = dataFolder();
  openDataFolder(folder);
  const hold = await takeFolder(folder);
  try {
    const database = await startDatabase(folder);
    try {
      return await work(database.url);
    } finally {
      if (hold) await database.stop();
    }
  } finally {
    hold?.release();
  }
}
