import { dataFolder } from "#scripts/launcher/paths.ts";
import { type Database, startDatabase } from "#scripts/launcher/postgres.ts";

/** The database everything runs on: the one DATABASE_URL names, which is left alone, else the embedded one. */
export async function openDatabase(): Promise<Database> {
  const url = process.env.DATABASE_URL;
  if (!url) return startDatabase(dataFolder());
  return { url, found: true, isRunning: () => true, stop: async () => {} };
}

/**
 * Runs a command that needs the database. An embedded one that was not running is started for it and ended after
 * it; one that belongs to a running `npm start` is used and left running.
 */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const database = await openDatabase();
  try {
    return await work(database.url);
  } finally {
    if (!database.found) await database.stop();
  }
}
