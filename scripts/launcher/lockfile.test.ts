import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { completeLock, type Lock, missingOptional } from "#scripts/launcher/lockfile.ts";

describe("the lock file", () => {
  test("of this checkout names every platform package, so that npm ci takes it", () => {
    const lock: Lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
    expect(missingOptional(lock)).toEqual([]);
  });

  test("is completed beside the packages it has, or inside the one that needs another version", () => {
    const lock: Lock = {
      packages: {
        "": {},
        "node_modules/tool": {
          version: "2.0.0",
          optionalDependencies: {
            "@tool/linux-x64-musl": "2.0.0",
            "@tool/darwin-arm64": "2.0.0",
            "@tool/wasm32-wasi": "2.0.0",
            optional: "^1.0.0",
          },
        },
        "node_modules/@tool/darwin-arm64": { version: "1.0.0", optional: true },
      },
    };
    expect(completeLock(lock)).toEqual(["@tool/linux-x64-musl", "@tool/darwin-arm64", "@tool/wasm32-wasi"]);
    expect(lock.packages["node_modules/@tool/linux-x64-musl"]).toEqual({
      version: "2.0.0",
      optional: true,
      os: ["linux"],
      cpu: ["x64"],
      libc: ["musl"],
    });
    expect(lock.packages["node_modules/tool/node_modules/@tool/darwin-arm64"]).toMatchObject({
      version: "2.0.0",
    });
    expect(lock.packages["node_modules/@tool/darwin-arm64"]).toMatchObject({ version: "1.0.0" });
    expect(lock.packages["node_modules/@tool/wasm32-wasi"]).toMatchObject({ cpu: ["wasm32"] });
    expect(missingOptional(lock)).toEqual([]);
    expect(completeLock(lock)).toEqual([]);
  });
});
