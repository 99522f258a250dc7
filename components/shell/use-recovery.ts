"use client";

import { useEffect, useRef, useState } from "react";

const ASK_MS = 3000;

async function isWell(): Promise<boolean> {
  const answer = await fetch("/api/health", { cache: "no-store" }).catch(() => null);
  return answer?.ok ?? false;
}

/**
 * Asks the portal's health after a failed page: whether the database is away, and when it is back.
 * @param back called once, when the portal is well again after having been away
 * @returns true while it is away
 */
export function useRecovery(back: () => void): boolean {
  const [away, setAway] = useState(false);
  const latest = useRef(back);
  latest.current = back;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    let wasAway = false;
    async function ask() {
      const well = await isWell();
      if (ended) return;
      if (well && wasAway) latest.current();
      if (well) {
        setAway(false);
        return;
      }
      wasAway = true;
      setAway(true);
      timer = setTimeout(() => void ask(), ASK_MS);
    }
    void ask();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, []);
  return away;
}
