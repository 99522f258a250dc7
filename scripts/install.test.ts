import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isInstalled } from "./install.mjs";

const root = mkdtempSync(join(tmpdir(), "evenkeel-install-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const wanted = {
  "": {},
  "node_modules/a": { version: "1.0.0" },
  "node_modules/b": { version: "2.0.0", dev: true },
  "node_modules/c": { version: "3.0.0", optional: true },
  "node_modules/d": { version: "4.0.0", extraneous: true },
};

/** Lays out a checkout in which these packages, at these versions, are installed. */
function lay(installed: Record<string, string>, stamp = true): void {
  rmSync(join(root, "node_modules"), { recursive: true, force: true });
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: wanted }));
  const packages: Record<string, { version: string }> = {};
  for (const [name, version] of Object.entries(installed)) {
    mkdirSync(join(root, "node_modules", name));
    packages[`node_modules/${name}`] = { version };
  }
  if (stamp) writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
}

describe("what is installed", () => {
  test("without development packages it starts but does not test", () => {
    lay({ a: "1.0.0" });
    expect(isInstalled(root, false)).toBe(true);
    expect(isInstalled(root, true)).toBe(false);
  });

  test("development packages never count against a start", () => {
    lay({ a: "1.0.0", b: "2.0.0" });
    expect(isInstalled(root, false)).toBe(true);
    expect(isInstalled(root, true)).toBe(true);
  });

  test("another version is not the package", () => {
    lay({ a: "1.0.1", b: "2.0.0" });
    expect(isInstalled(root, false)).toBe(false);
  });

  test("an interrupted install has no stamp and does not count", () => {
    lay({ a: "1.0.0", b: "2.0.0" }, false);
    expect(isInstalled(root, false)).toBe(false);
  });

  test("a package whose folder was deleted is missing", () => {
    lay({ a: "1.0.0" });
    rmSync(join(root, "node_modules", "a"), { recursive: true });
    expect(isInstalled(root, false)).toBe(false);
  });
});
