import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { engineMessage, type SchemaFiles, schemaEngine } from "#scripts/launcher/engine.ts";
import { currentSchema, keepSnapshot, migratedSchema, migrationsFolder } from "#scripts/launcher/schema.ts";
import { Sentence } from "#scripts/launcher/sentence.ts";

const filters = { externalTables: [], externalEnums: [] };

/** Any number of starters may migrate one database at once: this advisory lock lets one through at a time. */
const lockKey = 7_317_040_112;

async function listMigrations() {
  const entries = await readdir(migrationsFolder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory() && /^\d{14}_/.test(entry.name))
    .map((entry) => entry.name);
  return {
    baseDir: migrationsFolder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({
        path,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(join(migrationsFolder, path, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

/**
 * Brings a database to the newest migration. Safe to call from many machines at once: each waits its turn, and
 * only the first finds work.
 * @returns the names of the migrations applied now, oldest first
 * @throws Sentence naming the migration that failed
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const turn = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  turn.on("error", () => {});
  await turn.connect().catch((error: Error) => {
    throw new Sentence(`The database does not answer: ${error.message}.`);
  });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  pool.on("error", () => {});
  try {
    await turn.query("SELECT pg_advisory_lock($1)", [lockKey]);
    const engine = await schemaEngine(await currentSchema(), pool);
    const done = await engine.applyMigrations({ migrationsList: await listMigrations(), filters });
    return done.appliedMigrationNames;
  } catch (error) {
    throw new Sentence(`The database was not migrated: ${engineMessage(error)}`);
  } finally {
    await pool.end();
    await turn.end();
  }
}

/** The SQL that leads from one schema to another; an empty string when they say the same. */
export async function difference(from: SchemaFiles | null, to: SchemaFiles): Promise<string> {
  const engine = await schemaEngine(to);
  const result = await engine.diff({
    from: from ? { tag: "schemaDatamodel", files: from } : { tag: "empty" },
    to: { tag: "schemaDatamodel", files: to },
    script: true,
    exitCode: null,
    filters,
  });
  const sql = result.stdout ?? "";
  return sql.trim() === "" || sql.includes("-- This is an empty migration.") ? "" : sql;
}

/**
 * Writes the next migration: what changed in the schema files since the newest one. No database is asked, so
 * nothing that only SQL can say (triggers, partitions, checks) is ever proposed for dropping.
 * @param empty makes a migration without statements, to be filled by hand
 * @returns the new migration's folder name
 */
export async function makeMigration(name: string, empty: boolean): Promise<string> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Sentence(`A migration's name is small letters, digits and underscores; "${name}" is not.`);
  }
  const schema = await currentSchema();
  const sql = await difference(await migratedSchema(), schema).catch((error) => {
    throw new Sentence(`The schema cannot be read: ${engineMessage(error)}`);
  });
  if (sql === "" && !empty) throw new Sentence("The schema has not changed since the newest migration.");
  const stamp = new Date().toISOString().replaceAll(/[-:T]/g, "").slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "migration.sql"), sql || "-- Statements that the schema files cannot say.\n");
  await keepSnapshot();
  return `${stamp}_${name}`;
}
