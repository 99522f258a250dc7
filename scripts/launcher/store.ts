import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { messageOf, Sentence } from "#scripts/launcher/sentence.ts";

/** What must be known again at the next start to use the same database. */
export type StoredDatabase = { port: number; password: string };

/**
 * Makes the data folder when it is absent and makes sure that it can be written.
 * @throws Sentence naming the folder and the reason
 */
export function openDataFolder(folder: string): void {
  try {
    // Passable but not listable: the database's account has to get through to its own folder below.
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o711 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Sentence(
      `The data folder ${folder} cannot be written (${messageOf(error)}); EVENKEEL_DATA_DIR names another.`,
    );
  }
}

/** Writes a file only its owner reads, whole or not at all. */
export function writePrivate(path: string, content: string): void {
  const fresh = `${path}.${process.pid}`;
  try {
    writeFileSync(fresh, content, { mode: 0o600 });
    renameSync(fresh, path);
  } catch (error) {
    throw new Sentence(`${path} cannot be written: ${messageOf(error)}.`);
  }
}

/** Reads a kept secret, or makes one of 256 bits and keeps it. */
export function keptSecret(folder: string, name: string): string {
  const path = join(folder, name);
  if (existsSync(path)) {
    const kept = readFileSync(path, "utf8").trim();
    if (kept.length >= 32) return kept;
  }
  const secret = randomBytes(32).toString("hex");
  writePrivate(path, `${secret}\n`);
  return secret;
}

/** The database's port and password of the last start, or null on the first one. */
export function readDatabase(folder: string): StoredDatabase | null {
  try {
    const stored: Partial<StoredDatabase> = JSON.parse(readFileSync(join(folder, "database.json"), "utf8"));
    const { port, password } = stored;
    return typeof port === "number" && typeof password === "string" ? { port, password } : null;
  } catch {
    return null;
  }
}

/** Keeps the database's port and password for the next start. */
export function keepDatabase(folder: string, stored: StoredDatabase): void {
  writePrivate(join(folder, "database.json"), `${JSON.stringify(stored)}\n`);
}
