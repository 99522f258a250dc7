import { afterAll, inject } from "vitest";
import { closeDatabase } from "#lib/platform/db.ts";
import { forgetShared, shared } from "#lib/platform/shared.ts";
import { copyDatabase, testEnvironment } from "#lib/testing/cluster.ts";

/**
 * Gives a test file a database of its own: migrated, with severities and computed KPIs, and dropped after the file's
 * last test. Called at the top of the file, before anything reads the environment:
 * `const url = await testDatabase();`. From then on `db()` and `pool()` speak to it.
 * @returns its address
 */
export async function testDatabase(): Promise<string> {
  const { url, drop } = await copyDatabase(inject("templateUrl"));
  const before = { ...process.env };
  Object.assign(process.env, testEnvironment(url));
  forgetShared();
  afterAll(async () => {
    clearTimeout(shared().notifyTimer);
    await closeDatabase();
    await drop();
    process.env = before;
    forgetShared();
  });
  return url;
}
