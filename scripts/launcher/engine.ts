import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type pg from "pg";

/** Prisma's schema files as the engine takes them: path and content. */
export type SchemaFiles = { path: string; content: string }[];

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(new URL("schema_engine_bg.wasm", `file://${path}`));
  const imports = { "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
}

/**
 * The adapter cuts scripts at every semicolon, which breaks function bodies and leaves half a migration behind.
 * One simple query takes the script whole, and PostgreSQL runs it as one transaction.
 */
function mended(factory: PrismaPg): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const whole: SqlDriverAdapter["executeScript"] = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return Object.assign(adapter, { executeScript: whole });
  };
  // Its shadow database would be the real one, since a connection string wins over the name it is given.
  factory.connectToShadowDb = () =>
    Promise.reject(new Error("Migrations are made without a shadow database."));
  return factory;
}

/**
 * Stands in for the database where only schema files are compared: the engine asks which PostgreSQL it speaks to
 * before anything else, and then nothing more.
 */
function noDatabase(): SqlMigrationAwareDriverAdapterFactory {
  const names = { provider: "postgres", adapterName: "@prisma/adapter-pg" } as const;
  const refuse = () => Promise.reject(new Error("Schema files are compared without a database."));
  const connect = async (): Promise<SqlDriverAdapter> => ({
    ...names,
    queryRaw: async () => ({
      columnNames: ["exists", "version", "numeric_version"],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, "PostgreSQL 18.4", 180_004]],
    }),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    dispose: async () => {},
  });
  return { ...names, connect, connectToShadowDb: refuse };
}

/**
 * Prisma's own schema engine in WebAssembly: nothing to download, the same `_prisma_migrations` as the CLI writes.
 * @param pool the database to migrate, ended by the caller; without it the engine can only compare schema files
 */
export async function schemaEngine(schema: SchemaFiles, pool?: pg.Pool): Promise<bindings.SchemaEngine> {
  loaded ??= load();
  await loaded;
  const factory = pool ? mended(new PrismaPg(pool)) : noDatabase();
  const datamodels = schema.map((file): [string, string] => [file.path, file.content]);
  return bindings.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
}

/** The words of an error the engine threw: it hides them in a JSON string. */
export function engineMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed && typeof parsed === "object" && "message" in parsed) return String(parsed.message);
  } catch {
    // Not JSON: the text is the message.
  }
  return text;
}
