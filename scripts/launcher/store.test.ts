import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { keepDatabase, keptSecret, openDataFolder, readDatabase } from "#scripts/launcher/store.ts";

const folder = mkdtempSync(join(tmpdir(), "evenkeel-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what is kept in the data folder", () => {
  test("a secret is made once, only its owner can read it", () => {
    const secret = keptSecret(folder, "secret");
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(keptSecret(folder, "secret")).toBe(secret);
    expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
  });

  test("a torn secret is made again", () => {
    writeFileSync(join(folder, "torn"), "abc");
    expect(keptSecret(folder, "torn")).toHaveLength(64);
    expect(readFileSync(join(folder, "torn"), "utf8").trim()).toHaveLength(64);
  });

  test("the database's port and password come back; rubbish counts as none", () => {
    expect(readDatabase(folder)).toBeNull();
    keepDatabase(folder, { port: 5433, password: "p" });
    expect(readDatabase(folder)).toEqual({ port: 5433, password: "p" });
    writeFileSync(join(folder, "database.json"), '{"port":"5433"}');
    expect(readDatabase(folder)).toBeNull();
    writeFileSync(join(folder, "database.json"), "{");
    expect(readDatabase(folder)).toBeNull();
  });

  test("a new folder can be passed through, not listed, by others", () => {
    const fresh = join(folder, "a", "b");
    openDataFolder(fresh);
    expect(statSync(fresh).mode & 0o077).toBe(0o011);
  });

  test("a folder that cannot be is one sentence", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => openDataFolder(join(folder, "file", "data"))).toThrow(
      /cannot be written .*EVENKEEL_DATA_DIR/,
    );
  });
});
