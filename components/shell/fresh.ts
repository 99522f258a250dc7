import { mayPass } from "#components/shell/api.ts";

/** The pauses after the first, second, … try without an answer, in milliseconds; the last one stays. */
const PAUSES = [1000, 2000, 4000, 15_000];

export interface Refresher<T> {
  /** Asks; resolves after the answer, or when none came. Then it goes on asking until one does. */
  refresh: (ask: (now: T) => Promise<T>) => Promise<void>;
  /** When it was asked last, in milliseconds since 1970. */
  askedAt: () => number;
  /** What is still on its way may be shown, but begins nothing any more. */
  end: () => void;
}

/**
 * Keeps what is shown fresh: an older answer never replaces a newer one, and a question without an answer is asked
 * again, unless the server has refused it.
 * @param show takes each newer answer
 * @param usual how it is asked again after a failure
 */
export function makeRefresher<T>(
  initial: T,
  show: (next: T) => void,
  usual: (now: T) => Promise<T>,
): Refresher<T> {
  let data = initial;
  let asked = 0;
  let shown = 0;
  let failures = 0;
  let at = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function refresh(ask: (now: T) => Promise<T>): Promise<void> {
    asked += 1;
    const turn = asked;
    at = Date.now();
    clearTimeout(timer);
    try {
      const next = await ask(data);
      failures = 0;
      if (turn < shown) return;
      shown = turn;
      data = next;
      show(next);
    } catch (error) {
      if (turn !== asked || !mayPass(error)) return;
      const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
      failures += 1;
      timer = setTimeout(() => void refresh(usual), pause);
    }
  }

  return {
    refresh,
    askedAt: () => at,
    end() {
      asked += 1;
      clearTimeout(timer);
    },
  };
}
