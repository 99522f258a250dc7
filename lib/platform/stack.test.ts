import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sourceStack } from "./stack.ts";

const folder = mkdtempSync(join(tmpdir(), "evenkeel-stack-"));
afterAll(() => rmSync(folder, { recursive: true }));
const built = join(folder, "web.js");

test("a place in a built file is told as the place in its source", () => {
  // Line 1, column 1 comes from line 7, column 5 of the source.
  const map = { version: 3, sources: ["../lib/platform/errors.ts"], names: [], mappings: "AAMI" };
  writeFileSync(`${built}.map`, JSON.stringify(map));
  expect(sourceStack(`Error: no\n    at refuse (${built}:1:3)\n    at async ${built}:1:1`)).toBe(
    "Error: no\n    at refuse (lib/platform/errors.ts:7:5)\n    at async lib/platform/errors.ts:7:5",
  );
});

test("without a map, or with a broken one, the places stay", () => {
  const broken = join(folder, "worker.js");
  writeFileSync(`${broken}.map`, "{");
  for (const stack of [`at ${folder}/other.js:3:9`, `at ${broken}:3:9`, "at node:net:362:12", ""])
    expect(sourceStack(stack)).toBe(stack);
});
