import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { paced } from "./paced.ts";

it("a hint is looked after at once, a hundred of them a few times, and the last one is never lost", async () => {
  let looks = 0;
  const hint = paced(() => {
    looks += 1;
  }, 40);
  hint();
  expect(looks).toBe(1);
  const began = performance.now();
  for (let i = 0; i < 100; i += 1) {
    hint();
    await pause(1);
  }
  const took = performance.now() - began;
  const during = looks;
  expect(during).toBeLessThanOrEqual(2 + took / 40);
  hint();
  const end = performance.now() + 2000;
  while (looks === during && performance.now() < end) await pause(5);
  expect(looks).toBe(during + 1);
  // Nothing was asked since: it is quiet.
  await pause(120);
  expect(looks).toBe(during + 1);
});
