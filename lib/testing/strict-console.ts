import { afterAll, afterEach, expect, vi } from "vitest";

// An error that only reaches the console is still an error: it fails the test during which it was said.
const said: unknown[][] = [];
const spy = vi.spyOn(console, "error").mockImplementation((...words: unknown[]) => {
  said.push(words);
});

// So is a statement sent on a connection that still works on another one: pg will refuse that one day, and until then
// says so once a process.
const heed = (warning: Error) => {
  if (/already executing a query/.test(warning.message)) said.push([warning.message, warning.stack]);
};
process.on("warning", heed);

afterEach(() => {
  const words = said.splice(0);
  expect(words, "console.error was called, or two statements at once on one connection").toEqual([]);
});

// The next file in this process has a memory of its own.
afterAll(() => {
  process.off("warning", heed);
  spy.mockRestore();
});
