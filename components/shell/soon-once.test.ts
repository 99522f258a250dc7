import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { soonOnce } from "#components/shell/soon-once.ts";

let done = 0;
const soon = () =>
  soonOnce(
    () => {
      done += 1;
    },
    () => 100,
  );

beforeEach(() => {
  vi.useFakeTimers();
  done = 0;
});
afterEach(() => void vi.useRealTimers());

test("several calls are one, and a later one is another", () => {
  const { call } = soon();
  call();
  vi.advanceTimersByTime(60);
  call();
  expect(done).toBe(0);
  vi.advanceTimersByTime(40);
  expect(done).toBe(1);
  vi.advanceTimersByTime(500);
  expect(done).toBe(1);
  call();
  vi.advanceTimersByTime(100);
  expect(done).toBe(2);
});

test("what was stopped does not run, and may be called again", () => {
  const { call, stop } = soon();
  call();
  stop();
  vi.advanceTimersByTime(200);
  expect(done).toBe(0);
  call();
  vi.advanceTimersByTime(100);
  expect(done).toBe(1);
});
