import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SchemaFiles } from "#scripts/launcher/engine.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";

const prisma = join(projectRoot, "prisma");

/** The migrations' folder; each migration is a folder `<time>_<name>/migration.sql` in it. */
export const migrationsFolder = join(prisma, "migrations");

/**
 * The schema as it was when the newest migration was made: the next one is the difference from here. Its files have
 * an ending of their own, or Prisma would read every model twice.
 */
const snapshotFolder = join(migrationsFolder, "schema-snapshot");
const snapshotEnding = ".snapshot";

async function readSchema(folder: string, ending: string): Promise<SchemaFiles> {
  const models = await readdir(join(folder, "models")).catch(() => []);
  const names = models.filter((name) => name.endsWith(`.prisma${ending}`)).sort();
  const found = [
    "schema.prisma",
    ...names.map((name) => `models/${name.slice(0, name.length - ending.length)}`),
  ];
  return Promise.all(
    found.map(async (path) => ({ path, content: await readFile(join(folder, path + ending), "utf8") })),
  );
}

/** The schema of this checkout. */
export function currentSchema(): Promise<SchemaFiles> {
  return readSchema(prisma, "");
}

/** The schema the migrations lead to, or null before the first one. */
export function migratedSchema(): Promise<SchemaFiles | null> {
  return readSchema(snapshotFolder, snapshotEnding).catch(() => null);
}

/** Makes this checkout's schema the one the migrations lead to. */
export async function keepSnapshot(): Promise<void> {
  await rm(snapshotFolder, { recursive: true, force: true });
  for (const file of await currentSchema()) {
    const path = join(snapshotFolder, file.path + snapshotEnding);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.content);
  }
}
