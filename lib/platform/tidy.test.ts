import { expect, it } from "vitest";
import { tidying } from "./tidy.ts";

it("tidies once it is quiet, and again only after it was busy", () => {
  let times = 0;
  const look = tidying(() => {
    times += 1;
  }, 1000);
  const after = (...spent: number[]) => {
    for (const one of spent) look(one);
    return times;
  };
  expect(after(900, 300), "still starting").toBe(0);
  expect(after(200), "neither").toBe(0);
  expect(after(20)).toBe(1);
  expect(after(20, 200, 20, 0), "nothing to tidy").toBe(1);
  expect(after(500, 160), "not quiet yet").toBe(1);
  expect(after(10, 10)).toBe(2);
});
