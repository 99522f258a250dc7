import { expect, it } from "vitest";
import { uuidv7 } from "./ids.ts";

it("makes ids of version 7 that are all different and follow the time", () => {
  const at = Date.UTC(2026, 10, 21);
  const ids = Array.from({ length: 2000 }, (_, n) => uuidv7(at + n));
  expect(new Set(ids).size).toBe(2000);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(Number.parseInt(ids[5]?.replace("-", "").slice(0, 12) ?? "", 16)).toBe(at + 5);
  const tails = new Set(Array.from({ length: 600 }, () => uuidv7(at).slice(14)));
  expect(tails.size, "chance never comes twice").toBe(600);
});
