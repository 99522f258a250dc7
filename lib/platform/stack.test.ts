import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sourceStack } from "./stack.ts";

const folder = mkdtempSync(join(tmpdir(), "evenkeel-stack-"));
afterAll(() => rmSync(folder, { recursive: true }));
const built = join(folder, "web.js");
// Line 1, column 1 comes from line 7, column 5 of the source.
const map = JSON.stringify({
  version: 3,
  sources: ["../lib/platform/errors.ts"],
  names: [],
  mappings: "AAMI",
});

test("a place in a built file is told as the place in its source", () => {
  writeFileSync(`${built}.map`, map);
  expect(sourceStack(`Error: no\n    at refuse (${built}:1:3)\n    at async file://${built}:1:1`)).toBe(
    "Error: no\n    at refuse (lib/platform/errors.ts:7:5)\n    at async lib/platform/errors.ts:7:5",
  );
});

test("in a package, without a map, or with a broken one, the places stay", () => {
  const packaged = join(folder, "node_modules", "pg");
  mkdirSync(packaged, { recursive: true });
  writeFileSync(join(packaged, "client.js.map"), map);
  const broken = join(folder, "worker.js");
  writeFileSync(`${broken}.map`, "{");
  for (const stack of [
    `at ${packaged}/client.js:1:1`,
    `at ${folder}/other.js:3:9`,
    `at ${broken}:3:9`,
    "at node:net:362:12",
    "",
  ])
    expect(sourceStack(stack)).toBe(stack);
});
