"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { mayPass } from "#components/shell/api.ts";

/** What was fetched less long ago counts as fresh when the tab is looked at again, in milliseconds. */
const FRESH_MS = 10_000;
/** The pauses after the first, second, … try without an answer, in milliseconds; the last one stays. */
const PAUSES = [1000, 2000, 4000, 15_000];

export interface Fresh<T> {
  data: T;
  /**
   * Fetches it again, by `ask` or in another way given here; resolves after the answer, or when none came. Then it goes
   * on asking until one does; what the server has refused is not asked for again.
   */
  refresh: (other?: (now: T) => Promise<T>) => Promise<void>;
}

/**
 * What came with the page and is fetched again under one's own rights: when `refresh` is called, when the tab is looked
 * at again after a while, and when the device has its network back. An older answer never replaces a newer one.
 * @param initial what the server drew the page with
 * @param ask fetches it anew; it is handed what is shown now
 */
export function useFresh<T>(initial: T, ask: (now: T) => Promise<T>): Fresh<T> {
  const [data, setData] = useState(initial);
  const latest = useRef({ ask, data });
  latest.current.ask = ask;
  const run = useRef({ asked: 0, shown: 0, failures: 0, at: Date.now(), timer: 0 });

  const refresh = useCallback(async (other?: (now: T) => Promise<T>): Promise<void> => {
    const now = run.current;
    now.asked += 1;
    const turn = now.asked;
    now.at = Date.now();
    clearTimeout(now.timer);
    try {
      const next = await (other ?? latest.current.ask)(latest.current.data);
      now.failures = 0;
      if (turn < now.shown) return;
      now.shown = turn;
      latest.current.data = next;
      setData(next);
    } catch (error) {
      if (turn !== now.asked || !mayPass(error)) return;
      const pause = PAUSES[Math.min(now.failures, PAUSES.length - 1)];
      now.failures += 1;
      now.timer = window.setTimeout(() => void refresh(), pause);
    }
  }, []);

  useEffect(() => {
    const { current } = run;
    const look = () => {
      if (!document.hidden && Date.now() - current.at > FRESH_MS) void refresh();
    };
    const online = () => void refresh();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", online);
    return () => {
      // What is still on its way is too old to begin anything.
      current.asked += 1;
      clearTimeout(current.timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", online);
    };
  }, [refresh]);

  return { data, refresh };
}
