import { afterEach, expect, vi } from "vitest";

// An error that only reaches the console is still an error: it fails the test during which it was said.
const said: unknown[][] = [];
vi.spyOn(console, "error").mockImplementation((...words: unknown[]) => {
  said.push(words);
});

afterEach(() => {
  const words = said.splice(0);
  expect(words, "console.error was called").toEqual([]);
});
