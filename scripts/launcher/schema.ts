import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SchemaFiles } from "#scripts/launcher/engine.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";

const prisma = join(projectRoot, "prisma");

/** The migrations' folder; each migration is a folder `<time>_<name>/migration.sql` in it. */
export const migrationsFolder = join(prisma, "migrations");

/** The schema as it was when the newest migration was made: the next one is the difference from here. */
const snapshotFolder = join(migrationsFolder, "schema-snapshot");

async function readSchema(folder: string): Promise<SchemaFiles> {
  const models = await readdir(join(folder, "models")).catch(() => []);
  const paths = [
    "schema.prisma",
    ...models
      .filter((name) => name.endsWith(".prisma"))
      .sort()
      .map((name) => `models/${name}`),
  ];
  return Promise.all(
    paths.map(async (path) => ({ path, content: await readFile(join(folder, path), "utf8") })),
  );
}

/** The schema of this checkout. */
export function currentSchema(): Promise<SchemaFiles> {
  return readSchema(prisma);
}

/** The schema the migrations lead to, or null before the first one. */
export function migratedSchema(): Promise<SchemaFiles | null> {
  return readSchema(snapshotFolder).catch(() => null);
}

/** Makes this checkout's schema the one the migrations lead to. */
export async function keepSnapshot(): Promise<void> {
  await rm(snapshotFolder, { recursive: true, force: true });
  for (const file of await currentSchema()) {
    await mkdir(dirname(join(snapshotFolder, file.path)), { recursive: true });
    await cp(join(prisma, file.path), join(snapshotFolder, file.path));
  }
}
