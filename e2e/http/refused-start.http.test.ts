import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { makePlace, type PortalOptions } from "#lib/testing/portal.ts";

const place = await makePlace();
afterEach(place.end);
afterAll(place.clear);

const root = process.getuid?.() === 0;
const nobody = 65_534;

/** Starts, and expects one sentence, an exit code that is not 0, and nothing left running. */
async function refused(options: PortalOptions): Promise<string> {
  const portal = place.start(options);
  expect(await portal.ended).toBe(1);
  expect(portal.output().trim().split("\n"), "one sentence").toHaveLength(1);
  expect(portal.output()).not.toMatch(/\bat .*:\d+:\d+/);
  expect(place.left()).toEqual([]);
  return portal.output();
}

describe("a start that cannot be says why in one sentence", () => {
  test("the port is taken", async () => {
    const other = createServer().listen(place.port, "127.0.0.1");
    expect(await refused({})).toContain(`Port ${place.port} is taken`);
    await new Promise((closed) => other.close(closed));
  });

  test.each([
    [{ PORT: "eighty" }, "PORT"],
    [{ PORT: "99999" }, "PORT"],
    [{ NEXTAUTH_SECRET: "short" }, "NEXTAUTH_SECRET"],
    [{ NEXTAUTH_URL: "portal" }, "NEXTAUTH_URL"],
    [{ SMTP_URL: "mail" }, "SMTP_URL"],
    [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL"],
    [{ EVENKEEL_TRUSTED_PROXIES: "10.0.0.0/99" }, "EVENKEEL_TRUSTED_PROXIES"],
    [{ EVENKEEL_ADMIN_PASSWORD: "short" }, "EVENKEEL_ADMIN_PASSWORD"],
  ])("bad configuration: %o", async (env, name) => {
    expect(await refused({ env })).toContain(name);
  });

  test("the database of DATABASE_URL does not answer", async () => {
    const env = { DATABASE_URL: "postgresql://nobody:hidden@127.0.0.1:9/none" };
    const portal = place.start({ env });
    expect(await portal.ended).toBe(1);
    expect(portal.output()).toContain("The database does not answer");
    expect(portal.output()).not.toContain("hidden");
  });

  test("the data folder cannot be written", async () => {
    const locked = join(place.folder, "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    // The administrator of the machine may write everywhere but where the kernel itself answers.
    const env = { EVENKEEL_DATA_DIR: root ? "/sys/evenkeel/data" : join(locked, "data") };
    expect(await refused({ env })).toContain("cannot be written");
  });

  test("the data folder is a file", async () => {
    const file = join(place.folder, "file");
    writeFileSync(file, "");
    if (root) chownSync(file, nobody, nobody);
    const env = { EVENKEEL_DATA_DIR: join(file, "data") };
    expect(await refused({ env })).toContain("cannot be written");
  });
});
