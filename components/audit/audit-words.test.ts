import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ACTION_GROUPS, linesOf, sayAction } from "./audit-words.ts";

/** Every action that some command records, as written in its source. */
function recorded(): string[] {
  const found = new Set<string>();
  for (const entry of readdirSync("lib", { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".ts") || entry.name.endsWith(".test.ts")) continue;
    const source = readFileSync(join(entry.parentPath, entry.name), "utf8");
    for (const [, action] of source.matchAll(/action: "([a-z-]+\.[a-z-]+)"/g)) if (action) found.add(action);
  }
  return [...found];
}

test("every recorded action is said in words, and can be filtered by its room", () => {
  const actions = recorded();
  expect(actions.length).toBeGreaterThan(50);
  for (const action of actions) {
    expect(sayAction({ action, outcome: "done" }), action).not.toMatch(/[._:]/);
  }
  const rooms = ["auth", "token", "person", "invitation", "team", "service", "setting", "incident", "audit"];
  for (const room of rooms)
    expect(
      ACTION_GROUPS.some((one) => `${room}.x`.startsWith(one.value)),
      room,
    ).toBe(true);
});

test("a failed sign-in did not sign anybody in", () => {
  expect(sayAction({ action: "auth.sign-in", outcome: "failed" })).toBe("could not sign in");
  expect(sayAction({ action: "auth.sign-in", outcome: "done" })).toBe("signed in");
});

test("a detail is lines: what changed from what to what, then the rest", () => {
  expect(
    linesOf({
      changes: { name: { from: null, to: "Vault" }, days: { from: [1], to: [1, 2] } },
      reason: "why",
    }),
  ).toEqual([
    { term: "name", from: "–", to: "Vault" },
    { term: "days", from: "[1]", to: "[1,2]" },
    { term: "reason", from: null, to: "why" },
  ]);
});
