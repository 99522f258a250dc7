"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { makeRefresher } from "#components/shell/fresh.ts";

/** What was fetched less long ago counts as fresh when the tab is looked at again, in milliseconds. */
const FRESH_MS = 10_000;
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
  const latest = useRef(ask);
  latest.current = ask;
  const [refresher] = useState(() => makeRefresher<T>(initial, setData, (now) => latest.current(now)));

  const refresh = useCallback(
    (other?: (now: T) => Promise<T>) => refresher.refresh(other ?? ((now) => latest.current(now))),
    [refresher],
  );

  useEffect(() => {
    const look = () => {
      if (!document.hidden && Date.now() - refresher.askedAt() > FRESH_MS) void refresh();
    };
    const online = () => void refresh();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", online);
    return () => {
      refresher.end();
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", online);
    };
  }, [refresher, refresh]);

  return { data, refresh };
}
