import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiProblem } from "#components/shell/api.ts";
import { makeRefresher } from "#components/shell/fresh.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A refresher whose questions are answered by hand, and what it showed. */
function byHand() {
  const shown: string[] = [];
  const open: Array<{ answer: (text: string) => void; fail: (error: unknown) => void; now: string }> = [];
  const ask = (now: string) =>
    new Promise<string>((resolve, reject) => open.push({ answer: resolve, fail: reject, now }));
  const one = makeRefresher("first", (next) => void shown.push(next), ask);
  return { shown, open, ask, ...one };
}

test("an older answer that comes late does not replace a newer one", async () => {
  const { open, shown, refresh, ask } = byHand();
  const early = refresh(ask);
  const late = refresh(ask);
  open[1]?.answer("newer");
  open[0]?.answer("older");
  await Promise.all([early, late]);
  expect(shown).toEqual(["newer"]);
  void refresh(ask);
  expect(open[2]?.now, "it is handed what is shown").toBe("newer");
});

test("without an answer it asks again, each time after a longer pause, until one comes", async () => {
  const { open, shown, refresh, ask } = byHand();
  const first = refresh(ask);
  open[0]?.fail(new TypeError("Failed to fetch"));
  await first;
  await vi.advanceTimersByTimeAsync(999);
  expect(open).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  open[1]?.fail(new TypeError("Failed to fetch"));
  await vi.advanceTimersByTimeAsync(1999);
  expect(open).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  open[2]?.answer("back");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown).toEqual(["back"]);
  expect(open).toHaveLength(3);
});

test("what the server has refused is not asked for again, and after the end nothing is", async () => {
  const refused = byHand();
  const first = refused.refresh(refused.ask);
  refused.open[0]?.fail(new ApiProblem(404, { code: "not_found", detail: "There is no such incident." }));
  await first;
  const left = byHand();
  const second = left.refresh(left.ask);
  left.end();
  left.open[0]?.fail(new TypeError("Failed to fetch"));
  await second;
  await vi.advanceTimersByTimeAsync(120_000);
  expect([refused.open.length, left.open.length]).toEqual([1, 1]);
});
