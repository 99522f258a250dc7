import pg from "pg";
import { afterAll, describe, expect, inject, test } from "vitest";
import { copyDatabase } from "#lib/testing/cluster.ts";
import { difference, migrate } from "#scripts/launcher/migrations.ts";
import { currentSchema, migratedSchema } from "#scripts/launcher/schema.ts";

const { url, drop } = await copyDatabase(inject("templateUrl"));
const client = new pg.Client({ connectionString: url });
await client.connect();
afterAll(async () => {
  await client.end();
  await drop();
});

describe("migrations", () => {
  test("lead to the schema of this checkout", async () => {
    expect(await difference(await migratedSchema(), await currentSchema())).toBe("");
  });

  test("notice a changed schema", async () => {
    const schema = await currentSchema();
    const grown = [...schema, { path: "models/more.prisma", content: "model More {\n  id Int @id\n}\n" }];
    expect(await difference(schema, grown)).toContain('CREATE TABLE "More"');
  });

  test("of a migrated database there are none to apply, however many ask at once", async () => {
    expect(await Promise.all([migrate(url), migrate(url), migrate(url)])).toEqual([[], [], []]);
  });

  test("are applied by exactly one of many starters", async () => {
    await client.query("DROP SCHEMA public CASCADE");
    await client.query("CREATE SCHEMA public");
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    const { rows } = await client.query<{ twice: number }>(
      `SELECT count(*)::int - count(DISTINCT migration_name)::int AS twice FROM _prisma_migrations`,
    );
    expect(rows[0]?.twice).toBe(0);
    const { rows: open } = await client.query(`SELECT 1 FROM _prisma_migrations WHERE finished_at IS NULL`);
    expect(open).toEqual([]);
  });

  test("leave triggers behind whose bodies hold semicolons", async () => {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_trigger WHERE NOT tgisinternal`,
    );
    expect(rows[0]?.count).toBeGreaterThan(0);
  });

  test("say in one sentence when the database does not answer", async () => {
    await expect(migrate("postgresql://nobody@127.0.0.1:9/none")).rejects.toThrow(
      /^The database does not answer: /,
    );
  });
});
